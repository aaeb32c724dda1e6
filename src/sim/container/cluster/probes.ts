/** Probes (pkg/kubelet/prober): one worker a probe and run of a container, in virtual time. */
import { SECOND } from '../../kernel/abi/index.ts';
import type { Container } from '../runtime/index.ts';
import { execSync } from './exec-sync.ts';
import { killContainer } from './kill.ts';
import type { Kubelet } from './kubelet.ts';
import { opensItsPorts } from './pod-ports.ts';
import type { Pod, PodContainer, Probe } from './spec.ts';

type Kind = 'Liveness' | 'Readiness' | 'Startup';

/** Output of a probe that is kept for its event (pkg/probe/exec: 10 KB). */
const MAX_OUTPUT = 10_240;
/** An erring probe is run again at once (maxProbeRetries). */
const TRIES = 3;
const DEFAULT_GRACE = 30;

export const periodOf = (probe: Probe): number => probe.periodSeconds ?? 10;
export const timeoutOf = (probe: Probe): number => probe.timeoutSeconds ?? 1;
export const failuresOf = (probe: Probe): number => probe.failureThreshold ?? 3;
export const successesOf = (probe: Probe): number => probe.successThreshold ?? 1;

type Result =
  | { readonly kind: 'success' }
  | { readonly kind: 'failure'; readonly output: string }
  | { readonly kind: 'error'; readonly message: string };

interface Worker {
  readonly kubelet: Kubelet;
  readonly pod: Pod;
  readonly pc: PodContainer;
  readonly c: Container;
  readonly kind: Kind;
  readonly probe: Probe;
  readonly begun: number;
  last: 'success' | 'failure' | undefined;
  /** How often in a row. */
  times: number;
  /** The container will be restarted: nothing to probe until then. */
  onHold: boolean;
}

/** What the probes know of a container that has just been started. */
export function startProbes(kubelet: Kubelet, pod: Pod, pc: PodContainer, c: Container): void {
  const { k } = kubelet.manager.host;
  const { livenessProbe, readinessProbe, startupProbe } = pc.spec;
  pc.ready = readinessProbe === undefined;
  pc.started = startupProbe === undefined;
  const work = (kind: Kind, probe: Probe | undefined): void => {
    if (!probe) return;
    const begun = k.now;
    const worker: Worker = { kubelet, pod, pc, c, kind, probe, begun, last: undefined, times: 0, onHold: false };
    // A readiness probe is run as soon as the container is seen to run; the others wait for their tick (prober_manager.go).
    const period = periodOf(probe);
    const delay = Math.max(probe.initialDelaySeconds ?? 0, opensItsPorts(c) ? SEEN : 0);
    const first = kind === 'Readiness' ? delay : Math.max(1, Math.ceil(delay / period)) * period;
    k.callAt(begun + Math.max(1, first * SECOND), () => tick(worker));
  };
  work('Startup', startupProbe);
  work('Liveness', livenessProbe);
  work('Readiness', readinessProbe);
}

const alive = ({ pc, c }: Worker): boolean => pc.current === c && c.exitStatus === undefined;

function tick(w: Worker): void {
  const { k } = w.kubelet.manager.host;
  if (!alive(w) || w.onHold) return;
  const ending = w.pod.deletion !== undefined || w.c.stopRequested;
  if (ending && w.kind !== 'Readiness') return;
  if (w.kind === 'Startup' && w.pc.started) return;
  const next = (): void => {
    const period = periodOf(w.probe) * SECOND;
    const passed = Math.floor((k.now - w.begun) / period);
    k.callAt(w.begun + (passed + 1) * period, () => tick(w));
  };
  if (w.kind !== 'Startup' && !w.pc.started) {
    next();
    return;
  }
  attempt(w, 1, (result) => {
    if (alive(w)) conclude(w, result);
    next();
  });
}

function attempt(w: Worker, nth: number, done: (result: Result) => void): void {
  run(w, (result) => {
    if (result.kind === 'error' && nth < TRIES && alive(w)) attempt(w, nth + 1, done);
    else done(result);
  });
}

