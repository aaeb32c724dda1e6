// /app/pyzombie.py: Popen without wait: two zombies.
import { SECOND } from '../../../kernel/abi/index.ts';
import { marks } from '../../crt/demo.ts';
import type { PyScript } from './index.ts';

const text = `import subprocess, time
kids = [subprocess.Popen(["/bin/true"]) for _ in range(2)]
while True:
    time.sleep(3600)
`;

const line = marks(text, { start: 'subprocess.Popen', sleep: 'time.sleep' });

export const pyzombie: PyScript = {
  path: '/app/pyzombie.py',
  text,
  *run(py) {
    yield* py.line(line.start);
    for (let i = 0; i < 2; i += 1) yield* py.popen(['/bin/true']);
    for (;;) {
      yield* py.line(line.sleep);
      yield* py.sleep(3600 * SECOND);
    }
  },
};
