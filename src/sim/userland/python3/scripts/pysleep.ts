// /app/pysleep.py: nothing about signals. INT is an exception all the same, TERM is not.
import { SECOND } from '../../../kernel/abi/index.ts';
import { marks } from '../../crt/demo.ts';
import type { PyScript } from './index.ts';

const text = `import time
while True:
    time.sleep(3600)
`;

const line = marks(text, { import: 'import time', sleep: 'time.sleep' });

export const pysleep: PyScript = {
  path: '/app/pysleep.py',
  text,
  *run(py) {
    yield* py.line(line.import);
    for (;;) {
      yield* py.line(line.sleep);
      yield* py.sleep(3600 * SECOND);
    }
  },
};