function run(w: Worker, done: (result: Result) => void): void {
  const { probe, c } = w;
  const { manager } = w.kubelet;
  const seconds = timeoutOf(probe);
  const command = probe.exec?.command;
  if (!command) {
    answerOverNetwork(w, done);
    return;
  }
  execSync(manager, c, command, seconds, (outcome) => {
    if (outcome.kind === 'error') done({ kind: 'error', message: outcome.message });
    else if (outcome.kind === 'timeout')
      done({
        kind: 'failure',
        output: `command timed out: ${JSON.stringify(command.join(' '))} timed out after ${seconds}s`,
      });
    else if (outcome.code === 0) done({ kind: 'success' });
    else done({ kind: 'failure', output: outcome.output.slice(0, MAX_OUTPUT) });
  });
}

/** Seconds until the kubelet sees that a container runs. */
const SEEN = 1;

/** Fidelity: nothing is sent; most servers answer as long as the container's first process can run, some say what is open. */
function answerOverNetwork(w: Worker, done: (result: Result) => void): void {
  const { c, pod, probe } = w;
  const { k } = w.kubelet.manager.host;
  const init = c.init;
  const stuck = c.status === 'paused' || init === undefined || init.stopped !== undefined;
  const port = probe.httpGet?.port ?? probe.tcpSocket?.port ?? 0;
  const closed = opensItsPorts(c) && w.kubelet.listening.get(c.id)?.has(port) !== true;
  if (!stuck) {
    if (!closed) done({ kind: 'success' });
    else {
      const dial = `dial tcp ${pod.ip}:${port}: connect: connection refused`;
      const path = probe.httpGet?.path ?? '/';
      done({ kind: 'failure', output: probe.httpGet ? `Get "http://${pod.ip}:${port}${path}": ${dial}` : dial });
    }
    return;
  }
  const where = `${pod.ip}:${probe.httpGet?.port ?? probe.tcpSocket?.port ?? 0}`;
  const output = probe.httpGet
    ? `Get "http://${where}${probe.httpGet.path ?? '/'}": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`
    : `dial tcp ${where}: i/o timeout`;
  k.callAt(k.now + timeoutOf(probe) * SECOND, () => done({ kind: 'failure', output }));
}

/** worker.go, doProbe: an error is told and forgotten; a result counts when it has come often enough in a row. */
function conclude(w: Worker, result: Result): void {
  const { kubelet, pod, pc, kind, probe } = w;
  const tell = (message: string): void => kubelet.events.add(pod, pc, 'Unhealthy', message, 'kubelet', 'Warning');
  if (result.kind === 'error') {
    tell(`${kind} probe errored and resulted in unknown state: ${result.message}`);
    kubelet.touch(pod);
    return;
  }
  if (result.kind === 'failure') {
    tell(`${kind} probe failed: ${result.output}`);
    kubelet.touch(pod);
  }
  w.times = w.last === result.kind ? w.times + 1 : 1;
  w.last = result.kind;
  if (w.times < (result.kind === 'failure' ? failuresOf(probe) : successesOf(probe))) return;
  if (kind === 'Readiness') setReady(w, result.kind === 'success');
  else if (result.kind === 'failure') restart(w);
  else if (kind === 'Startup') pc.started = true;
}

function setReady({ kubelet, pod, pc }: Worker, ready: boolean): void {
  if (pc.ready === ready) return;
  pc.ready = ready;
  pc.readyAt = kubelet.manager.host.k.now;
  kubelet.touch(pod);
}

function restart(w: Worker): void {
  const { kubelet, pod, pc, kind, probe } = w;
  w.onHold = true;
  const grace = probe.terminationGracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds ?? DEFAULT_GRACE;
  const why = `Container ${pc.spec.name} failed ${kind.toLowerCase()} probe, will be restarted`;
  killContainer(kubelet, pod, pc, grace, why);
}
