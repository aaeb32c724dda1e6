// /app/nodespawn.js: libuv reaps the children it started, and nothing else.
import { sys } from '../../../kernel/abi/index.ts';
import { marks } from '../../crt/demo.ts';
import type { NodeScript } from './index.ts';

const text = `// Reaps the child it spawned; an orphan that it adopts stays a zombie.
const { spawn } = require('child_process');

spawn('/bin/true').on('exit', (code) => console.log('child exit', code));
setInterval(() => {}, 3600 * 1000);
`;

const line = marks(text, { spawn: "spawn('/bin/true')", timer: 'setInterval' });

export const nodespawn: NodeScript = {
  path: '/app/nodespawn.js',
  text,
  *run(node) {
    yield* sys.at(line.spawn);
    yield* node.spawn(['/bin/true'], function* (code) {
      yield* sys.at(line.spawn);
      yield* node.log(`child exit ${code}`);
      yield* sys.at(line.timer);
    });
    yield* sys.at(line.timer);
    yield* node.setInterval(function* () {}, 3600 * 1000);
  },
};
