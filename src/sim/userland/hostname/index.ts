// hostname(1): shows or sets the system's name.
import { isErr, sys, type Sys } from '../../kernel/abi/index.ts';
import { readFile } from '../lib/accounts.ts';
import { command, type Tool } from '../lib/tool.ts';

function* main(tool: Tool): Sys<number> {
  let what: 'all' | 'short' | 'domain' | 'fqdn' | 'address' = 'all';
  const { options, operands } = tool.options({
    short: 'aAdfF:iIsyb',
    long: {
      domain: 'd',
      fqdn: 'f',
      long: 'f',
      short: 's',
      'ip-address': 'i',
      'all-ip-addresses': 'I',
      'all-fqdns': 'A',
      alias: 'a',
      boot: 'b',
      'file=': 'F',
      yp: 'y',
      nis: 'y',
    },
  });
  for (const option of options) {
    if (option.key === 's') what = 'short';
    else if (option.key === 'd') what = 'domain';
    else if (option.key === 'f') what = 'fqdn';
    else if (option.key === 'i' || option.key === 'I') what = 'address';
    else if (option.key === '?') {
      yield* tool.raw(
        `${option.arg ?? ''}\nUsage: hostname [-b] {hostname|-F file}\n       hostname [-a|-A|-d|-f|-i|-I|-s|-y]\n       hostname\n`,
      );
      return 255;
    } else if (option.key === 'help' || option.key === 'version') return yield* tool.other(option);
  }
  const name = operands[0];
  if (name !== undefined) {
    const failed = yield* sys.sethostname(name);
    return isErr(failed)
      ? yield* tool.fail(1, failed.name === 'EPERM' ? 'you must be root to change the host name' : failed.text)
      : 0;
  }
  const { nodename } = yield* sys.uname();
  const hosts = what === 'all' || what === 'short' ? '' : ((yield* readFile('/etc/hosts')) ?? '');
  const line = hosts
    .split('\n')
    .map((l) => l.trim().split(/\s+/))
    .find((words) => words.slice(1).includes(nodename));
  // getaddrinfo's canonical name: the first of its line.
  const full = line?.[1] ?? nodename;
  const dot = full.indexOf('.');
  let text = nodename;
  if (what === 'short') text = nodename.replace(/\..*/, '');
  if (what === 'fqdn') text = full;
  if (what === 'domain') text = dot < 0 ? '' : full.slice(dot + 1);
  if (what === 'address') {
    if (!line) return yield* tool.fail(1, 'Temporary failure in name resolution');
    text = line[0] ?? '';
  }
  yield* tool.out.put(`${text}\n`);
  return 0;
}

export const hostname = command(
  {
    name: 'hostname',
    pkg: 'hostname',
    synopsis: '[-adfisy] [name]',
    summary: "Shows or sets the system's host name.",
    options: ['-d', '-f', '-i', '-s'],
    level: 'partial',
    note: 'Addresses and full names come from /etc/hosts.',
  },
  main,
);
