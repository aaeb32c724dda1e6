// Plays the steps of a recorded scenario against a lab machine, with the recorder's own waiting rules in virtual time.
import { execIn, hostCommand, type Container, type ExecSession } from '../../../sim/container/runtime/index.ts';
import { fromUtf8, SIGCHLD, utf8 } from '../../../sim/kernel/abi/index.ts';
import {
  checkInvariants,
  ignoreSignal,
  mountHung,
  notifyParent,
  type Process,
  ttyInput,
  type Tty,
} from '../../../sim/kernel/index.ts';
import { bootLab } from '../../../sim/lab/full.ts';
import type { LabInit, LabMachine } from '../../../sim/lab/index.ts';
import type { Recorded, RecordedStep, Snapshot } from './format.ts';
import { normalize } from './normalize.ts';
import { snapshotOf } from './snapshot.ts';

const MS = 1000;
const PROMPT = /<<(\d+)>>([^\n<>]*[#$] )$/;
const PROMPT_ANY = /<<(\d+)>>([^\n<>]*?[#$] )/g;
const SESSION_ENV = { TERM: 'dumb', PS1: '<<$?>>\\u@\\h:\\w\\$ ', INPUTRC: '/etc/inputrc', HISTFILE: '/dev/null' };
const SHELL = ['bash', '--norc', '--noprofile', '-i'];

/** Work units one step may take: an endless loop in a scenario must end as a failure. */
const MAX_UNITS = 400_000;

interface Session {
  readonly name: string;
  readonly tty: Tty;
  readonly process: () => Process | undefined;
  read: number;
}

export interface Played {
  output?: string;
  exit_status?: number | null;
  prompt?: string;
  prompt_back?: boolean;
  late?: Record<string, { output: string; exit_status?: number; prompt?: string }>;
  logs: string;
  exited_in_time?: boolean;
  error?: string;
  after: Snapshot;
}

export class Driver {
  readonly machine: LabMachine;
  readonly c: Container;
  readonly sessions = new Map<string, Session>();
  private readonly servers = new Map<string, { stop: () => void }>();
  private readonly execs = new Map<string, ExecSession>();
  private readonly detached = new Set<ExecSession>();
  private logRead = 0;
  private readonly spec: Recorded['container'];

  constructor(spec: Recorded['container'], argv = spec.argv) {
    this.spec = spec;
    const files = Object.fromEntries(
      Object.entries(spec.files ?? {}).map(([path, text]) => [path, { text: utf8(text) }]),
    );
    const init: LabInit = {
      size: { rows: 40, cols: 120 },
      terminals: [],
      containers: [
        {
          name: 'web-0',
          argv: argv.map(utf8),
          env: { ...(spec.tty ? SESSION_ENV : {}), ...spec.env },
          files,
          ...(spec.uid === undefined ? {} : { uid: spec.uid }),
          ...(spec.pids_max === undefined ? {} : { pidsMax: spec.pids_max }),
          ...(spec.tty ? { tty: true } : {}),
        },
      ],
    };
    this.machine = bootLab(init, 'truth');
    const c = this.machine.containers[0];
    if (!c) throw new Error('the machine has no container');
    this.c = c;
    if (c.tty) this.sessions.set('1', { name: '1', tty: c.tty, process: () => c.init, read: 0 });
  }

  advance(ms: number): void {
    const end = this.machine.now + ms * MS;
    for (let units = 0; this.machine.now < end; units += 1) {
      if (units > MAX_UNITS) throw new Error('more work units than a step may take');
      if (!this.machine.runnable) {
        const next = this.machine.nextDeadline();
        if (next === undefined || next > end) {
          this.machine.advance(end);
          return;
        }
        this.machine.advance(Math.max(next, this.machine.now));
      }
      this.machine.dispatch();
      this.machine.drain();
    }
  }

  start(session: boolean, opening: (o: { output: string; prompt: string | undefined }) => void): void {
    if (this.spec.tty) {
      const got = this.waitPrompt(this.need('1'), 10);
      opening({ output: got.output, prompt: got.prompt });
      return;
    }
    const want = this.spec.ready;
    for (let waited = 0; waited < 10_000; waited += 50) {
      this.advance(50);
      if (want ? this.logText().includes(want) : waited >= 400) break;
    }
    this.settle(250, 6000);
    if (!session) return;
    if (this.spec.session_pid !== undefined) this.c.ns.nextPid = this.spec.session_pid;
    const got = this.open('1');
    opening({ output: got.output, prompt: got.prompt });
  }

  private need(name: string): Session {
    const found = this.sessions.get(name);
    if (!found) throw new Error(`no terminal ${name}`);
    return found;
  }

  private open(
    name: string,
    uid?: number,
  ): { output: string; status: number | null | 'timeout'; prompt: string | undefined } {
    const env = { ...SESSION_ENV, ...(uid ? { HOME: '/home' } : {}) };
    const session = execIn(this.machine.host, this.c, {
      argv: SHELL,
      env,
      tty: { size: { rows: 40, cols: 120 }, title: name, term: 'dumb' },
      ...(uid === undefined ? {} : { uid }),
    });
    if (!session.tty) throw new Error('no terminal');
    this.sessions.set(name, { name, tty: session.tty, process: () => session.process, read: 0 });
    return this.waitPrompt(this.need(name), 10);
  }

  private pending(s: Session): string {
    return fromUtf8(this.machine.screen(s.tty.id, s.read, s.tty.screen.bytes)).replaceAll('\r\n', '\n');
  }

  private taken(s: Session): void {
    s.read = s.tty.screen.bytes;
  }

  private ended(s: Session): boolean {
    return s.tty.exitCode !== undefined;
  }

  private waitPrompt(
    s: Session,
    seconds: number,
  ): { output: string; status: number | null | 'timeout'; prompt: string | undefined } {
    for (let waited = 0; ; waited += 20) {
      this.advance(20);
      if (PROMPT.test(this.pending(s))) {
        this.advance(80);
        const text = this.pending(s);
        const m = PROMPT.exec(text);
        if (m) {
          this.taken(s);
          return { output: text.slice(0, m.index), status: Number(m[1]), prompt: m[2] };
        }
      } else if (this.pending(s).search(PROMPT_ANY) >= 0) {
        const before = s.tty.screen.bytes;
        this.advance(400);
        if (s.tty.screen.bytes === before) {
          const text = this.pending(s);
          const m = [...text.matchAll(PROMPT_ANY)].pop();
          if (m) {
            const rest = text.slice(m.index + m[0].length);
            s.read = s.tty.screen.bytes - utf8(rest.replaceAll('\n', '\r\n')).length;
            return { output: text.slice(0, m.index), status: Number(m[1]), prompt: m[2] };
          }
        }
      }
      if (this.ended(s)) {
        this.advance(100);
        const output = this.pending(s);
        this.taken(s);
        return { output, status: null, prompt: undefined };
      }
      if (waited > seconds * 1000) {
        const output = this.pending(s);
        this.taken(s);
        return { output, status: 'timeout', prompt: undefined };
      }
    }
  }

  private logText(): string {
    return fromUtf8(this.c.logs.map((chunk) => chunk.bytes).join(''));
  }

  snapshot(): Snapshot {
    const states = [...this.sessions.values()].map(
      (s) => [s.name, this.ended(s) ? { open: false, exit_code: s.tty.exitCode } : { open: true }] as const,
    );
    return snapshotOf(this.machine.k, this.c, Object.fromEntries(states));
  }

  settle(quiet = 300, limit = 4000): Snapshot {
    checkInvariants(this.machine.k);
    let last = this.snapshot();
    for (let waited = 0; waited < limit; waited += quiet) {
      this.advance(quiet);
      const current = this.snapshot();
      if (JSON.stringify(current) === JSON.stringify(last)) return current;
      last = current;
    }
    return last;
  }

  private substitute(text: string): string {
    return text
      .replace(/\$\{PID:(\d+)\}/g, (_, n: string) => String(this.c.ns.tasks.get(Number(n))?.process.pid ?? 0))
      .replaceAll('${PID1}', String(this.c.init?.pid ?? 0))
      .replaceAll('${PIDSCG}', `/sys/fs/cgroup/pids${this.c.cgroup.path}`)
      .replaceAll('${FREEZER}', `/sys/fs/cgroup/freezer${this.c.cgroup.path}`)
      .replaceAll('${CGROUP2}', `/sys/fs/cgroup/unified${this.c.cgroup.path}`)
      .replaceAll('${ROOT}', `/proc/${this.c.init?.pid ?? 0}/root`);
  }

  play(step: RecordedStep['step']): Played {
    const r: Omit<Played, 'after' | 'logs'> = {};
    if (step.run !== undefined || step.type !== undefined || step.key !== undefined) this.terminal(step, r);
    else if (step.host !== undefined) this.hostStep(step.host, r);
    else if (step.exec !== undefined) this.execStep(step, r);
    else if (step.open !== undefined) {
      const got = this.open(String(step.open), step.uid);
      r.output = got.output;
      r.exit_status = got.status === 'timeout' ? null : got.status;
      if (got.prompt !== undefined) r.prompt = got.prompt;
    } else if (step.host_start !== undefined) {
      // fusehang.py PID MOUNTPOINT: a FUSE server that never answers.
      const [, , point = ''] = step.host_start;
      this.servers.set(step.as ?? '', mountHung(this.machine.k, this.c.mnt, utf8(point)));
      r.output = 'mounted\n';
    } else if (step.host_stop !== undefined) {
      this.servers.get(step.host_stop)?.stop();
      this.servers.delete(step.host_stop);
    } else if (typeof step.reap === 'string') {
      this.advance(100);
      const parent = this.execs.get(step.reap)?.process.parent;
      if (parent) this.wakeReaper(parent);
    } else if (step.wait !== undefined) this.advance(step.wait);
    else if (step.wait_exit !== undefined) {
      for (let waited = 0; waited < step.wait_exit && this.c.exitStatus === undefined; waited += 10) this.advance(10);
      r.exited_in_time = this.c.exitStatus !== undefined;
    } else r.error = 'unknown step';
    const after = this.settle(300, step.settle ?? 4000);
    this.collectLate(r);
    const logs = this.logText();
    const fresh = logs.slice(this.logRead);
    this.logRead = logs.length;
    return { ...r, logs: fresh, after };
  }

  /** The waiting client of a detached exec calls wait at last. */
  private wakeReaper(parent: Process): void {
    ignoreSignal(parent, SIGCHLD);
    for (const child of [...parent.children]) if (child.exitStatus !== undefined) notifyParent(this.machine.k, child);
  }

  private terminal(step: RecordedStep['step'], r: Omit<Played, 'after' | 'logs'>): void {
    const s = this.sessions.get(String(step.tty ?? '1'));
    if (!s || this.ended(s)) {
      r.error = 'session closed';
      return;
    }
    let echo = '';
    if (step.key !== undefined) {
      ttyInput(
        this.machine.k,
        s.tty,
        step.key.startsWith('^') ? String.fromCharCode((step.key[1] ?? '').toUpperCase().charCodeAt(0) & 0x1f) : '\n',
      );
    } else {
      echo = this.substitute(step.run ?? step.type ?? '');
      ttyInput(this.machine.k, s.tty, utf8(`${echo}\n`));
    }
    let output: string;
    if (step.type !== undefined || step.nowait) {
      this.advance(step.for ?? 500);
      output = this.pending(s);
      this.taken(s);
      r.prompt_back = false;
      const m = PROMPT.exec(output);
      if (m) {
        output = output.slice(0, m.index);
        r.exit_status = Number(m[1]);
        r.prompt = m[2] ?? '';
        r.prompt_back = true;
      }
    } else {
      const got = this.waitPrompt(s, step.timeout ?? 15);
      output = got.output;
      if (got.status === null) r.exit_status = null;
      else if (got.status !== 'timeout') {
        r.exit_status = got.status;
        r.prompt = got.prompt ?? '';
      }
    }
    if (output.startsWith(`${echo}\n`)) output = output.slice(echo.length + 1);
    else if (output.startsWith(echo)) output = output.slice(echo.length);
    r.output = output;
  }

  private hostStep(command: string, r: Omit<Played, 'after' | 'logs'>): void {
    const run = hostCommand(this.machine.host, utf8(this.substitute(command)));
    for (let waited = 0; run.status === undefined && waited < 30_000; waited += 10) this.advance(10);
    r.output = fromUtf8(run.output).replaceAll('\r\n', '\n');
    r.exit_status =
      run.status === undefined ? null : (run.status & 0x7f) !== 0 ? -(run.status & 0x7f) : (run.status >> 8) & 0xff;
  }

  private execStep(step: RecordedStep['step'], r: Omit<Played, 'after' | 'logs'>): void {
    const argv = (step.exec ?? []).map(utf8);
    const noreap = step.reap === false;
    const session = execIn(this.machine.host, this.c, {
      argv,
      ...(noreap ? { parent: this.client() } : {}),
      ...(step.uid === undefined ? {} : { uid: step.uid }),
    });
    this.execs.set(step.as ?? 'exec', session);
    if (step.detach) {
      this.detached.add(session);
      this.advance(300);
      r.output = fromUtf8(session.output);
      return;
    }
    const limit = (step.timeout ?? 10) * 1000;
    for (let waited = 0; session.status === undefined && waited < limit; waited += 10) this.advance(10);
    r.output = fromUtf8(session.output);
    const status = session.status;
    r.exit_status = status === undefined ? null : (status & 0x7f) !== 0 ? 128 + (status & 0x7f) : (status >> 8) & 0xff;
  }

  /** A process of the node that does not wait for what it started. */
  private client(): Process {
    const run = hostCommand(this.machine.host, 'exec sleep 1000000');
    void run;
    this.advance(20);
    const found = [...this.machine.k.processes()]
      .filter((p) => p.leader.comm === 'sleep' && p.leader.ns === this.machine.k.hostNs)
      .pop();
    if (!found) throw new Error('no client process');
    return found;
  }

  private collectLate(r: Omit<Played, 'after' | 'logs'>): void {
    for (const s of this.sessions.values()) {
      if (s.read === s.tty.screen.bytes) continue;
      const text = this.pending(s);
      this.taken(s);
      const m = [...text.matchAll(PROMPT_ANY)].pop();
      r.late ??= {};
      r.late[s.name] = {
        output: text.replace(PROMPT_ANY, ''),
        ...(m ? { exit_status: Number(m[1]), prompt: m[2] ?? '' } : {}),
      };
    }
  }

  /** What was logged before the first step belongs to the initial picture. */
  skipLogs(): void {
    this.logRead = this.logText().length;
  }

  normal(text: string): string {
    return normalize(text, this.c.init?.pid);
  }
}
