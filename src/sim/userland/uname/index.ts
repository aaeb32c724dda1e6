// uname(1) and arch(1): the kernel and the machine.
import { sys, type Sys } from '../../kernel/abi/index.ts';
import { command, type Tool } from '../lib/tool.ts';

function* unameMain(tool: Tool): Sys<number> {
  const wanted = new Set<string>();
  const { options, operands } = tool.options({
    short: 'asnrvmpio',
    long: {
      all: 'a',
      'kernel-name': 's',
      sysname: 's',
      nodename: 'n',
      'kernel-release': 'r',
      release: 'r',
      'kernel-version': 'v',
      machine: 'm',
      processor: 'p',
      'hardware-platform': 'i',
      'operating-system': 'o',
    },
  });
  for (const option of options) {
    if (option.key.length > 1 || option.key === '?') return yield* tool.other(option);
    if (option.key === 'a') for (const letter of 'snrvmo') wanted.add(letter);
    else wanted.add(option.key);
  }
  if (operands.length > 0) return yield* tool.usage(1, `extra operand ${tool.q(operands[0] ?? '')}`);
  if (wanted.size === 0) wanted.add('s');
  const u = yield* sys.uname();
  const values: Readonly<Record<string, string>> = {
    s: u.sysname,
    n: u.nodename,
    r: u.release,
    v: u.version,
    m: u.machine,
    p: 'unknown',
    i: 'unknown',
    o: 'GNU/Linux',
  };
  yield* tool.out.put(
    `${[...'snrvmpio']
      .filter((letter) => wanted.has(letter))
      .map((letter) => values[letter])
      .join(' ')}\n`,
  );
  return 0;
}

function* archMain(tool: Tool): Sys<number> {
  const { options, operands } = tool.options({ short: '' });
  for (const option of options) return yield* tool.other(option);
  if (operands.length > 0) return yield* tool.usage(1, `extra operand ${tool.q(operands[0] ?? '')}`);
  yield* tool.out.put(`${(yield* sys.uname()).machine}\n`);
  return 0;
}

export const uname = command(
  {
    name: 'uname',
    pkg: 'coreutils',
    synopsis: '[OPTION]...',
    summary: 'Writes what the kernel calls itself.',
    options: ['-a', '-i', '-m', '-n', '-o', '-p', '-r', '-s', '-v'],
  },
  unameMain,
);
export const arch = command(
  { name: 'arch', pkg: 'coreutils', synopsis: '[OPTION]...', summary: 'Writes the name of the hardware.' },
  archMain,
);
