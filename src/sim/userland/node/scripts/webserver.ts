// /app/webserver.js: what production code does: stop taking requests, let the running ones end, exit.
import { SIGTERM, sys } from '../../../kernel/abi/index.ts';
import { marks } from '../../crt/demo.ts';
import { atoi } from '../../crt/libc.ts';
import type { NodeScript } from './index.ts';

const text = `// node webserver.js [SECONDS]: drains for SECONDS (3) after SIGTERM, then exits with 0.
const http = require('http');

const drainSeconds = Number(process.argv[2] ?? 3);
const server = http.createServer((request, response) => response.end('ok\\n'));
server.listen(8080, () => console.log('webserver: listening on 8080'));

process.on('SIGTERM', () => {
  console.log('webserver: SIGTERM, draining for ' + drainSeconds + ' s');
  server.close();
  setTimeout(() => {
    console.log('webserver: drained, bye');
    process.exit(0);
  }, drainSeconds * 1000);
});
`;

const line = marks(text, {
  listen: 'server.listen',
  on: 'process.on',
  got: 'draining for',
  timer: 'setTimeout',
  bye: 'drained, bye',
  exit: 'process.exit',
});

export const webserver: NodeScript = {
  path: '/app/webserver.js',
  text,
  *run(node) {
    const drainSeconds = node.argv[2] === undefined ? 3 : atoi(node.argv[2]);
    yield* sys.at(line.listen);
    const server = node.listen(function* () {
      yield* node.log('webserver: listening on 8080');
    });
    yield* sys.at(line.on);
    yield* node.on(SIGTERM, function* () {
      yield* sys.at(line.got);
      yield* node.log(`webserver: SIGTERM, draining for ${drainSeconds} s`);
      server.close(function* () {});
      yield* sys.at(line.timer);
      yield* node.setTimeout(function* () {
        yield* sys.at(line.bye);
        yield* node.log('webserver: drained, bye');
        yield* sys.at(line.exit);
        yield* sys.exit(0);
      }, drainSeconds * 1000);
    });
  },
};
