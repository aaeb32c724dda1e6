// The scripts that this model of Python can run: an explicit list. Any other script is refused in clear words.
import {
  MILLISECOND,
  SECOND,
  SIGCHLD,
  SIGTERM,
  WNOHANG,
  isErr,
  signalName,
  sys,
  wExitStatus,
  wIfExited,
  wTermSig,
  type Sys,
} from '../../kernel/abi/index.ts';
import { marks } from '../crt/demo.ts';
import { script, type DemoFile } from '../crt/files.ts';
import { SystemExit, type PythonRuntime } from './runtime.ts';

export interface PythonScript {
  readonly path: string;
  readonly text: string;
  /** The module body. */
  readonly run: (python: PythonRuntime) => Sys<void>;
}

const FOR_EVER = 3600 * SECOND;

const sleepText = `import time
while True:
    time.sleep(3600)
`;

const pysleep: PythonScript = {
  path: '/app/pysleep.py',
  text: sleepText,
  *run(python) {
    const line = marks(sleepText, { sleep: 'time.sleep' });
    yield* python.at(line.sleep);
    for (;;) yield* python.sleep(FOR_EVER);
  },
};

const termText = `# SIGTERM runs a function, which says so and exits with 0.
import signal
import sys
import time


def on_term(number, frame):
    print("pyterm: got", signal.Signals(number).name, flush=True)
    sys.exit(0)


signal.signal(signal.SIGTERM, on_term)
print("pyterm: ready", flush=True)
while True:
    time.sleep(3600)
`;

const pyterm: PythonScript = {
  path: '/app/pyterm.py',
  text: termText,
  *run(python) {
    const line = marks(termText, {
      got: 'pyterm: got',
      install: 'signal.signal(',
      ready: 'pyterm: ready',
      sleep: 'time.sleep',
    });
    yield* python.at(line.install);
    yield* python.on(SIGTERM, function* (sig) {
      yield* python.at(line.got);
      yield* python.print(`pyterm: got SIG${signalName(sig)}`);
      throw new SystemExit(0);
    });
    yield* python.at(line.ready);
    yield* python.print('pyterm: ready');
    yield* python.at(line.sleep);
    for (;;) yield* python.sleep(FOR_EVER);
  },
};

const zombieText = `# Starts two children and never asks what became of them.
import subprocess
import time

children = [subprocess.Popen(["/bin/true"]) for _ in range(2)]
while True:
    time.sleep(3600)
`;

const pyzombie: PythonScript = {
  path: '/app/pyzombie.py',
  text: zombieText,
  *run(python) {
    const line = marks(zombieText, { start: 'subprocess.Popen', sleep: 'time.sleep' });
    yield* python.at(line.start);
    for (let i = 0; i < 2; i += 1) yield* python.popen('/bin/true');
    yield* python.at(line.sleep);
    for (;;) yield* python.sleep(FOR_EVER);
  },
};

const reapText = `# A small init: buries every child, adopted ones too; SIGTERM makes it exit with 0.
import os
import signal
import sys
import time


def on_child(number, frame):
    try:
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            print("reaped", pid, os.waitstatus_to_exitcode(status), flush=True)
    except ChildProcessError:
        pass


def on_term(number, frame):
    time.sleep(0.15)
    sys.exit(0)


signal.signal(signal.SIGCHLD, on_child)
signal.signal(signal.SIGTERM, on_term)
print("pyreap: ready", flush=True)
while True:
    signal.pause()
`;

const pyreap: PythonScript = {
  path: '/app/pyreap.py',
  text: reapText,
  *run(python) {
    const line = marks(reapText, {
      wait: 'os.waitpid',
      bye: 'time.sleep(0.15)',
      install: 'signal.signal(signal.SIGCHLD',
      pause: 'signal.pause()',
    });
    yield* python.at(line.install);
    yield* python.on(SIGCHLD, function* () {
      yield* python.at(line.wait);
      for (;;) {
        const child = yield* sys.wait4(-1, WNOHANG);
        if (child === 0 || isErr(child)) return;
        const { pid, status } = child;
        yield* python.print(`reaped ${pid} ${wIfExited(status) ? wExitStatus(status) : -wTermSig(status)}`);
      }
    });
    yield* python.on(SIGTERM, function* () {
      yield* python.at(line.bye);
      yield* python.sleep(150 * MILLISECOND);
      throw new SystemExit(0);
    });
    yield* python.print('pyreap: ready');
    yield* python.at(line.pause);
    for (;;) yield* python.pause();
  },
};

export const pythonScripts: readonly PythonScript[] = [pysleep, pyterm, pyzombie, pyreap];

export const pythonFiles: readonly DemoFile[] = pythonScripts.map((known) => script(known.path, 'python', known.text));
