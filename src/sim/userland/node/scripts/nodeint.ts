// /app/nodeint.js: a timer keeps it alive; no listener for any signal.
import { sys } from '../../../kernel/abi/index.ts';
import { marks } from '../../crt/demo.ts';
import type { NodeScript } from './index.ts';

const text = `// A timer keeps it alive. No signal listener.
setInterval(() => {}, 3600 * 1000);
console.log('nodeint: ready');
`;

const line = marks(text, { timer: 'setInterval', ready: 'console.log' });

export const nodeint: NodeScript = {
  path: '/app/nodeint.js',
  text,
  *run(node) {
    yield* sys.at(line.timer);
    yield* node.setInterval(function* () {}, 3600 * 1000);
    yield* sys.at(line.ready);
    yield* node.log('nodeint: ready');
  },
};
