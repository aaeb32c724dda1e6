// The container a shell case runs in: PID 1 sleeps, the shell is pid 2 and comes from outside; files and environment as the README says.
import { execIn, type Container, type ExecSession } from '../../../sim/container/runtime/index.ts';
import { E, SECOND, utf8, type ByteString, type Errno } from '../../../sim/kernel/abi/index.ts';
import { DEFAULT_EPOCH, openLog, putEntry, screenText, ttyInput } from '../../../sim/kernel/index.ts';
import type { FileSystem, OpenFile } from '../../../sim/kernel/fs/types.ts';
import { bootLab } from '../../../sim/lab/full.ts';
import type { LabMachine } from '../../../sim/lab/index.ts';
import { decoded, type ShellCase } from './format.ts';

const SIZE = { rows: 24, cols: 80 };
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const MTIME = 1_700_000_000 * SECOND;
/** A case that needs more scheduling units than this within one wait is stuck. */
const MAX_UNITS = 300_000;

/** Standard input: a pipe whose writer has written everything and gone. */
class ClosedPipe implements OpenFile {
  readonly inode = undefined;
  readonly label = 'pipe:[1]';
  readonly tty = undefined;
  flags = 0;
  offset = 0;
  refs = 0;
  private text: ByteString;
  constructor(text: ByteString) {
    this.text = text;
  }
  read(_k: unknown, _t: unknown, count: number): ByteString {
    const out = this.text.slice(0, count);
    this.text = this.text.slice(out.length);
    return out;
  }
  write(): Errno {
    return E.EBADF;
  }
  poll(): number {
    return 1;
  }
  pollQueues(): readonly [] {
    return [];
  }
  release(): void {}
}

/** What /etc held where the cases were recorded (the set's README: six entries); a container of ours has an engine's files, too. */
const ETC: ReadonlySet<string> = new Set(['alternatives', 'group', 'hostname', 'inputrc', 'ld.so.cache', 'passwd']);

function asRecorded(fs: FileSystem): void {
  const etc = putEntry(fs, { path: '/etc', kind: 'dir' });
  const entries = etc.kind === 'dir' ? etc.entries.mutable : undefined;
  for (const name of [...(entries?.keys() ?? [])]) if (!ETC.has(name)) entries?.delete(name);
}

export class Box {
  readonly machine: LabMachine;
  readonly c: Container;
  readonly session: ExecSession;
  private readonly status: { readonly content: { readonly data: ByteString } };
  out = '';
  err = '';

  constructor(item: ShellCase, tty: boolean) {
    this.machine = bootLab(
      {
        size: SIZE,
        terminals: [],
        containers: [{ name: 'web-0', argv: ['sleep', 'infinity'], env: { HOME: '/root', PATH } }],
      },
      'truth',
    );
    const c = this.machine.containers[0];
    const fs = c?.mnt.mounts[0]?.fs;
    if (!c || !fs) throw new Error('the machine has no container');
    this.c = c;
    this.advance(20);
    c.ns.nextPid = 2;
    asRecorded(fs);
    const uid = item.uid ?? 0;
    const home = uid === 0 ? '/root' : '/home/user';
    this.files(fs, item, home, uid, tty);
    const inode = putEntry(fs, { path: '/run/status', kind: 'file', text: '', mode: 0o666 });
    this.status = inode as unknown as { readonly content: { readonly data: ByteString } };
    const shell = item.shell ?? 'bash';
    const env: Record<string, string> = { HOME: home, PATH, HOSTNAME: 'web-0' };
    let argv = [shell, 'script.sh', ...(item.args ?? [])];
    if (tty) {
      argv = shell === 'bash' ? ['bash', '--norc', '--noprofile', '-i'] : ['sh', '-i'];
      Object.assign(env, { TERM: 'xterm', PS1: '$ ', INPUTRC: '/etc/inputrc', HISTFILE: '' });
      if (shell === 'bash') env.PROMPT_COMMAND = 'echo $? >> /run/status';
      else env.PS1 = '$(echo $? >> /run/status)$ ';
    }
    Object.assign(env, item.env);
    const { k } = this.machine;
    this.session = execIn(this.machine.host, c, {
      argv: argv.map(utf8),
      env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, utf8(value)])),
      cwd: home,
      uid,
      ...(tty
        ? { tty: { size: SIZE, title: 'truth', term: 'xterm' } }
        : {
            stdio: {
              stdin: new ClosedPipe(utf8(item.stdin ?? '')),
              stdout: openLog(k, (bytes) => (this.out += bytes)),
              stderr: openLog(k, (bytes) => (this.err += bytes)),
            },
          }),
    });
  }

  private files(fs: FileSystem, item: ShellCase, home: string, uid: number, tty: boolean): void {
    const owner = { uid, gid: uid };
    for (const [path, spec] of Object.entries(item.files ?? {})) {
      const { text, mode } = typeof spec === 'string' ? { text: spec, mode: undefined } : spec;
      const full = path.startsWith('/') ? path : `${home}/${path}`;
      putEntry(fs, {
        path: utf8(full),
        kind: 'file',
        text: utf8(text),
        mode: mode === undefined ? 0o644 : Number.parseInt(mode, 8),
        mtime: MTIME,
        ...owner,
      });
    }
    if (!tty)
      putEntry(fs, {
        path: `${home}/script.sh`,
        kind: 'file',
        text: utf8(item.script ?? ''),
        mode: 0o644,
        mtime: DEFAULT_EPOCH,
        ...owner,
      });
  }

  /** Lets virtual time pass; false when nothing more can happen before then. */
  advance(ms: number): boolean {
    const { machine } = this;
    const end = machine.now + ms * 1000;
    let worked = false;
    for (let units = 0; machine.now < end; units += 1) {
      if (units > MAX_UNITS) throw new Error('more work units than a wait may take');
      if (!machine.runnable) {
        const next = machine.nextDeadline();
        if (next === undefined || next > end) {
          machine.advance(end);
          break;
        }
        machine.advance(Math.max(next, machine.now));
      }
      worked = true;
      machine.dispatch();
      machine.drain();
    }
    return worked;
  }

  /** A bug of ours ends only the program; here it must be seen. */
  stopAtCrash(): void {
    const [crash] = this.machine.k.crashes;
    if (crash) throw crash;
  }

  get ended(): boolean {
    return this.session.status !== undefined;
  }

  /** As Popen counts: the exit code, or 128 + signal. */
  get exit(): number | null {
    const { status } = this.session;
    return status === undefined ? null : (status & 0x7f) !== 0 ? 128 + (status & 0x7f) : (status >> 8) & 0xff;
  }

  /** Processes of the container besides PID 1. */
  get others(): number {
    return this.c.ns.tasks.size - 1;
  }

  send(bytes: ByteString): void {
    const { tty } = this.session;
    if (tty) ttyInput(this.machine.k, tty, bytes);
  }

  /** Bytes the terminal has shown, in all. */
  get shown(): number {
    return this.session.tty?.screen.bytes ?? 0;
  }

  text(from: number): string {
    const { tty } = this.session;
    return tty ? decoded(screenText(tty.screen, from)) : '';
  }

  /** `$?` after each prompt, as the shell itself wrote it. */
  statuses(): number[] {
    return this.status.content.data
      .split('\n')
      .filter((line) => /^[0-9]+$/.test(line))
      .map(Number);
  }
}
