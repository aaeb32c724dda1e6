// The project's own copy of the recordings: one file, with every process line that repeats written once.
import type { Recorded, RecordedProcess, RecordedStep, Snapshot } from './format.ts';

type Row = readonly [
  pid: number,
  ppid: number,
  comm: string,
  cmdline: readonly string[],
  state: string,
  threads: number,
  pgid: number,
  sid: number,
  tty: boolean,
  uid: number,
  sigpnd: string,
  shdpnd: string,
  sigblk: string,
  sigign: string,
  sigcgt: string,
  exitCode: number | null,
];

type KeptSnapshot = Omit<Snapshot, 'procs'> & { readonly procs: readonly number[] };
type KeptStep = Omit<RecordedStep, 'after'> & { readonly after: KeptSnapshot };
type KeptCase = Omit<Recorded, 'initial' | 'steps'> & {
  readonly initial: KeptSnapshot & { readonly logs: string };
  readonly steps: readonly KeptStep[];
};

interface Kept {
  /** Index = what snapshots say. */
  readonly procs: readonly Row[];
  readonly cases: readonly KeptCase[];
}

const rowOf = (p: RecordedProcess): Row => [
  p.pid,
  p.ppid,
  p.comm,
  p.cmdline,
  p.state,
  p.threads,
  p.pgid,
  p.sid,
  p.tty,
  p.uid,
  p.sigpnd,
  p.shdpnd,
  p.sigblk,
  p.sigign,
  p.sigcgt,
  p.exit_code ?? null,
];

function processOf(row: Row): RecordedProcess {
  const [
    pid,
    ppid,
    comm,
    cmdline,
    state,
    threads,
    pgid,
    sid,
    tty,
    uid,
    sigpnd,
    shdpnd,
    sigblk,
    sigign,
    sigcgt,
    exitCode,
  ] = row;
  const base = {
    pid,
    ppid,
    comm,
    cmdline,
    state,
    threads,
    pgid,
    sid,
    tty,
    uid,
    sigpnd,
    shdpnd,
    sigblk,
    sigign,
    sigcgt,
  };
  return exitCode === null ? base : { ...base, exit_code: exitCode };
}

/** A text of the kept form: what the player reads of these cases, one line for each case. */
export function keepLinux(cases: readonly Recorded[]): string {
  const rows = new Map<string, number>();
  const snapshot = ({ container, procs, sessions, pids_cgroup }: Snapshot): KeptSnapshot => ({
    container,
    sessions,
    ...(pids_cgroup ? { pids_cgroup } : {}),
    procs: procs.map((p) => {
      const row = JSON.stringify(rowOf(p));
      const known = rows.get(row) ?? rows.size;
      rows.set(row, known);
      return known;
    }),
  });
  const step = (s: RecordedStep): KeptStep => ({
    step: s.step,
    after: snapshot(s.after),
    ...(s.normalized === undefined ? {} : { normalized: s.normalized }),
    ...(s.exit_status === undefined ? {} : { exit_status: s.exit_status }),
    ...(s.prompt_back === undefined ? {} : { prompt_back: s.prompt_back }),
    ...(s.exited_in_time === undefined ? {} : { exited_in_time: s.exited_in_time }),
    ...(s.error === undefined ? {} : { error: s.error }),
    ...(s.logs_normalized ? { logs_normalized: s.logs_normalized } : {}),
    ...(s.late
      ? { late: Object.fromEntries(Object.entries(s.late).map(([name, { normalized }]) => [name, { normalized }])) }
      : {}),
  });
  const lines = cases.map(({ format, name, container, session, opening, initial, steps, volatile }) =>
    JSON.stringify({
      format,
      name,
      container,
      ...(session === undefined ? {} : { session }),
      ...(opening ? { opening } : {}),
      volatile,
      initial: { ...snapshot(initial), logs: initial.logs },
      steps: steps.map(step),
    } satisfies KeptCase),
  );
  return `{"procs":[\n${[...rows.keys()].join(',\n')}\n],"cases":[\n${lines.join(',\n')}\n]}\n`;
}

/** The cases of a file: one as it was recorded, or all that the project keeps. */
export function recordedIn(text: string): readonly Recorded[] {
  const parsed = JSON.parse(text) as Recorded | Kept;
  if (!('cases' in parsed)) return [parsed];
  const procs = parsed.procs.map(processOf);
  const snapshot = (s: KeptSnapshot): Snapshot => ({ ...s, procs: s.procs.flatMap((index) => procs[index] ?? []) });
  return parsed.cases.map((kept) => ({
    ...kept,
    initial: { ...snapshot(kept.initial), logs: kept.initial.logs },
    steps: kept.steps.map((step) => ({ ...step, after: snapshot(step.after) })),
  }));
}
