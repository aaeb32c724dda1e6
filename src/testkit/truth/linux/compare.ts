// First difference between a recording and what the simulator did, under the rules of truth/linux/README.md, "How a simulator test should compare".
import type { Played } from './driver.ts';
import type { RecordedStep, Snapshot } from './format.ts';

export type Difference = { readonly where: string; readonly expected: unknown; readonly got: unknown } | undefined;

/** Runtimes whose number of threads varies from run to run. */
const THREADED = new Set(['node', 'MainThread']);

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

type Differ = (where: string, expected: unknown, got: unknown) => void;

export function compareSnapshot(
  path: string,
  expected: Snapshot,
  got: Snapshot,
  volatile: readonly string[],
): Difference {
  let first: Difference;
  const differ: Differ = (where, e, g) => {
    if (first || volatile.some((v) => where === v || where.startsWith(`${v}.`)) || same(e, g)) return;
    first = { where, expected: e, got: g };
  };
  const fields = ['status', 'exit_code', 'signal', 'docker_exit_code'] as const;
  for (const field of fields)
    differ(`${path}.container.${field}`, expected.container[field] ?? null, got.container[field] ?? null);
  differ(`${path}.procs (pid comm state)`, expected.procs.map(brief), got.procs.map(brief));
  expected.procs.forEach((process, i) => {
    const other = got.procs[i];
    const at = `${path}.procs[${i}]`;
    for (const field of [
      'pid',
      'ppid',
      'comm',
      'cmdline',
      'state',
      'pgid',
      'sid',
      'tty',
      'uid',
      'sigpnd',
      'shdpnd',
      'sigblk',
      'sigign',
      'sigcgt',
      'exit_code',
    ] as const) {
      differ(`${at}.${field} (${process.comm})`, process[field] ?? null, other?.[field] ?? null);
    }
    if (!THREADED.has(process.comm) && !/^go/.test(process.comm))
      differ(`${at}.threads`, process.threads, other?.threads);
  });
  differ(`${path}.sessions`, sessions(expected), sessions(got));
  if (expected.pids_cgroup) {
    differ(`${path}.pids_cgroup.current`, expected.pids_cgroup.current, got.pids_cgroup?.current);
    differ(`${path}.pids_cgroup.max`, expected.pids_cgroup.max, got.pids_cgroup?.max);
  }
  return first;
}

const brief = (p: Snapshot['procs'][number]): string => `${p.pid} ${p.comm} ${p.state === 'R' ? 'S' : p.state}`;
const sessions = (s: Snapshot): unknown =>
  Object.entries(s.sessions)
    .map(([name, v]) => [name, v.open, v.exit_code ?? null])
    .sort();

export function compareStep(
  index: number,
  expected: RecordedStep,
  got: Played,
  normal: (text: string) => string,
  volatile: readonly string[],
): Difference {
  let first: Difference;
  const differ: Differ = (where, e, g) => {
    const path = `steps[${index}].${where}`;
    if (first || volatile.includes(path) || same(e, g)) return;
    first = { where: `${path} after ${JSON.stringify(expected.step)}`, expected: e, got: g };
  };
  if (expected.normalized !== undefined) differ('normalized', expected.normalized, normal(got.output ?? ''));
  if (expected.exit_status !== undefined) differ('exit_status', expected.exit_status, got.exit_status ?? null);
  if (expected.prompt_back !== undefined) differ('prompt_back', expected.prompt_back, got.prompt_back ?? null);
  if (expected.exited_in_time !== undefined)
    differ('exited_in_time', expected.exited_in_time, got.exited_in_time ?? null);
  if (expected.error !== undefined) differ('error', true, got.error !== undefined);
  differ('logs_normalized', expected.logs_normalized ?? '', normal(got.logs));
  const late = (l: RecordedStep['late']): unknown =>
    Object.entries(l ?? {})
      .map(([name, v]) => [name, v.normalized])
      .sort();
  const gotLate = Object.fromEntries(
    Object.entries(got.late ?? {}).map(([name, v]) => [name, { normalized: normal(v.output) }]),
  );
  differ('late', late(expected.late), late(gotLate));
  return first ?? compareSnapshot(`steps[${index}].after`, expected.after, got.after, volatile);
}
