/** The row of a pod: READY, STATUS and RESTARTS as kube-apiserver works them out (pkg/printers/internalversion, printPod). */
import type { Json } from '../../engine-api.ts';
import { parseRfc3339 } from '../docker/time.ts';
import { humanAge } from './age.ts';
import { at, items, num, str } from './json.ts';

interface Tally {
  restarts: number;
  last: number | undefined;
  reason: string;
  ready: number;
}

function lastEnd(c: Json): number | undefined {
  const t = str(c, 'lastState', 'terminated', 'finishedAt');
  return t === '' ? undefined : parseRfc3339(t);
}

const later = (a: number | undefined, b: number | undefined): number | undefined =>
  b === undefined ? a : a === undefined || b > a ? b : a;

function conditionIs(pod: Json, type: string, status: string): boolean {
  return items(pod, 'status', 'conditions').some((c) => str(c, 'type') === type && str(c, 'status') === status);
}

/** Why a container ended: its reason, else signal or exit code. */
function endReason(terminated: Json): string {
  const reason = str(terminated, 'reason');
  if (reason !== '') return reason;
  const signal = num(terminated, 'signal');
  return signal !== 0 ? `Signal:${signal}` : `ExitCode:${num(terminated, 'exitCode')}`;
}

/** Init containers, in order; true while one of them holds the pod up. */
function initContainers(pod: Json, sidecars: ReadonlySet<string>, t: Tally): boolean {
  const all = items(pod, 'spec', 'initContainers').length;
  for (const [i, c] of items(pod, 'status', 'initContainerStatuses').entries()) {
    t.restarts += num(c, 'restartCount');
    t.last = later(t.last, lastEnd(c));
    const ended = at(c, 'state', 'terminated');
    const waiting = str(c, 'state', 'waiting', 'reason');
    if (ended !== undefined && num(c, 'state', 'terminated', 'exitCode') === 0) continue;
    if (sidecars.has(str(c, 'name')) && at(c, 'started') === true) {
      if (at(c, 'ready') === true) t.ready++;
      continue;
    }
    if (ended !== undefined) t.reason = `Init:${endReason(ended)}`;
    else if (waiting !== '' && waiting !== 'PodInitializing') t.reason = `Init:${waiting}`;
    else t.reason = `Init:${i}/${all}`;
    return true;
  }
  return false;
}

function containers(pod: Json, sidecars: ReadonlySet<string>, t: Tally): void {
  t.restarts = 0;
  t.last = undefined;
  for (const c of items(pod, 'status', 'initContainerStatuses').filter((x) => sidecars.has(str(x, 'name')))) {
    t.restarts += num(c, 'restartCount');
    t.last = later(t.last, lastEnd(c));
  }
  let running = false;
  for (const c of [...items(pod, 'status', 'containerStatuses')].reverse()) {
    t.restarts += num(c, 'restartCount');
    t.last = later(t.last, lastEnd(c));
    const waiting = str(c, 'state', 'waiting', 'reason');
    const ended = at(c, 'state', 'terminated');
    if (waiting !== '') t.reason = waiting;
    else if (ended !== undefined) t.reason = endReason(ended);
    else if (at(c, 'ready') === true && at(c, 'state', 'running') !== undefined) {
      running = true;
      t.ready++;
    }
  }
  if (t.reason === 'Completed' && running) t.reason = conditionIs(pod, 'Ready', 'True') ? 'Running' : 'NotReady';
}

export interface PodRow {
  readonly ready: string;
  readonly status: string;
  readonly restarts: string;
}

export function podRow(pod: Json, nowMs: number): PodRow {
  const phase = str(pod, 'status', 'phase');
  const sidecars = new Set(
    items(pod, 'spec', 'initContainers')
      .filter((c) => str(c, 'restartPolicy') === 'Always')
      .map((c) => str(c, 'name')),
  );
  const t: Tally = { restarts: 0, last: undefined, reason: str(pod, 'status', 'reason') || phase, ready: 0 };
  if (
    items(pod, 'status', 'conditions').some(
      (c) => str(c, 'type') === 'PodScheduled' && str(c, 'reason') === 'SchedulingGated',
    )
  )
    t.reason = 'SchedulingGated';
  const initializing = initContainers(pod, sidecars, t);
  if (!initializing || conditionIs(pod, 'Initialized', 'True')) containers(pod, sidecars, t);
  if (at(pod, 'metadata', 'deletionTimestamp') !== undefined) {
    if (str(pod, 'status', 'reason') === 'NodeLost') t.reason = 'Unknown';
    else if (phase !== 'Succeeded' && phase !== 'Failed') t.reason = 'Terminating';
  }
  const total = items(pod, 'spec', 'containers').length + sidecars.size;
  const ago = t.last === undefined ? '' : ` (${humanAge(Math.trunc((nowMs - t.last) / 1000))} ago)`;
  return { ready: `${t.ready}/${total}`, status: t.reason, restarts: t.restarts === 0 ? '0' : `${t.restarts}${ago}` };
}
