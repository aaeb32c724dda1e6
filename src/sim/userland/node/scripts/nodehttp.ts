// /app/nodehttp.js: a server and no signal listener, as most examples are written.
import { sys } from '../../../kernel/abi/index.ts';
import { marks } from '../../crt/demo.ts';
import type { NodeScript } from './index.ts';

const text = `// A server on loopback. No signal listener.
const http = require('http');

const server = http.createServer((request, response) => response.end('ok\\n'));
server.listen(3000, '127.0.0.1', () => console.log('nodehttp: listening'));
`;

const line = marks(text, { listen: 'server.listen' });

export const nodehttp: NodeScript = {
  path: '/app/nodehttp.js',
  text,
  *run(node) {
    yield* sys.at(line.listen);
    node.listen(function* () {
      yield* node.log('nodehttp: listening');
    });
  },
};
