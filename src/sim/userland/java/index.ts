// java: the signal handling of OpenJDK 17 around one program: handlers for HUP, INT and TERM run the shutdown hooks, and the
// JVM then exits with 128 + signal as a plain code. QUIT prints a thread dump. -Xrs leaves those signals alone.
import {
  ALL_SIGNALS,
  O_RDONLY,
  SA_RESTART,
  SECOND,
  SIGBUS,
  SIGFPE,
  SIGHUP,
  SIGILL,
  SIGINT,
  SIGPIPE,
  SIGQUIT,
  SIGSEGV,
  SIGTERM,
  SIGUSR2,
  SIGXFSZ,
  isErr,
  sys,
  type ByteString,
  type Handler,
  type Program,
  type Signal,
  type Sys,
} from '../../kernel/abi/index.ts';
import type { Command } from '../command.ts';
import { marks } from '../crt/demo.ts';
import { script, type DemoFile } from '../crt/files.ts';
import { pthreadCreate } from '../crt/libc.ts';
import { canonicalize } from '../lib/paths.ts';
import { readAll } from '../lib/stdio.ts';

/** Collector, compilers, signal dispatcher and the like. Fidelity: a JVM's number of threads depends on the machine. */
const HELPER_THREADS = 12;
/** Signals the virtual machine needs for itself: implicit null checks, safepoints, a broken pipe as an exception. */
const OWN: readonly Signal[] = [SIGILL, SIGBUS, SIGFPE, SIGSEGV, SIGUSR2, SIGPIPE, SIGXFSZ];
const SHUTDOWN: readonly Signal[] = [SIGHUP, SIGINT, SIGTERM];

const text = `// A server with a shutdown hook.
public class Server {
    public static void main(String[] args) throws Exception {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            System.out.println("server: shutdown hook, draining");
            try { Thread.sleep(1000); } catch (InterruptedException e) { }
            System.out.println("server: drained, bye");
        }));
        System.out.println("server: listening on 8080");
        Thread.currentThread().join();
    }
}
`;

const line = marks(text, {
  hook: 'addShutdownHook',
  draining: 'shutdown hook, draining',
  nap: 'Thread.sleep',
  bye: 'drained, bye',
  listen: 'listening on',
  join: 'join();',
});

const PATH = '/app/Server.java';
export const javaFiles: readonly DemoFile[] = [script(PATH, 'java', text)];

const DUMP = `Full thread dump OpenJDK 64-Bit Server VM (17.0.13+11-Debian-2deb12u1 mixed mode, sharing):

"main" #1 prio=5 os_prio=0 tid=0x00007f0a2c012f50 nid=0x2 in Object.wait()  [0x00007f0a337fd000]
   java.lang.Thread.State: WAITING (on object monitor)
	at java.lang.Object.wait(java.base@17.0.13/Native Method)
	at java.lang.Thread.join(java.base@17.0.13/Thread.java:1304)
	at Server.main(Server.java:${line.join})

"Signal Dispatcher" #4 daemon prio=9 os_prio=0 tid=0x00007f0a2c0e5a20 nid=0x9 runnable  [0x0000000000000000]
   java.lang.Thread.State: RUNNABLE

`;

class Jvm {
  readonly #reducedSignals: boolean;
  #asked: Signal | undefined;

  constructor(reducedSignals: boolean) {
    this.#reducedSignals = reducedSignals;
  }

  readonly #note: Handler = (sig) => this.#noted(sig);

