// `coproc`: a command in the background with two pipes to the shell.
import { isErr, sys, type Sys } from '../../kernel/abi/index.ts';
import type { Coproc } from '../parse/nodes.ts';
import { nodeText } from '../parse/print.ts';
import { assign, assignArray } from '../vars/access.ts';
import { runNode } from './exec.ts';
import { forkShell } from './fork.ts';
import { flush } from './report.ts';
import type { Shell } from './shell.ts';

export function* runCoproc(sh: Shell, node: Coproc): Sys<number> {
  const out = yield* sys.pipe();
  const inp = yield* sys.pipe();
  if (isErr(out) || isErr(inp)) return 1;
  const control = sh.jobControl;
  const pid = yield* forkShell(
    sh,
    { pgrp: control ? 0 : undefined, background: true, foreground: false, subshell: true },
    function* (child) {
      child.jobs.disown();
      yield* sys.dup2(inp.r, 0);
      yield* sys.dup2(out.w, 1);
      for (const fd of [out.r, out.w, inp.r, inp.w]) yield* sys.close(fd);
      return yield* runNode(child, node.body, true);
    },
  );
  yield* sys.close(out.w);
  yield* sys.close(inp.r);
  // bash keeps both ends away from the low descriptors.
  const read = yield* high(out.r);
  const write = yield* high(inp.w);
  assignArray(
    sh,
    node.name,
    [
      { index: undefined, value: String(read), append: false },
      { index: undefined, value: String(write), append: false },
    ],
    false,
  );
  assign(sh, `${node.name}_PID`, String(pid));
  const job = sh.jobs.add(
    control ? pid : sh.pgrp,
    [{ pid, text: `coproc ${node.name} ${nodeText(node.body)}`, status: undefined, stopped: false }],
    { foreground: false, control, cwd: sh.cwd },
  );
  sh.jobs.reset();
  sh.lastBackground = pid;
  if (sh.interactive) sh.err += `[${job.id}] ${pid}\n`;
  yield* flush(sh);
  return 0;
}

function* high(fd: number): Sys<number> {
  const copy = yield* sys.dupfd(fd, 60, true);
  if (isErr(copy)) return fd;
  yield* sys.close(fd);
  return copy;
}
