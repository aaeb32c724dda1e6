/** What listens on behalf of a process: while the process is stopped, nobody reads what arrives. */
import { FOREVER, net, type Service } from '../../dns/index.ts';
import type { Process } from '../../kernel/index.ts';

export const whileAwake = (process: Process, service: Service): Service => ({
  answer: (incoming) =>
    process.stopped === undefined
      ? service.answer(incoming)
      : { kind: 'silence', words: `${process.leader.comm} is stopped and reads nothing` },
  left: (incoming) => service.left?.(incoming),
  ...(service.accept
    ? {
        // The kernel accepts in its place; nobody reads.
        *accept(socket, peer) {
          if (process.stopped === undefined) yield* service.accept?.(socket, peer) ?? [];
          else yield* net.sleep(FOREVER);
        },
      }
    : {}),
});
