// mount(1) and umount(8): the list of file systems; mounting itself needs rights that a container does not have.
import { isErr, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { readFile } from '../lib/accounts.ts';
import { baseName } from '../lib/paths.ts';
import { splitLines } from '../lib/stdio.ts';
import { command, type Tool } from '../lib/tool.ts';

const unescape = (text: ByteString): ByteString =>
  text.replace(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)));

function* mountMain(tool: Tool): Sys<number> {
  const name = baseName(tool.name);
  let types: string[] | undefined;
  const { options, operands } = tool.options({
    short: 'aBcfFhilL:mMno:O:rRsT:t:U:vVw',
    long: {
      all: 'a',
      bind: 'B',
      fake: 'f',
      'show-labels': 'l',
      'no-mtab': 'n',
      'options=': 'o',
      'read-only': 'r',
      'types=': 't',
      verbose: 'v',
      rw: 'w',
      source: 's',
      target: 's',
    },
  });
  for (const option of options) {
    if (option.key === 't') types = (option.arg ?? '').split(',');
    else if (option.key === '?') {
      yield* tool.raw(`${option.arg ?? ''}\nTry '${name} --help' for more information.\n`);
      return 1;
    } else if (option.key === 'h' || option.key === 'help') return yield* tool.other({ key: 'help', arg: undefined });
    else if (option.key === 'V' || option.key === 'version')
      return yield* tool.other({ key: 'version', arg: undefined });
  }
  if (operands.length === 0) {
    for (const line of splitLines((yield* readFile('/proc/self/mounts')) ?? '')) {
      const [source = '', target = '', type = '', flags = ''] = line.split(' ');
      if (types && !types.includes(type)) continue;
      yield* tool.out.put(`${unescape(source)} on ${unescape(target)} type ${type} (${flags})\n`);
    }
    return 0;
  }
  const target = operands.at(-1) ?? '';
  const { euid } = yield* sys.getuid();
  if (euid !== 0) {
    yield* tool.raw(`${name}: ${target}: must be superuser to use mount.\n`);
    return 1;
  }
  if (operands.length === 1) {
    yield* tool.raw(`${name}: ${target}: can't find in /etc/fstab.\n`);
    return 1;
  }
  const stat = yield* sys.stat(target);
  if (isErr(stat)) {
    yield* tool.raw(`${name}: ${target}: mount point does not exist.\n`);
    return 32;
  }
  yield* tool.raw(
    `${name}: ${target}: permission denied.\n       dmesg(1) may have more information after failed mount system call.\n`,
  );
  return 32;
}

function* umountMain(tool: Tool): Sys<number> {
  const name = baseName(tool.name);
  const { options, operands } = tool.options({
    short: 'aAcdflnO:Rrqt:vVh',
    long: { all: 'a', force: 'f', lazy: 'l', recursive: 'R', verbose: 'v' },
  });
  for (const option of options) {
    if (option.key === '?') {
      yield* tool.raw(`${option.arg ?? ''}\nTry '${name} --help' for more information.\n`);
      return 1;
    }
    if (option.key === 'help' || option.key === 'version') return yield* tool.other(option);
  }
  if (operands.length === 0) {
    yield* tool.raw(`${name}: bad usage\nTry '${name} --help' for more information.\n`);
    return 1;
  }
  let status = 0;
  for (const path of operands) {
    const fs = yield* sys.statfs(path);
    const problem = isErr(fs)
      ? 'no mount point specified.'
      : fs.mount !== path.replace(/(.)\/+$/, '$1')
        ? 'not mounted.'
        : 'must be superuser to unmount.';
    yield* tool.raw(`${name}: ${path}: ${problem}\n`);
    status = 32;
  }
  return status;
}

export const mount = command(
  {
    name: 'mount',
    pkg: 'util-linux',
    synopsis: '[-lhV]',
    summary: 'Lists the mounted file systems.',
    options: ['-l', '-t'],
    level: 'partial',
    note: 'Nothing can be mounted: containers lack the right.',
  },
  mountMain,
);
export const umount = command(
  {
    name: 'umount',
    pkg: 'util-linux',
    synopsis: '[options] <source> | <directory>',
    summary: 'Unmounts file systems.',
    level: 'partial',
    note: 'Nothing can be unmounted.',
  },
  umountMain,
);
