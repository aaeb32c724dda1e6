/** The container runtime of the node's pods, as crictl asks it. Containers that docker made are none of its business. */
import { SECOND, type Sys } from '../../kernel/abi/index.ts';
import { sys } from '../../kernel/abi/index.ts';
import { CriError, type CriContainer, type CriPod, type CriRuntime } from '../cri-api.ts';
import { imageId } from '../daemon/images.ts';
import { until } from '../daemon/live.ts';
import type { JsonObject } from '../engine-api.ts';
import { type Container, dockerExitCode } from '../runtime/index.ts';
import { type Kubelet, up } from './kubelet.ts';
import { isoNano } from './objects.ts';
import type { Pod, PodContainer } from './spec.ts';
import { askKubelet, readLog, runIn } from './streams.ts';

interface Run {
  readonly pod: Pod;
  readonly pc: PodContainer;
  readonly c: Container;
}

function runs(kubelet: Kubelet): readonly Run[] {
  return kubelet.pods.flatMap((pod) =>
    pod.containers.flatMap((pc) => [pc.previous, pc.current].flatMap((c) => (c ? [{ pod, pc, c }] : []))),
  );
}

const attemptOf = ({ pc, c }: Run): number => (c === pc.current ? pc.restarts : pc.restarts - 1);

const stateOf = (c: Container): CriContainer['state'] =>
  c.status === 'created' ? 'Created' : up(c) ? 'Running' : 'Exited';

function findRun(kubelet: Kubelet, id: string): Run | CriError {
  const found = runs(kubelet).filter(({ c }) => c.id.startsWith(id));
  const [one] = found;
  if (one && found.length === 1) return one;
  return new CriError('NotFound', `an error occurred when try to find container ${JSON.stringify(id)}: not found`);
}

function inspection(kubelet: Kubelet, run: Run): JsonObject {
  const { c, pc, pod } = run;
  const iso = (at: number): string => isoNano(kubelet, at);
  const ended = c.exitStatus;
  const code = ended === undefined ? 0 : dockerExitCode(ended);
  return {
    status: {
      annotations: {
        'io.kubernetes.container.restartCount': String(attemptOf(run)),
        'io.kubernetes.pod.terminationGracePeriod': String(pod.spec.terminationGracePeriodSeconds ?? 30),
      },
      createdAt: iso(c.createdAt),
      exitCode: code,
      finishedAt: ended === undefined ? '0001-01-01T00:00:00Z' : iso(c.finishedAt),
      id: c.id,
      image: { image: pc.spec.image },
      imageRef: imageId(pc.spec.image),
      labels: c.spec.labels ?? {},
      metadata: { attempt: attemptOf(run), name: pc.spec.name },
      reason: ended === undefined ? '' : code === 0 ? 'Completed' : 'Error',
      startedAt: iso(c.startedAt),
      state: `CONTAINER_${stateOf(c).toUpperCase()}`,
    },
    info: {
      pid: up(c) ? (c.init?.pid ?? 0) : 0,
      runtimeType: 'io.containerd.runc.v2',
      sandboxID: pod.sandbox.id,
      runtimeSpec: { process: { args: pc.spec.argv, cwd: '/', user: { gid: 0, uid: pc.spec.uid ?? 0 } } },
    },
  };
}

