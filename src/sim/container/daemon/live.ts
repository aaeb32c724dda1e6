// dockerd on the simulated node: the engine interface of the docker client, answered by real containers of the kernel model.
import type { WaitQueue } from '../../kernel/index.ts';
import { type Kernel, type PendingCall, type Task } from '../../kernel/index.ts';
import type { E } from '../../kernel/abi/index.ts';
import { type Errno, isErr, signalNumber, SECOND, sys, type Sys } from '../../kernel/abi/index.ts';
import { type Block } from '../../kernel/index.ts';
import { type Container, type ContainerManager, dockerExitCode } from '../runtime/index.ts';
import type { Answer, DockerEngine } from '../engine-api.ts';
import { EngineError } from '../engine-api.ts';
import { execMethods } from './exec.ts';
import { imageMethods } from './image-methods.ts';
import { listMethods } from './list.ts';
import { logMethods } from './logs.ts';
import { createMethods } from './create.ts';
import { startError } from './texts.ts';
import { findContainer, isUp, killSignal, refusal } from '../cli/index.ts';

/** A question to the daemon: runs outside the client's program, may block it. */
export type Ask<T> = (k: Kernel, t: Task, call: PendingCall) => T | Block;

/** What the parts of the engine share. */
export interface Daemon {
  readonly manager: ContainerManager;
  ask: <T>(question: Ask<T>) => Sys<T>;
  find: (ref: string) => Sys<Container | EngineError>;
  iso: (at: number) => string;
}

export const SERVICE = 'docker';

/** Sleeps until the condition holds or the time has come; true when it holds. */
export function until(on: readonly WaitQueue[], condition: () => boolean, timeout?: number): Ask<boolean> {
  return (k, _t, call) => {
    if (condition()) return true;
    const scratch = call.scratch as { deadline: number | undefined } | undefined;
    const deadline = scratch ? scratch.deadline : timeout === undefined ? undefined : k.now + timeout;
    call.scratch = { deadline };
    if (deadline !== undefined && k.now >= deadline) return false;
    return {
      kind: 'block',
      on,
      until: deadline,
      wchan: 'ep_poll',
      doing: 'waiting for dockerd',
      sleep: 'interruptible',
      restarts: true,
    };
  };
}

const isRunning = (c: Container): boolean => isUp(c.status);

