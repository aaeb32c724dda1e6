// docker create and run: from the client's request to a container of the node.
import { signalNumber } from '../../kernel/abi/index.ts';
import { goodName, normalImage, refusal } from '../cli/index.ts';
import type { DockerEngine } from '../engine-api.ts';
import { EngineError } from '../engine-api.ts';
import type { ContainerSpec } from '../runtime/index.ts';
import { findImage } from './images.ts';
import type { Daemon } from './live.ts';

/** moby's namesgenerator: an adjective and a scientist, chosen by the machine's seed. Ours is a short list of plain words. */
const ADJECTIVES = ['brave', 'calm', 'eager', 'gentle', 'keen', 'lucid', 'quiet', 'sharp'];
const NAMES = ['curie', 'hopper', 'lamport', 'liskov', 'lovelace', 'ritchie', 'torvalds', 'turing'];

const restart = (name: string): ContainerSpec['restart'] =>
  name === 'always' || name === 'on-failure' || name === 'unless-stopped' ? name : 'no';

export function createMethods(daemon: Daemon): Pick<DockerEngine, 'create'> {
  const { manager, ask } = daemon;
  return {
    *create(request) {
      const image = findImage(request.image);
      if (!image) return refusal.noImage(normalImage(request.image));
      const taken = request.name === '' ? undefined : yield* ask(() => manager.byName(request.name));
      if (taken) return refusal.nameInUse(request.name, taken.id);
      if (request.name !== '' && !goodName(request.name)) return refusal.badName(request.name);
      const shared = request.pidMode.startsWith('container:')
        ? yield* daemon.find(request.pidMode.slice('container:'.length))
        : undefined;
      if (shared instanceof EngineError) return shared;
      const entrypoint = request.entrypoint ?? image.entrypoint ?? [];
      const cmd = request.cmd.length > 0 ? request.cmd : request.entrypoint ? [] : image.cmd;
      const uid = /^[0-9]+/.exec(request.user)?.[0];
      const c = yield* ask((k) => {
        const rng = k.rng.fork(`name/${manager.containers.length}`);
        const spec: ContainerSpec = {
          name:
            request.name !== ''
              ? request.name
              : `${ADJECTIVES[rng.below(ADJECTIVES.length)] ?? ''}_${NAMES[rng.below(NAMES.length)] ?? ''}`,
          image: image.ref,
          argv: [...entrypoint, ...cmd],
          labels: request.labels,
          tty: request.tty,
          autoRemove: request.autoRemove,
          restart: restart(request.restart.name) ?? 'no',
          env: Object.fromEntries(
            request.env.map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]),
          ),
          ...(request.hostname === '' ? {} : { hostname: request.hostname }),
          ...(uid === undefined ? {} : { uid: Number(uid) }),
          ...(request.workdir === '' ? {} : { cwd: request.workdir }),
          ...(request.init === undefined ? {} : { init: request.init }),
          ...(request.pidsLimit === undefined || request.pidsLimit <= 0 ? {} : { pidsMax: request.pidsLimit }),
          ...(request.stopSignal === undefined ? {} : { stopSignal: signalNumber(request.stopSignal) ?? 15 }),
          ...(request.stopTimeout === undefined ? {} : { stopTimeout: request.stopTimeout }),
          ...(shared ? { pidOf: shared.spec.name } : {}),
          ...(request.pidMode === 'host' ? { pidHost: true } : {}),
        };
        return manager.create(spec);
      });
      return { id: c.id, warnings: [] };
    },
  };
}