export function liveCri(kubelet: Kubelet): CriRuntime {
  const ask = askKubelet(kubelet);
  const { manager } = kubelet;
  const { k } = manager.host;
  const ms = (at: number): number => (k.epoch + at) / 1000;
  const find = (id: string): Sys<Run | CriError> => ask(() => findRun(kubelet, id));

  const stop = function* (c: Container, timeout: number): Sys<void> {
    const down = (): boolean => !up(c);
    if (timeout > 0) {
      yield* ask(() => void manager.signal(c, c.spec.stopSignal ?? 15));
      if (yield* ask(until([manager.changed], down, timeout * SECOND))) return;
    }
    yield* ask(() => void manager.signal(c, 9));
    yield* ask(until([manager.changed], down, 10 * SECOND));
  };

  return {
    now: () => ask((kernel) => kernel.wallclock() / 1000),
    containers: () =>
      ask(() =>
        runs(kubelet).map((run): CriContainer => ({
          id: run.c.id,
          podId: run.pod.sandbox.id,
          podName: run.pod.spec.name,
          namespace: run.pod.namespace,
          name: run.pc.spec.name,
          imageRef: imageId(run.pc.spec.image),
          state: stateOf(run.c),
          createdMs: ms(run.c.createdAt),
          attempt: attemptOf(run),
          labels: run.c.spec.labels ?? {},
        })),
      ),
    pods: () =>
      ask(() =>
        kubelet.pods.map((pod): CriPod => ({
          id: pod.sandbox.id,
          name: pod.spec.name,
          namespace: pod.namespace,
          state: up(pod.sandbox) ? 'Ready' : 'NotReady',
          createdMs: ms(pod.createdAt),
          attempt: pod.attempt,
          runtime: '',
          labels: pod.spec.labels ?? {},
        })),
      ),
    *inspect(id) {
      const run = yield* find(id);
      return run instanceof CriError ? run : yield* ask(() => inspection(kubelet, run));
    },
    *inspectPod(id) {
      return yield* ask((): JsonObject | CriError => {
        const pod = kubelet.pods.find((each) => each.sandbox.id.startsWith(id));
        if (!pod) return new CriError('NotFound', `an error occurred when try to find sandbox: not found`);
        const ready = up(pod.sandbox);
        return {
          status: {
            createdAt: isoNano(kubelet, pod.createdAt),
            id: pod.sandbox.id,
            labels: pod.spec.labels ?? {},
            linux: {
              namespaces: {
                options: {
                  ipc: 'POD',
                  network: 'POD',
                  pid: pod.spec.shareProcessNamespace === true ? 'POD' : 'CONTAINER',
                },
              },
            },
            metadata: { attempt: pod.attempt, name: pod.spec.name, namespace: pod.namespace, uid: pod.uid },
            network: { ip: pod.ip },
            state: ready ? 'SANDBOX_READY' : 'SANDBOX_NOTREADY',
          },
          info: { pid: ready ? (pod.sandbox.init?.pid ?? 0) : 0 },
        };
      });
    },
    *stop(id, timeout) {
      const run = yield* find(id);
      if (run instanceof CriError) return run;
      if (up(run.c)) yield* stop(run.c, timeout);
      return undefined;
    },
    *remove(id, force) {
      const run = yield* find(id);
      if (run instanceof CriError) return run;
      if (up(run.c)) {
        if (!force) return new CriError('Unknown', 'container is running, please stop it first');
        yield* stop(run.c, 0);
      }
      yield* ask(() => {
        if (run.pc.previous === run.c) run.pc.previous = undefined;
        else if (run.pc.current === run.c) run.pc.current = undefined;
        manager.remove(run.c);
      });
      return undefined;
    },
    *exec(id, request, io): Sys<number | CriError> {
      const run = yield* find(id);
      if (run instanceof CriError) return run;
      if (!up(run.c)) return new CriError('Unknown', `container is in CONTAINER_${stateOf(run.c).toUpperCase()} state`);
      const code = yield* runIn(kubelet, ask, run.c, request, io);
      if (typeof code === 'number') return code;
      return new CriError('Unknown', `failed to exec in container: failed to start exec "${run.c.id}": ${code}`);
    },
    *logs(id, options, io) {
      const found = yield* find(id);
      if (found instanceof CriError) return found;
      const c = options.previous ? found.pc.previous : found.c;
      if (!c)
        return new CriError('NotFound', `the previous instance of the container ${JSON.stringify(id)} was not found`);
      yield* readLog(kubelet, ask, c, options, function* (text, stream) {
        yield* sys.writeAll(stream === 'stdout' ? io.stdout : io.stderr, text);
      });
      return undefined;
    },
  };
}
