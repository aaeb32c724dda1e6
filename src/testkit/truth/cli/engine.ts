/** A docker daemon over the `state` of a recorded case: the semantics of the stub that the recordings were made against. */
import { EngineError, type Answer, type DockerEngine } from '../../../sim/container/engine-api.ts';
import { inspectionOf, isUp, killSignal, normalImage, refusal } from '../../../sim/container/cli/index.ts';
import { created, Daemon, familiarRepo, listed, play, sha256, statsOf } from './daemon.ts';
import type { ContainerState, DockerState, RunState } from './state.ts';

/** The daemon of a case; `offline` ones answer nothing. */
export function recordedEngine(state: DockerState, now: string, offline: boolean): DockerEngine {
  const d = new Daemon(state, now);
  /** Finds the container and acts on it. */
  function* on<T>(ref: string, act: (c: ContainerState) => T | EngineError): Answer<T> {
    if (offline) return new EngineError(0, '');
    const c = d.find(ref);
    return c instanceof EngineError ? c : act(c);
  }
  function* say<T>(answer: () => T | EngineError): Answer<T> {
    return offline ? new EngineError(0, '') : answer();
  }
  return {
    *now() {
      return d.nowMs;
    },
    *ping() {
      return offline ? undefined : { os: 'linux' };
    },
    *concurrently(jobs) {
      const out = [];
      for (const j of jobs) out.push(yield* j());
      return out;
    },
    version: () => say(() => state.version ?? {}),
    info: () => say(() => state.info ?? { Swarm: { LocalNodeState: 'inactive' }, OSType: 'linux', Name: 'lab' }),
    *events(_, each) {
      if (offline) return new EngineError(0, '');
      for (const e of state.events ?? []) {
        yield* each({
          type: e.Type,
          action: e.Action,
          id: e.Actor.ID,
          attributes: e.Actor.Attributes,
          scope: e.scope ?? '',
          timeNano: BigInt(e.timeNano),
        });
      }
      return undefined;
    },
    list: (o) => say(() => listed(d, o)),
    inspect: (ref) => on(ref, (c) => inspectionOf(d.facts(c), sha256)),
    create: (r) => say(() => created(d, r)),
    start: (ref) =>
      on(ref, (c) => {
        if (c.status === 'paused') return refusal.startPaused();
        if (isUp(c.status)) return undefined;
        if (c.run?.startError !== undefined) {
          Object.assign(c, { status: 'created', exitCode: c.run.exit ?? 0 });
          if (c.hostConfig?.['AutoRemove'] === true) d.drop(c);
          return new EngineError(400, c.run.startError);
        }
        d.started(c);
        c.exitCode = 0;
        return undefined;
      }),
    stop: (ref) =>
      on(ref, (c) => {
        if (isUp(c.status)) d.ended(c, c.onSignal?.['15'] ?? 137);
        return undefined;
      }),
    restart: (ref) => on(ref, (c) => d.started(c)),
    *kill(ref, signal) {
      if (offline) return new EngineError(0, '');
      const n = killSignal(ref, signal);
      if (n instanceof EngineError) return n;
      const c = d.find(ref);
      if (c instanceof EngineError) return refusal.kill(ref, c);
      if (c.status !== 'running' && c.status !== 'paused') return refusal.kill(ref, refusal.notRunning(c.id));
      const code = n === 9 ? 137 : c.onSignal?.[String(n)];
      if (code !== undefined) d.ended(c, code);
      return undefined;
    },
    pause: (ref) =>
      on(ref, (c) => {
        if (!isUp(c.status)) return refusal.notRunning(c.id);
        if (c.status === 'paused') return refusal.alreadyPaused(c.id);
        c.status = 'paused';
        return undefined;
      }),
    unpause: (ref) =>
      on(ref, (c) => {
        if (c.status !== 'paused') return refusal.notPaused(c.id);
        c.status = 'running';
        return undefined;
      }),
    rename: (ref, name) =>
      on(ref, (c) => {
        const owner = d.containers.find((x) => x.name === name);
        if (owner !== undefined) return refusal.renameInUse(name, owner.id);
        c.name = name;
        return undefined;
      }),
    remove: (ref, { force }) =>
      on(ref, (c) => {
        if (isUp(c.status) && !force) return refusal.removeRunning(ref, c.status);
        d.drop(c);
        return undefined;
      }),
    *wait(ref) {
      if (offline) return new EngineError(0, '');
      const left = d.gone.get(ref);
      if (left !== undefined) return left;
      return yield* on(ref, (c) => {
        if (isUp(c.status) && typeof c.waitExit === 'number') d.ended(c, c.waitExit);
        return c.exitCode ?? 0;
      });
    },
    attach: (ref, io) =>
      on(ref, (c) => {
        if (c.status === 'paused') return refusal.attachPaused(ref);
        return {
          *stream() {
            yield* play(io, c.run?.output);
            d.ended(c, c.run?.exit ?? 0);
          },
        };
      }),
    *logs(ref, o, io) {
      const c = yield* on(ref, (x) => x);
      if (c instanceof EngineError) return c;
      const all = c.logs ?? [];
      const n = /^\d+$/.test(o.tail) ? Number(o.tail) : all.length;
      yield* play(
        io,
        all
          .slice(all.length - Math.min(n, all.length))
          .map(([stream, text, time]) => [stream, (o.timestamps ? `${time} ` : '') + text]),
      );
      return undefined;
    },
    top: (ref, psArgs) =>
      on(ref, (c) => {
        if (!isUp(c.status)) return refusal.notRunning(c.id);
        const t = c.top ?? { titles: [], processes: [] };
        return c.top?.byArgs?.[psArgs] ?? t;
      }),
    stats: (ref) => on(ref, (c) => statsOf(c, isUp(c.status) ? c.stats : undefined)),
    execCreate: (ref, r) =>
      on(ref, (c) => {
        if (!isUp(c.status)) return refusal.notRunning(c.id);
        if (c.status === 'paused') return refusal.execPaused(ref);
        if (c.status === 'restarting') return refusal.execRestarting(c.id);
        if (r.user !== '' && !(c.users ?? ['root']).includes(r.user) && !/^\d+$/.test(r.user))
          return refusal.noUser(r.user);
        const same = (x: RunState): boolean => x.cmd?.length === r.cmd.length && x.cmd.every((w, i) => w === r.cmd[i]);
        const id = sha256(JSON.stringify(r.cmd) + d.execs.size);
        d.execs.set(id, { run: (c.execs ?? []).find(same) ?? {}, cmd: r.cmd });
        if (r.detach) d.execs.set(id + ':detached', { run: {}, cmd: [] });
        return id;
      }),
    *execStart(id, io) {
      const e = d.execs.get(id);
      if (e === undefined) return new EngineError(404, `No such exec instance: ${id}`);
      if (d.execs.has(id + ':detached'))
        return e.run.startError === undefined ? undefined : new EngineError(400, e.run.startError);
      if (e.run.startError !== undefined) yield* play(io, [['stdout', e.run.startError + '\r\n']]);
      yield* play(io, e.run.output);
      return undefined;
    },
    execExitCode: (id) => say(() => d.execs.get(id)?.run.exit ?? 0),
    images: () =>
      say(() =>
        d.images.map((i) => ({
          id: i.id,
          repoTags: [i.ref],
          repoDigests: [],
          created: Math.floor(Date.parse(i.created) / 1000),
          size: i.size,
          sharedSize: -1,
          containers: -1,
        })),
      ),
    inspectImage: (ref) =>
      say(() => {
        const i = d.image(ref);
        return i instanceof EngineError
          ? i
          : { Id: i.id, RepoTags: [i.ref], Created: i.created, Os: 'linux', Architecture: 'amd64', Size: i.size };
      }),
    *pull(ref, each) {
      if (offline) return new EngineError(0, '');
      const digest = ref.indexOf('@');
      const full = normalImage(ref);
      const repo = familiarRepo(digest < 0 ? full.slice(0, full.lastIndexOf(':')) : ref.slice(0, digest));
      const name = `${repo}:${digest < 0 ? full.slice(full.lastIndexOf(':') + 1) : ref.slice(digest + 1)}`;
      const found = state.registry?.[name];
      if (found === undefined) {
        const known = Object.keys(state.registry ?? {}).some((k) => k.split(':')[0] === repo);
        if (known) return new EngineError(404, `manifest for ${name} not found: manifest unknown: manifest unknown`);
        return new EngineError(
          404,
          `pull access denied for ${repo}, repository does not exist or may require 'docker login': denied: requested access to the resource is denied`,
        );
      }
      for (const m of found.progress) {
        const text = (k: string): string => (typeof m[k] === 'string' ? m[k] : '');
        yield* each({ id: text('id'), status: text('status'), progress: text('progress') });
      }
      d.images.push(found.image);
      return undefined;
    },
    removeImage: (ref) =>
      say(() => {
        const i = d.image(ref);
        if (i instanceof EngineError) return i;
        d.images.splice(d.images.indexOf(i), 1);
        return [{ untagged: i.ref }, { deleted: i.id }];
      }),
    tagImage: (ref) => say(() => (d.image(ref) instanceof EngineError ? (d.image(ref) as EngineError) : undefined)),
    inspectOther: (kind, ref) =>
      say(
        () =>
          new EngineError(
            404,
            kind === 'network'
              ? `network ${ref} not found`
              : kind === 'volume'
                ? `get ${ref}: no such volume`
                : `plugin "${ref}" not found`,
          ),
      ),
  };
}
