// Reading the command line of a shell: options, script, command string.
import type { ByteString } from '../../kernel/abi/index.ts';
import { plainInvocation, type Invocation } from './invocation.ts';
import { DASH_OPTIONS, SET_OPTIONS } from './options.ts';

const VERSION = 'GNU bash, version 5.2.15(1)-release (x86_64-pc-linux-gnu)';

/** The synopsis behind a wrong option. */
const usageOf = (name: ByteString): ByteString =>
  `Usage:\t${name} [GNU long option] [option] ...\n\t${name} [GNU long option] [option] script-file ...\nGNU long options:\n` +
  'debug debugger dump-po-strings dump-strings help init-file login noediting noprofile norc posix pretty-print rcfile restricted verbose version'
    .split(' ')
    .map((option) => `\t--${option}\n`)
    .join('') +
  'Shell options:\n\t-ilrsD or -c command or -O shopt_option\t\t(invocation only)\n\t-abefhkmnptuvxBCEHPT or -o option\n';

export function invocation(argv: readonly ByteString[], dash: boolean): Invocation {
  const inv: Invocation = { ...plainInvocation(argv[0] ?? ''), stdin: false };
  let wantsCommand = false;
  let i = 1;
  for (; i < argv.length; i += 1) {
    const arg = argv[i] ?? '';
    if (arg === '--' || arg === '-') {
      i += 1;
      break;
    }
    if (!dash && arg.startsWith('--')) {
      if (!longOption(inv, arg, argv, () => (i += 1))) return inv;
      continue;
    }
    if (!/^[-+]./.test(arg)) break;
    const on = arg.startsWith('-');
    for (const letter of arg.slice(1)) {
      if (letter === 'c' && on) wantsCommand = true;
      else if (letter === 'i' && on) inv.interactive = true;
      else if (letter === 's' && on) inv.stdin = true;
      else if (letter === 'l' && on) inv.login = true;
      else if (letter === 'o') {
        i += 1;
        const name = argv[i] ?? '';
        (on ? inv.on : inv.off).push(name);
      } else if (letter === 'O' && !dash) {
        i += 1;
        inv.shopt.push([argv[i] ?? '', on]);
      } else {
        const option = (dash ? DASH_OPTIONS : SET_OPTIONS).find((o) => o.letter === letter);
        if (!option) {
          inv.error = dash
            ? { text: `${argv[0] ?? ''}: 0: Illegal option ${on ? '-' : '+'}${letter}\n`, status: 2 }
            : {
                text: `${argv[0] ?? ''}: ${on ? '-' : '+'}${letter}: invalid option\n${usageOf(argv[0] ?? '')}`,
                status: 2,
              };
          return inv;
        }
        (on ? inv.on : inv.off).push(option.name);
      }
    }
  }
  let rest = argv.slice(i);
  if (wantsCommand) {
    if (rest.length === 0) {
      inv.error = dash
        ? { text: `${argv[0] ?? ''}: 0: -c requires an argument\n`, status: 2 }
        : { text: `${argv[0] ?? ''}: -c: option requires an argument\n`, status: 2 };
      return inv;
    }
    inv.command = rest[0];
    rest = rest.slice(1);
  } else if (rest.length > 0 && !inv.stdin) {
    inv.file = rest[0];
    rest = rest.slice(1);
  } else inv.stdin = true;
  inv.args = rest;
  return inv;
}

function longOption(inv: Invocation, arg: ByteString, argv: readonly ByteString[], next: () => number): boolean {
  switch (arg) {
    case '--norc':
      inv.norc = true;
      return true;
    case '--noprofile':
      inv.noprofile = true;
      return true;
    case '--login':
      inv.login = true;
      return true;
    case '--posix':
      inv.on.push('posix');
      return true;
    case '--noediting':
    case '--restricted':
    case '--debugger':
      return true;
    case '--verbose':
      inv.on.push('verbose');
      return true;
    case '--rcfile':
    case '--init-file':
      inv.rcfile = argv[next()];
      return true;
    case '--version':
      inv.print = `${VERSION}\n`;
      return false;
    case '--help':
      inv.print = `${VERSION.replace('release (', 'release-(').replace('version ', 'version ')}\n${usageOf(argv[0] ?? 'bash')}`;
      return false;
    default:
      inv.error = { text: `${argv[0] ?? ''}: ${arg}: invalid option\n${usageOf(argv[0] ?? '')}`, status: 2 };
      return false;
  }
}
