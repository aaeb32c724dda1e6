// Pipelines: every command its own process, all running at once; `time`.
import { isErr, sys, type Micros, type Sys } from '../../kernel/abi/index.ts';
import type { Node, Pipeline } from '../parse/nodes.ts';
import { pipelineTexts } from '../parse/print.ts';
import { get } from '../vars/read.ts';
import { afterCommand, runNode, subshellBody } from './exec.ts';
import { DiscardLine } from './faults.ts';
import { forkShell } from './fork.ts';
import { complain, flush } from './report.ts';
import type { Shell } from './shell.ts';
import { runSimple } from './simple.ts';
import { runNamedTrap } from './trap.ts';
import { notifyJobs, takeTerminal, waitForJob } from './wait.ts';

export interface Started {
  readonly pgrp: number;
  readonly pids: readonly number[];
}

/** Forks all commands but those from `until` on; returns the read end left for them. */
export function* startPipeline(
  sh: Shell,
  node: Pipeline,
  options: { readonly background: boolean; readonly until?: number; readonly onRest?: (fd: number) => void },
): Sys<Started> {
  const control = sh.jobControl;
  const count = options.until ?? node.commands.length;
  const pids: number[] = [];
  let pgrp = control ? 0 : sh.pgrp;
  let input = -1;
  for (let i = 0; i < count; i += 1) {
    const command = node.commands[i] as Node;
    const last = i === node.commands.length - 1;
    let next = { r: -1, w: -1 };
    if (!last) {
      const pipe = yield* sys.pipe();
      if (isErr(pipe)) {
        complain(sh, `pipe error: ${pipe.text}`);
        yield* flush(sh);
        throw new DiscardLine(254);
      }
      next = pipe;
    }
    const stdin = input;
    const both = node.stderr[i] === true;
    if (command.kind === 'simple' && sh.traps.has('DEBUG') && (sh.inFunction === 0 || sh.opt('functrace')))
      yield* runNamedTrap(sh, 'DEBUG', command);
    sh.inputRedirected = i > 0;
    const pid = yield* forkShell(
      sh,
      {
        pgrp: control ? pgrp : undefined,
        background: options.background,
        foreground: control && !options.background,
        subshell: true,
      },
      (child) => elementBody(child, command, stdin, next, both),
    );
    sh.inputRedirected = false;
    pids.push(pid);
    if (control && pgrp === 0) pgrp = pid;
    if (stdin >= 0) yield* sys.close(stdin);
    if (next.w >= 0) yield* sys.close(next.w);
    input = next.r;
  }
  if (options.onRest) options.onRest(input);
  return { pgrp, pids };
}

function* elementBody(
  child: Shell,
  command: Node,
  stdin: number,
  next: { readonly r: number; readonly w: number },
  both: boolean,
): Sys<number> {
  child.jobs.disown();
  child.debugDone = command.kind === 'simple';
  if (stdin >= 0) {
    yield* sys.dup2(stdin, 0);
    yield* sys.close(stdin);
  }
  if (next.w >= 0) {
    yield* sys.close(next.r);
    yield* sys.dup2(next.w, 1);
    yield* sys.close(next.w);
    if (both) yield* sys.dup2(1, 2);
  }
  if (command.kind === 'subshell') return yield* subshellBody(child, command);
  // A simple command here is the parent's to judge: no ERR trap, no `set -e` in the child.
  if (command.kind === 'simple') return yield* runSimple(child, command, true);
  return yield* runNode(child, command, true);
}

export function* runPipeline(sh: Shell, node: Pipeline, tail: boolean): Sys<number> {
  if (node.commands.length === 0) return 0;
  if (node.commands.length === 1) return yield* runNode(sh, node.commands[0] as Node, tail);
  const control = sh.jobControl;
  const lastHere = sh.shopts.has('lastpipe') && !control && !sh.dash;
  const count = node.commands.length;
  let rest = -1;
  const started = yield* startPipeline(
    sh,
    node,
    lastHere ? { background: false, until: count - 1, onRest: (fd) => (rest = fd) } : { background: false },
  );
  const texts = pipelineTexts(node);
  const job = sh.jobs.add(
    control ? started.pgrp : sh.pgrp,
    started.pids.map((pid, i) => ({ pid, text: texts[i] ?? '', status: undefined, stopped: false })),
    {
      foreground: true,
      control,
      cwd: sh.cwd,
    },
  );
  let lastStatus: number | undefined;
  if (lastHere) {
    const saved = yield* sys.dupfd(0, 10, true);
    yield* sys.dup2(rest, 0);
    yield* sys.close(rest);
    lastStatus = yield* runNode(sh, node.commands[count - 1] as Node);
    yield* flush(sh);
    if (!isErr(saved)) {
      yield* sys.dup2(saved, 0);
      yield* sys.close(saved);
    } else yield* sys.close(0);
  }
  const waited = yield* waitForJob(sh, job);
  if (lastStatus !== undefined) sh.pipeStatus = [...sh.pipeStatus, lastStatus];
  let status = lastStatus ?? waited;
  if (sh.opt('pipefail')) status = [...sh.pipeStatus].reverse().find((s) => s !== 0) ?? 0;
  sh.line = node.line;
  yield* takeTerminal(sh, job);
  yield* notifyJobs(sh);
  sh.keepPipeStatus = true;
  // bash looks at a subshell in the last place twice.
  if (node.commands[count - 1]?.kind === 'subshell' && status !== 0 && sh.traps.has('ERR') && !sh.opt('errexit'))
    yield* afterCommand(sh, node, status);
  return yield* afterCommand(sh, node.commands[count - 1] ?? node, status);
}

function clock(value: Micros, digits: number): string {
  const seconds = value / 1_000_000;
  const whole = Math.floor(seconds);
  const scale = 10 ** digits;
  const fraction = digits === 0 ? '' : `.${String(Math.floor((seconds - whole) * scale)).padStart(digits, '0')}`;
  return `${whole}${fraction}`;
}

function format(pattern: string, real: Micros, user: Micros, system: Micros): string {
  return pattern.replace(
    /%(?:([0-9]?)(l?)([RUS])|(P)|(%))/g,
    (_, digits: string, long: string, which: string, percent: string) => {
      if (percent) return clock(real > 0 ? ((user + system) * 100 * 1_000_000) / real : 0, 2);
      if (!which) return '%';
      const value = which === 'R' ? real : which === 'U' ? user : system;
      const n = Math.min(digits === '' ? 3 : Number(digits), 3);
      if (!long) return clock(value, n);
      const minutes = Math.floor(value / 60_000_000);
      return `${minutes}m${clock(value - minutes * 60_000_000, n)}s`;
    },
  );
}

/** `time pipeline` */
export function* timed(sh: Shell, node: Pipeline, body: () => Sys<number>): Sys<number> {
  const start = yield* sys.clock('monotonic');
  const before = yield* sys.times();
  const status = yield* body();
  const end = yield* sys.clock('monotonic');
  const after = yield* sys.times();
  const user = after.self.user + after.children.user - before.self.user - before.children.user;
  const system = after.self.system + after.children.system - before.self.system - before.children.system;
  const custom = get(sh, 'TIMEFORMAT');
  const pattern =
    node.time === 'posix' ? 'real %2R\nuser %2U\nsys %2S' : (custom ?? '\nreal\t%3lR\nuser\t%3lU\nsys\t%3lS');
  if (pattern !== '') sh.err += `${format(pattern, end - start, user, system)}\n`;
  yield* flush(sh);
  return status;
}
