// which(1) of Debian: where the PATH finds commands.
import { isErr, S_IFDIR, S_IFMT, sys, X_OK, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { command, type Tool } from '../lib/tool.ts';

function* executable(path: ByteString): Sys<boolean> {
  const stat = yield* sys.stat(path);
  return !isErr(stat) && (stat.mode & S_IFMT) !== S_IFDIR && !isErr(yield* sys.access(path, X_OK));
}

function* main(tool: Tool): Sys<number> {
  let all = false;
  const words = [...tool.args];
  while (words[0] !== undefined && /^-./.test(words[0])) {
    const word = words.shift() ?? '';
    if (word === '--') break;
    for (const letter of word.slice(1)) {
      if (letter === 'a') all = true;
      else {
        yield* tool.raw(`Illegal option -${letter}\n`);
        // a shell script: $0 is its full name
        yield* tool.out.put(`Usage: ${tool.name.includes('/') ? tool.name : `/usr/bin/${tool.name}`} [-a] args\n`);
        return 2;
      }
    }
  }
  let status = words.length === 0 ? 1 : 0;
  for (const name of words) {
    let found = false;
    const places = name.includes('/')
      ? [name]
      : (tool.env.get('PATH') ?? '').split(':').map((dir) => `${dir === '' ? '.' : dir}/${name}`);
    for (const path of places) {
      if (name === '' || !(yield* executable(path))) continue;
      found = true;
      yield* tool.out.put(`${path}\n`);
      if (!all) break;
    }
    if (!found) status = 1;
  }
  return status;
}

export const which = command(
  {
    name: 'which',
    pkg: 'debianutils',
    synopsis: '[-a] filename ...',
    summary: 'Writes the files that commands stand for.',
    options: ['-a'],
  },
  main,
);