  *#noted(sig: Signal): Sys<void> {
    this.#asked ??= sig;
    yield* sys.at(line.hook);
  }

  *start(): Sys<void> {
    for (const sig of OWN) yield* sys.sigaction(sig, function* () {}, SA_RESTART, ALL_SIGNALS);
    if (!this.#reducedSignals) {
      for (const sig of [...SHUTDOWN, SIGQUIT]) {
        const old = yield* sys.getaction(sig);
        // nohup: what came ignored stays ignored
        if (!isErr(old) && old.disposition.kind === 'ignore' && sig !== SIGQUIT) continue;
        yield* sys.sigaction(sig, this.#note, SA_RESTART, ALL_SIGNALS);
      }
    }
    for (let i = 0; i < HELPER_THREADS; i += 1) {
      yield* pthreadCreate(function* () {
        yield* sys.sigprocmask('setmask', ALL_SIGNALS);
        for (;;) yield* sys.poll([], undefined);
      });
    }
  }

  /** The program, until a signal asks the JVM to end: the hooks run, then exit(128 + signal). */
  *run(): Sys<number> {
    yield* sys.at(line.listen);
    yield* sys.writeAll(1, 'server: listening on 8080\n');
    for (;;) {
      yield* sys.at(line.join);
      if (this.#asked === undefined) yield* sys.poll([], undefined);
      const sig = this.#asked;
      this.#asked = undefined;
      if (sig === SIGQUIT) yield* sys.writeAll(1, DUMP);
      else if (sig !== undefined) return yield* this.#shutDown(sig);
    }
  }

  *#shutDown(sig: Signal): Sys<number> {
    yield* sys.at(line.draining);
    yield* sys.writeAll(1, 'server: shutdown hook, draining\n');
    yield* sys.at(line.nap);
    const end = (yield* sys.clock('monotonic')) + SECOND;
    for (let now = end - SECOND; now < end; now = yield* sys.clock('monotonic')) yield* sys.nanosleep(end - now);
    yield* sys.at(line.bye);
    yield* sys.writeAll(1, 'server: drained, bye\n');
    yield* sys.exit(128 + sig);
    return 128 + sig;
  }
}

function* refuse(what: ByteString): Sys<number> {
  yield* sys.writeAll(2, `java: this simulator ${what}\n`);
  return 1;
}

const run: Program = function* (argv) {
  const words = argv.slice(1);
  if (words[0] === '-version' || words[0] === '--version') {
    yield* sys.writeAll(
      2,
      'openjdk version "17.0.13" 2024-10-15\nOpenJDK Runtime Environment (build 17.0.13+11-Debian-2deb12u1)\nOpenJDK 64-Bit Server VM (build 17.0.13+11-Debian-2deb12u1, mixed mode, sharing)\n',
    );
    return 0;
  }
  const reducedSignals = words.includes('-Xrs');
  const options = words.filter((word) => word.startsWith('-X') || word.startsWith('-D'));
  const [file] = words.filter((word) => !options.includes(word));
  if (file === undefined || file.startsWith('-')) return yield* refuse(`only runs ${PATH} (with -Xrs, if you like)`);
  const path = yield* canonicalize(file, 'all');
  if (isErr(path)) {
    const name = file
      .replace(/\.java$/, '')
      .split('/')
      .join('.');
    yield* sys.writeAll(
      2,
      file.endsWith('.java')
        ? `error: file not found: ${file}\n`
        : `Error: Could not find or load main class ${name}\nCaused by: java.lang.ClassNotFoundException: ${name}\n`,
    );
    return 1;
  }
  const fd = yield* sys.open(path, O_RDONLY);
  const source = isErr(fd) ? '' : yield* readAll(fd);
  if (!isErr(fd)) yield* sys.close(fd);
  if (path !== PATH || source !== text) return yield* refuse(`cannot run ${file} (only ${PATH}, unchanged)`);
  const jvm = new Jvm(reducedSignals);
  yield* jvm.start();
  return yield* jvm.run();
};

export const java: Command = {
  name: 'java',
  paths: ['/usr/bin/java'],
  pkg: 'openjdk-17-jre-headless',
  run,
  support: {
    level: 'partial',
    note: `Runs ${PATH} only. Exit codes and -Xrs follow what was seen with Java 17; its number of threads and its other handlers were not recorded.`,
    options: ['-Xrs', '-version'],
  },
  man: {
    summary: 'the Java application launcher',
    synopsis: 'java [-Xrs] FILE.java',
    text: 'The JVM catches HUP, INT and TERM, runs the shutdown hooks and exits with 129, 130 or 143: also as PID 1. QUIT prints a thread dump. With -Xrs those signals keep their default action.',
  },
};
