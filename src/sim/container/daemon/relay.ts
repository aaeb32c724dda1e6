// Copying between a client's descriptors and a container's, as the docker client does while it is attached.
import { isErr, POLLHUP, POLLIN, sys, type Sys } from '../../kernel/abi/index.ts';

/** Reads from one, writes to the other. `ends`: the relay is over when all of these have ended. */
export interface Pair {
  readonly from: number;
  readonly to: number;
  readonly ends: boolean;
  /** Close the target when the source ends: the other side sees the end of its input. */
  readonly closes?: boolean;
}

/** Runs until every pair that counts has ended. */
export function* relay(pairs: readonly Pair[]): Sys<void> {
  let open = [...pairs];
  while (open.some((pair) => pair.ends)) {
    const ready = yield* sys.poll(open.map((pair) => ({ fd: pair.from, events: POLLIN })));
    if (isErr(ready)) {
      if (ready.name === 'EINTR') continue;
      return;
    }
    for (const { fd, events } of ready) {
      if ((events & (POLLIN | POLLHUP)) === 0) continue;
      const pair = open.find((each) => each.from === fd);
      if (!pair) continue;
      const data = yield* sys.read(fd);
      if (isErr(data) || data === '') {
        open = open.filter((each) => each !== pair);
        if (pair.closes) yield* sys.close(pair.to);
      } else yield* sys.writeAll(pair.to, data);
    }
  }
}
