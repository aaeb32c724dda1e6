// /app/pyterm.py: a handler for TERM that exits with 0.
import { SECOND, SIGTERM } from '../../../kernel/abi/index.ts';
import { marks } from '../../crt/demo.ts';
import { signalsName } from '../runtime.ts';
import type { PyScript } from './index.ts';

const text = `import signal, sys, time
def on_term(number, frame):
    print("pyterm: got", signal.Signals(number).name, flush=True)
    sys.exit(0)
signal.signal(signal.SIGTERM, on_term)
print("pyterm: ready", flush=True)
while True:
    time.sleep(3600)
`;

const line = marks(text, {
  got: 'pyterm: got',
  exit: 'sys.exit(0)',
  install: 'signal.signal',
  ready: 'pyterm: ready',
  sleep: 'time.sleep',
});

export const pyterm: PyScript = {
  path: '/app/pyterm.py',
  text,
  *run(py) {
    yield* py.line(line.install);
    yield* py.signal(SIGTERM, (sig) =>
      py.call('on_term', function* () {
        yield* py.line(line.got);
        yield* py.print(`pyterm: got ${signalsName(sig)}`, true);
        yield* py.line(line.exit);
        py.exit(0);
      }),
    );
    yield* py.line(line.ready);
    yield* py.print('pyterm: ready', true);
    for (;;) {
      yield* py.line(line.sleep);
      yield* py.sleep(3600 * SECOND);
    }
  },
};