/** Installs the daemon's service on the machine and returns the client's side of it. */
export function liveEngine(manager: ContainerManager): DockerEngine {
  const { k } = manager.host;
  k.services.set(SERVICE, (kernel, t, body, call) => (body as Ask<unknown>)(kernel, t, call));
  const ask = function* <T>(question: Ask<T>): Sys<T> {
    for (;;) {
      const answer = (yield* sys.request(SERVICE, question)) as T | typeof E.EINTR;
      if (!isErr(answer)) return answer;
    }
  };
  const lookup = (ref: string): Container | EngineError => {
    const found = findContainer(
      manager.containers.map((c) => ({ id: c.id, name: c.spec.name, c })),
      ref,
    );
    return found instanceof EngineError ? found : found.c;
  };
  const daemon: Daemon = {
    manager,
    ask,
    find: (ref) => ask(() => lookup(ref)),
    iso: (at) => new Iso(k.epoch + at).text(),
  };

  /** SIGTERM (or the container's own signal), the grace period, then SIGKILL. */
  const stopContainer = function* (c: Container, signal: string, seconds: number | undefined): Sys<void> {
    const chosen = signal === '' ? (c.spec.stopSignal ?? 15) : (signalNumber(signal) ?? 15);
    yield* ask(() => {
      c.stopRequested = true;
      manager.signal(c, chosen);
    });
    const grace = seconds ?? c.spec.stopTimeout ?? 10;
    const done = (): boolean => !isRunning(c);
    if (yield* ask(until([manager.changed], done, grace < 0 ? undefined : grace * SECOND))) return;
    yield* ask(() => void manager.signal(c, 9));
    yield* ask(until([manager.changed], done));
  };

  /** runc answers once the program has been exec'ed, or says why it could not. */
  const startContainer = function* (c: Container): Answer<void> {
    const outcome: { failure: Errno | undefined } = { failure: undefined };
    yield* ask(() =>
      manager.start(c, (error) => {
        outcome.failure = error;
      }),
    );
    for (let tries = 0; tries < 100; tries += 1) {
      yield* sys.nanosleep(500);
      if (outcome.failure || c.init?.execed || c.exitStatus !== undefined) break;
    }
    if (!outcome.failure) return undefined;
    const failure = outcome.failure;
    yield* ask(until([manager.changed], () => c.exitStatus !== undefined, SECOND));
    yield* ask(() => manager.neverStarted(c));
    return new EngineError(400, startError('run', c.spec.argv[0] ?? '', failure));
  };

  return {
    now: () => ask((kernel) => kernel.wallclock() / 1000),
    *ping() {
      yield* sys.getpid();
      return { os: 'linux' };
    },
    *concurrently(jobs) {
      // Fidelity: the real client stops containers side by side; here one after the other, with the same output.
      const results = [];
      for (const job of jobs) results.push(yield* job());
      return results;
    },
    ...listMethods(daemon),
    ...logMethods(daemon),
    ...createMethods(daemon),
    ...execMethods(daemon),
    ...imageMethods(daemon),

    *stop(ref, options): Answer<void> {
      const c = yield* daemon.find(ref);
      if (c instanceof EngineError) return c;
      if (isRunning(c)) yield* stopContainer(c, options.signal, options.timeout);
      return undefined;
    },
    *restart(ref, options): Answer<void> {
      const c = yield* daemon.find(ref);
      if (c instanceof EngineError) return c;
      if (isRunning(c)) yield* stopContainer(c, options.signal, options.timeout);
      yield* ask(() => manager.start(c));
      return undefined;
    },
    *kill(ref, signal): Answer<void> {
      const sig = killSignal(ref, signal);
      if (sig instanceof EngineError) return sig;
      const c = yield* daemon.find(ref);
      if (c instanceof EngineError) return refusal.kill(ref, c);
      if (c.status !== 'running' && c.status !== 'paused') return refusal.kill(ref, refusal.notRunning(c.id));
      yield* ask(() => {
        if (sig === 9) c.stopRequested = true;
        manager.signal(c, sig);
      });
      if (sig === 9) yield* ask(until([manager.changed], () => !isRunning(c), 10 * SECOND));
      return undefined;
    },
    *pause(ref): Answer<void> {
      const c = yield* daemon.find(ref);
      if (c instanceof EngineError) return c;
      if (!isRunning(c)) return refusal.notRunning(c.id);
      if (c.status === 'paused') return refusal.alreadyPaused(c.id);
      yield* ask(() => manager.pause(c));
      return undefined;
    },
    *unpause(ref): Answer<void> {
      const c = yield* daemon.find(ref);
      if (c instanceof EngineError) return c;
      if (c.status !== 'paused') return refusal.notPaused(c.id);
      yield* ask(() => manager.unpause(c));
      return undefined;
    },
    *rename(ref, name): Answer<void> {
      const c = yield* daemon.find(ref);
      if (c instanceof EngineError) return c;
      const other = yield* ask(() => manager.byName(name));
      if (other) return refusal.renameInUse(name, other.id);
      yield* ask(() => manager.rename(c, name));
      return undefined;
    },
    *remove(ref, options): Answer<void> {
      const c = yield* daemon.find(ref);
      if (c instanceof EngineError) return c;
      if (isRunning(c)) {
        if (!options.force) return refusal.removeRunning(ref, c.status);
        yield* ask(() => {
          c.stopRequested = true;
          manager.signal(c, 9);
        });
        yield* ask(until([manager.changed], () => !isRunning(c), 10 * SECOND));
      }
      yield* ask(() => manager.remove(c));
      return undefined;
    },
    *wait(ref, condition): Answer<number> {
      // A container with --rm may be gone by now; its exit code is not.
      const gone = yield* ask(() => manager.gone.find((each) => each.id === ref));
      const c = gone ?? (yield* daemon.find(ref));
      if (c instanceof EngineError) return c;
      if (condition === 'removed') yield* ask(until([manager.changed], () => c.removed));
      else yield* ask(until([manager.changed], () => c.exitStatus !== undefined && !isRunning(c)));
      return dockerExitCode(c.exitStatus ?? 0);
    },
    *start(ref): Answer<void> {
      const c = yield* daemon.find(ref);
      if (c instanceof EngineError) return c;
      if (c.status === 'paused') return refusal.startPaused();
      if (isRunning(c)) return undefined;
      return yield* startContainer(c);
    },
  };
}

/** Virtual µs since 1970 → RFC 3339 with nanoseconds, UTC. Civil date by days from 0000-03-01 (era of 400 years). */
class Iso {
  private readonly micros: number;
  constructor(micros: number) {
    this.micros = micros;
  }
  text(): string {
    const seconds = Math.floor(this.micros / SECOND);
    const days = Math.floor(seconds / 86_400);
    const rest = seconds - days * 86_400;
    const z = days + 719_468;
    const era = Math.floor(z / 146_097);
    const doe = z - era * 146_097;
    const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365);
    const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
    const mp = Math.floor((5 * doy + 2) / 153);
    const day = doy - Math.floor((153 * mp + 2) / 5) + 1;
    const month = mp < 10 ? mp + 3 : mp - 9;
    const year = yoe + era * 400 + (month <= 2 ? 1 : 0);
    const two = (n: number): string => String(n).padStart(2, '0');
    const nanos = String((this.micros - seconds * SECOND) * 1000).padStart(9, '0');
    return `${year}-${two(month)}-${two(day)}T${two(Math.floor(rest / 3600))}:${two(Math.floor((rest % 3600) / 60))}:${two(rest % 60)}.${nanos}Z`;
  }
}
