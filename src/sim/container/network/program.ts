/** Programs of the machine that speak on its network: the files that they find, and the two ends of their conversation. */
import { tools, type ClientFiles, type Net } from '../../dns/index.ts';
import {
  isErr,
  O_CREAT,
  O_RDONLY,
  O_TRUNC,
  O_WRONLY,
  type ByteString,
  type Program,
  SIGINT,
  sys,
  type E,
  type Sys,
} from '../../kernel/abi/index.ts';
import type { Block, Kernel, PendingCall, Task, WaitQueue } from '../../kernel/index.ts';
import { converse } from './converse.ts';
import type { Job, Network } from './network.ts';

const SERVICE = 'network';

/** A question to the network: asked outside of the program, may block it. */
export type NetworkAsk<T> = (k: Kernel, t: Task, call: PendingCall) => T | Block;

/** Asks once; a signal that was handled meanwhile ends it with EINTR. */
function* request<T>(k: Kernel, question: NetworkAsk<T>): Sys<T | typeof E.EINTR> {
  if (!k.services.has(SERVICE))
    k.services.set(SERVICE, (kernel, t, body, call) => (body as NetworkAsk<unknown>)(kernel, t, call));
  return (yield* sys.request(SERVICE, question)) as T | typeof E.EINTR;
}

/** Asks until there is an answer. */
export function* askNetwork<T>(k: Kernel, question: NetworkAsk<T>): Sys<T> {
  for (;;) {
    const answer = yield* request(k, question);
    if (!isErr(answer)) return answer;
  }
}

/** Sleeps until the condition holds, or until then; true when it holds. */
export const untilWoken =
  (on: WaitQueue, condition: () => boolean, deadline?: number): NetworkAsk<boolean> =>
  (k) => {
    if (condition()) return true;
    if (deadline !== undefined && k.now >= deadline) return false;
    return {
      kind: 'block',
      on: [on],
      until: deadline,
      wchan: 'ep_poll',
      doing: 'waiting for the network',
      sleep: 'interruptible',
      restarts: true,
    };
  };

function* textOf(path: string): Sys<ByteString | undefined> {
  const fd = yield* sys.open(path, O_RDONLY);
  if (isErr(fd)) return undefined;
  let text = '';
  for (;;) {
    const part = yield* sys.read(fd, 65_536);
    if (isErr(part) || part === '') break;
    text += part;
  }
  yield* sys.close(fd);
  return text;
}

/** What resolvers read, where it is there. */
export function* clientFiles(): Sys<ClientFiles> {
  const resolvConf = yield* textOf('/etc/resolv.conf');
  const hosts = yield* textOf('/etc/hosts');
  const nsswitch = yield* textOf('/etc/nsswitch.conf');
  const hostname = (yield* sys.uname()).nodename;
  return {
    ...(resolvConf === undefined ? {} : { resolvConf }),
    ...(hosts === undefined ? {} : { hosts }),
    ...(nsswitch === undefined ? {} : { nsswitch }),
    hostname,
  };
}

/** The C library of what is installed here: musl when its loader is. Alpine has 1.2.4, which asks over TCP too, from 3.18 on. */
function* libcHere(): Sys<tools.ToolHost['libc']> {
  if (isErr(yield* sys.stat('/lib/ld-musl-x86_64.so.1'))) return 'glibc';
  const [major = 3, minor = 20] = ((yield* textOf('/etc/alpine-release')) ?? '').split('.').map(Number);
  return major === 3 && minor < 18 ? 'musl-1.2.3' : 'musl-1.2.5';
}

/** The tool does not catch SIGINT at this moment: it ends as any program does. */
function* interrupted(): Sys<void> {
  yield* sys.sigaction(SIGINT, { kind: 'default' });
  yield* sys.kill(yield* sys.getpid(), SIGINT);
}

/** A file that a tool has saved: its path as typed, and what is in it. */
type Saved = readonly [path: string, bytes: ByteString];

/** The tool has said so already when it cannot be written. */
function* save([path, bytes]: Saved): Sys<void> {
  const fd = yield* sys.open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o666);
  if (isErr(fd)) return;
  yield* sys.writeAll(fd, bytes);
  yield* sys.close(fd);
}

/** What was written, as it comes; the exit status when the tool has ended. */
function* follow(net: Network, job: Job, saved: Saved[]): Sys<number> {
  const { k } = net;
  const { output, lookup, progress } = job;
  for (;;) {
    const woken = yield* request(
      k,
      untilWoken(progress, () => output.length > 0 || lookup.done),
    );
    if (isErr(woken)) {
      if (!lookup.interrupt()) yield* interrupted();
      // Nothing else may be due on the wire: the program goes on now.
      yield* askNetwork(k, () => {
        net.pump();
        return true;
      });
      continue;
    }
    for (let file = saved.shift(); file; file = saved.shift()) yield* save(file);
    for (let part = output.shift(); part; part = output.shift()) {
      const written = yield* sys.writeAll(part.fd, part.text);
      // Nobody reads any more: SIGPIPE has come, or is ignored.
      if (isErr(written)) return 1;
    }
    if (lookup.done && output.length === 0) return lookup.value ?? 1;
  }
}

/** `name`: its key in NET_TOOLS, whatever it is called by. */
export const netProgram = (network: () => Network, name: string, tool: tools.NetTool): Program =>
  function* netTool(argv) {
    const net = network();
    const saved: Saved[] = [];
    const host: tools.ToolHost = {
      files: yield* clientFiles(),
      libc: yield* libcHere(),
      epoch: net.k.epoch,
      terminal: yield* sys.isatty(1),
      save: (path, bytes) => saved.push([path, bytes]),
    };
    if (tools.CATCHES_INT.has(name))
      // Without SA_RESTART: the wait ends, and the tool with its statistics.
      yield* sys.sigaction(SIGINT, function* () {});
    const { k } = net;
    const run = function* (program: Net<number>): Sys<number> {
      return yield* follow(net, yield* askNetwork(k, (_k, t) => net.start(t, argv[0] ?? name, program)), saved);
    };
    const shell = tools.NET_SHELLS[name]?.(host, argv);
    return yield* shell ? converse(shell, run) : run(tool(host, argv));
  };
