// node: runs the scripts that we ship a model of, and says plainly that it cannot run others.
import { O_RDONLY, isErr, sys, type Program, type Sys } from '../../kernel/abi/index.ts';
import type { Command } from '../command.ts';
import { readAll } from '../lib/stdio.ts';
import { NodeRuntime } from './runtime.ts';
import { nodeScripts } from './scripts/index.ts';

const VERSION = 'v20.20.2';

function* absolute(path: string): Sys<string> {
  if (path.startsWith('/')) return path;
  const cwd = yield* sys.getcwd();
  const joined = `${isErr(cwd) || cwd === '/' ? '' : cwd}/${path}`;
  const parts: string[] = [];
  for (const part of joined.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** Node's own words for a missing main module. */
const notFound = (path: string): string =>
  `node:internal/modules/cjs/loader:1210\n  throw err;\n  ^\n\nError: Cannot find module '${path}'\n` +
  `    at Module._resolveFilename (node:internal/modules/cjs/loader:1207:15)\n` +
  `    at Module._load (node:internal/modules/cjs/loader:1038:27)\n` +
  `    at Function.executeUserEntryPoint [as runMain] (node:internal/modules/run_main:164:12)\n` +
  `    at node:internal/main/run_main_module:28:49 {\n  code: 'MODULE_NOT_FOUND',\n  requireStack: []\n}\n\nNode.js ${VERSION}\n`;

const run: Program = function* (argv, env) {
  const file = argv[1];
  if (file === '-v' || file === '--version') {
    yield* sys.writeAll(1, `${VERSION}\n`);
    return 0;
  }
  if (file === undefined || file.startsWith('-')) {
    const what = file === undefined ? 'its interactive prompt' : `option ${file}`;
    yield* sys.writeAll(2, `node: this simulator does not have ${what}; it runs the scripts in /app\n`);
    return 9;
  }
  const path = yield* absolute(file);
  const fd = yield* sys.open(path, O_RDONLY);
  if (isErr(fd)) {
    yield* sys.writeAll(2, notFound(path));
    return 1;
  }
  const text = yield* readAll(fd);
  yield* sys.close(fd);
  const script = nodeScripts.find((known) => known.path === path);
  if (!script || text !== script.text) {
    const why = script ? 'it was changed' : `only ${nodeScripts.map((known) => known.path).join(', ')}`;
    yield* sys.writeAll(2, `node: this simulator cannot run ${path} (${why})\n`);
    return 1;
  }
  const node = new NodeRuntime(argv, env);
  yield* node.start();
  yield* script.run(node);
  yield* node.loop();
  // As node's environment is torn down by exit_group, its helper threads end with it.
  yield* sys.exit(0);
  return 0;
};

export const node: Command = {
  name: 'node',
  paths: ['/usr/bin/node', '/usr/bin/nodejs'],
  pkg: 'nodejs',
  run,
  support: {
    level: 'partial',
    note: 'Runs the scripts under /app that have a model of their event loop; it does not interpret JavaScript.',
    options: ['--version'],
  },
  man: {
    summary: 'server-side JavaScript runtime',
    synopsis: 'node SCRIPT [ARGUMENT..]',
    text: 'Runs a script. At the start node gives all signals their default action back, ignores PIPE and XFSZ, and catches INT and TERM once.',
  },
};
