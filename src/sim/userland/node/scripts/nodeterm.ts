// /app/nodeterm.js: the graceful server: stop listening, then exit with 0.
import { SIGTERM, sys } from '../../../kernel/abi/index.ts';
import { marks } from '../../crt/demo.ts';
import type { NodeScript } from './index.ts';

const text = `// SIGTERM closes the server and then exits.
const http = require('http');

const server = http.createServer((request, response) => response.end('ok\\n'));
server.listen(3000, '127.0.0.1', () => console.log('nodeterm: listening'));

process.on('SIGTERM', () => {
  console.log('nodeterm: SIGTERM');
  server.close(() => process.exit(0));
});
`;

const line = marks(text, {
  listen: 'server.listen',
  on: 'process.on',
  got: "console.log('nodeterm: SIGTERM')",
  close: 'server.close',
});

export const nodeterm: NodeScript = {
  path: '/app/nodeterm.js',
  text,
  *run(node) {
    yield* sys.at(line.listen);
    const server = node.listen(function* () {
      yield* sys.at(line.listen);
      yield* node.log('nodeterm: listening');
    });
    yield* sys.at(line.on);
    yield* node.on(SIGTERM, function* () {
      yield* sys.at(line.got);
      yield* node.log('nodeterm: SIGTERM');
      yield* sys.at(line.close);
      server.close(function* () {
        yield* sys.exit(0);
      });
    });
  },
};
