// Records what the real kernel answers to random sequences of file calls; the model is compared with it in src/sim/kernel/fs.
// Run as root on Linux: node scripts/run.mjs src/testkit/record/files.ts [runs] — rewrites src/sim/kernel/fs/recordings.
import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
  writeSync,
  type Stats,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Rng } from '../../engine/index.ts';

/** One call and what it answered: a value, or the name of the error. */
export interface FileStep {
  readonly op: string;
  readonly p?: string;
  readonly q?: string;
  readonly flags?: number;
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly data?: string;
  readonly result: unknown;
}

export interface FileRun {
  /** Effective user from the twelfth call on; before, root. */
  readonly uid: number;
  /** Mode of the directory that it starts in. */
  readonly mode: number;
  readonly steps: readonly FileStep[];
}

/** Deep enough that no sequence climbs out of the recorder's directory. */
export const START = '/s/s/s/s/t';
export const STEPS_AS_ROOT = 12;
const STEPS = 40;
const NAMES = ['a', 'b', 'c'];
const OPS =
  'mkdir mkdir mkdir rmdir open open open write read unlink rename rename link symlink symlink readlink stat lstat chmod chdir getcwd readdir access chown'.split(
    ' ',
  );
const { O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_TRUNC, O_DIRECTORY, O_NOFOLLOW, O_APPEND } = constants;
const FLAGS = [
  O_RDONLY,
  O_WRONLY | O_CREAT,
  O_RDWR | O_CREAT | O_EXCL,
  O_WRONLY | O_TRUNC,
  O_RDONLY | O_DIRECTORY,
  O_RDONLY | O_NOFOLLOW,
  O_WRONLY | O_CREAT | O_TRUNC,
];

function pick<T>(rng: Rng, from: readonly T[]): T {
  return from[rng.below(from.length)] as T;
}

function randomPath(rng: Rng): string {
  const parts = [pick(rng, NAMES)];
  for (let more = pick(rng, [0, 0, 0, 1, 1, 2]); more > 0; more -= 1)
    parts.push(rng.below(4) === 0 ? pick(rng, ['..', '.']) : pick(rng, NAMES));
  return `${rng.below(10) < 3 ? `${START}/` : ''}${parts.join('/')}${rng.below(10) === 0 ? '/' : ''}`;
}

function randomCall(rng: Rng): Omit<FileStep, 'result'> {
  const op = pick(rng, OPS);
  const p = randomPath(rng);
  switch (op) {
    case 'getcwd':
      return { op };
    case 'rename':
    case 'link':
    case 'symlink':
      return { op, p, q: randomPath(rng) };
    case 'mkdir':
      return { op, p, mode: pick(rng, [0o777, 0o700, 0o2755, 0o1777, 0o500]) };
    case 'open':
      return { op, p, flags: pick(rng, FLAGS), mode: pick(rng, [0o666, 0o600, 0o444]) };
    case 'write':
      return { op, p, data: pick(rng, ['x', 'hello\n']) };
    case 'chmod':
      return { op, p, mode: pick(rng, [0o755, 0o644, 0o000, 0o700, 0o1777, 0o2755, 0o4755, 0o600]) };
    case 'access':
      return { op, p, mode: pick(rng, [0, 1, 2, 4, 7]) };
    case 'chown':
      return { op, p, uid: pick(rng, [-1, 0, 1000, 33]), gid: pick(rng, [-1, 0, 1000, 33]) };
    default:
      return { op, p };
  }
}

/** Sizes of files only: those of directories depend on the disk, those of links on where the recorder worked. */
const shortStat = (st: Stats): unknown => [st.mode, st.nlink, st.uid, st.gid, ...(st.isFile() ? [st.size] : [])];

function answer(
  call: Omit<FileStep, 'result'>,
  real: (path: string) => string,
  shown: (path: string) => string,
): unknown {
  const p = real(call.p ?? '');
  const q = call.q ?? '';
  switch (call.op) {
    case 'mkdir':
      return (mkdirSync(p, call.mode), 0);
    case 'rmdir':
      return (rmdirSync(p), 0);
    case 'open':
      return (closeSync(openSync(p, call.flags ?? 0, call.mode)), 0);
    case 'unlink':
      return (unlinkSync(p), 0);
    case 'rename':
      return (renameSync(p, real(q)), 0);
    case 'link':
      return (linkSync(p, real(q)), 0);
    case 'symlink':
      return (symlinkSync(real(q), p), 0);
    case 'readlink':
      return shown(readlinkSync(p));
    case 'stat':
      return shortStat(statSync(p));
    case 'lstat':
      return shortStat(lstatSync(p));
    case 'chmod':
      return (chmodSync(p, call.mode ?? 0), 0);
    case 'chown':
      return (chownSync(p, (call.uid ?? 0) >>> 0, (call.gid ?? 0) >>> 0), 0);
    case 'chdir':
      return (process.chdir(p), 0);
    case 'getcwd':
      return shown(process.cwd());
    case 'readdir':
      return readdirSync(p).sort();
    case 'access':
      return (accessSync(p, call.mode), 0);
    case 'write': {
      const fd = openSync(p, O_WRONLY | O_APPEND);
      try {
        return writeSync(fd, call.data ?? '');
      } finally {
        closeSync(fd);
      }
    }
    case 'read': {
      const fd = openSync(p, O_RDONLY);
      try {
        const buffer = Buffer.alloc(65_536);
        return buffer.toString('latin1', 0, readSync(fd, buffer));
      } finally {
        closeSync(fd);
      }
    }
    default:
      throw new Error(call.op);
  }
}

function record(rng: Rng, uid: number): FileRun {
  const base = mkdtempSync(join(tmpdir(), 'files-'));
  chmodSync(base, 0o755);
  const real = (path: string): string => (path.startsWith('/') ? base + path : path);
  const shown = (path: string): string => (path.startsWith(base) ? path.slice(base.length) || '/' : path);
  const mode = uid === 0 ? 0o755 : pick(rng, [0o777, 0o1777]);
  mkdirSync(base + START, { recursive: true });
  chmodSync(base + START, mode);
  const steps: FileStep[] = [];
  process.umask(0o022);
  process.chdir(base + START);
  for (let i = 0; i < STEPS; i += 1) {
    if (uid !== 0 && i === STEPS_AS_ROOT) {
      process.setgroups?.([]);
      process.setegid?.(uid);
      process.seteuid?.(uid);
    }
    // access(2) asks for the real user, which stays root here.
    let call = randomCall(rng);
    while (uid !== 0 && call.op === 'access') call = randomCall(rng);
    let result: unknown;
    try {
      result = answer(call, real, shown);
    } catch (error) {
      result = (error as { code?: string }).code;
    }
    steps.push({ ...call, result });
  }
  process.seteuid?.(0);
  process.setegid?.(0);
  process.chdir('/');
  rmSync(base, { recursive: true });
  return { uid, mode, steps };
}

if (process.argv[1]?.includes('record/files') === true) {
  const runs = Number(process.argv[2] ?? 100);
  const project = process.cwd();
  const rng = new Rng('files');
  const out = Array.from({ length: runs }, (_, i) => record(rng, i % 2 === 0 ? 0 : 1000));
  const path = join(project, 'src/sim/kernel/fs/recordings/calls.json');
  const kernel = readFileSync('/proc/sys/kernel/osrelease', 'latin1').trim();
  writeFileSync(
    path,
    `{"kernel":${JSON.stringify(kernel.split('-')[0])},"runs":[\n${out.map((run) => JSON.stringify(run)).join(',\n')}\n]}\n`,
  );
}
