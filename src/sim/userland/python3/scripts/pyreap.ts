// /app/pyreap.py: a small init in Python: reaps everything at SIGCHLD, ends at SIGTERM.
import { SIGCHLD, SIGTERM, WNOHANG } from '../../../kernel/abi/index.ts';
import { marks } from '../../crt/demo.ts';
import { PyError, milliseconds, toExitCode } from '../runtime.ts';
import type { PyScript } from './index.ts';

const text = `# A small init: SIGCHLD reaps all that ended, SIGTERM exits with 0.
import os, signal, sys, time
def on_chld(number, frame):
    try:
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0: return
            print("reaped", pid, os.waitstatus_to_exitcode(status), flush=True)
    except ChildProcessError:
        pass
signal.signal(signal.SIGCHLD, on_chld)
signal.signal(signal.SIGTERM, lambda number, frame: (time.sleep(0.15), sys.exit(0)))
print("pyreap: ready", flush=True)
while True:
    signal.pause()
`;

const line = marks(text, {
  wait: 'os.waitpid',
  reaped: 'print("reaped"',
  chld: 'signal.SIGCHLD',
  term: 'signal.SIGTERM',
  ready: 'pyreap: ready',
  pause: 'signal.pause()',
});

export const pyreap: PyScript = {
  path: '/app/pyreap.py',
  text,
  *run(py) {
    yield* py.line(line.chld);
    yield* py.signal(SIGCHLD, () =>
      py.call('on_chld', function* () {
        try {
          for (;;) {
            yield* py.line(line.wait);
            const { pid, status } = yield* py.waitpid(-1, WNOHANG);
            if (pid === 0) return;
            yield* py.line(line.reaped);
            yield* py.print(`reaped ${pid} ${toExitCode(status)}`, true);
          }
        } catch (error) {
          if (!(error instanceof PyError) || error.type !== 'ChildProcessError') throw error;
        }
      }),
    );
    yield* py.line(line.term);
    yield* py.signal(SIGTERM, () =>
      py.call('<lambda>', function* () {
        yield* py.line(line.term);
        yield* py.sleep(milliseconds(150));
        py.exit(0);
      }),
    );
    yield* py.line(line.ready);
    yield* py.print('pyreap: ready', true);
    for (;;) {
      yield* py.line(line.pause);
      yield* py.pause();
    }
  },
};
