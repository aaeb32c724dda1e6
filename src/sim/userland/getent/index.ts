// getent(1): entries of the name service databases, from the files in /etc.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import { readFile } from '../lib/accounts.ts';
import { splitLines } from '../lib/stdio.ts';
import { command, type Tool } from '../lib/tool.ts';

const FILES: Readonly<Record<string, string>> = {
  passwd: '/etc/passwd',
  group: '/etc/group',
  hosts: '/etc/hosts',
  ahosts: '/etc/hosts',
  services: '/etc/services',
  protocols: '/etc/protocols',
  networks: '/etc/networks',
  shadow: '/etc/shadow',
};

const usage = function* (tool: Tool, text: string): Sys<number> {
  yield* tool.raw(`${text}\n`);
  yield* tool.out.put("Try `getent --help' or `getent --usage' for more information.\n");
  return 1;
};

/** What getent prints for a line of a file. */
function shown(database: string, line: ByteString): ByteString {
  const words = line.replace(/#.*/, '').trim().split(/\s+/);
  if (database === 'hosts' || database === 'ahosts')
    return `${(words[0] ?? '').padEnd(15)} ${words.slice(1).join(' ')}`;
  if (database === 'services' || database === 'protocols' || database === 'networks')
    return `${(words[0] ?? '').padEnd(21)} ${words.slice(1).join(' ')}`;
  return line;
}

function matches(database: string, line: ByteString, key: ByteString): boolean {
  if (database === 'passwd' || database === 'group' || database === 'shadow') {
    const fields = line.split(':');
    return /^[0-9]+$/.test(key) && database !== 'shadow' ? fields[2] === key : fields[0] === key;
  }
  const words = line.replace(/#.*/, '').trim().split(/\s+/);
  return words.includes(key) || words[1]?.split('/')[0] === key;
}

function* main(tool: Tool): Sys<number> {
  const { options, operands } = tool.options({
    short: '+i:s:',
    long: { 'no-idn': 'i-', 'service=': 's', usage: 'usage' },
  });
  for (const option of options) {
    if (option.key === '?') return yield* usage(tool, option.arg ?? '');
    if (option.key !== 's' && option.key !== 'i' && option.key !== 'i-') return yield* tool.other(option);
  }
  const [database, ...keys] = operands;
  if (database === undefined) return yield* usage(tool, 'getent: wrong number of arguments');
  const file = Object.hasOwn(FILES, database) ? FILES[database] : undefined;
  if (file === undefined) return yield* usage(tool, `Unknown database: ${database}`);
  const lines = splitLines((yield* readFile(file)) ?? '').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  if (keys.length === 0) {
    for (const line of lines) yield* tool.out.put(`${shown(database, line)}\n`);
    return 0;
  }
  let status = 0;
  for (const key of keys) {
    const line = lines.find((entry) => matches(database, entry, key));
    if (line === undefined) status = 2;
    else yield* tool.out.put(`${shown(database, line)}\n`);
  }
  return status;
}

export const getent = command(
  {
    name: 'getent',
    pkg: 'libc-bin',
    synopsis: '[OPTION...] database [key ...]',
    summary: 'Writes entries of passwd, group, hosts and other databases.',
    level: 'partial',
    note: 'Only files, no name servers.',
  },
  main,
);
