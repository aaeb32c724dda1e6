// The programs bash, dash and busybox's sh: invocation, start-up, and the four ways of getting commands.
import {
  isErr,
  O_RDONLY,
  S_IFDIR,
  S_IFMT,
  sys,
  type ByteString,
  type Program,
  type Sys,
} from '../../kernel/abi/index.ts';
import { passwd } from '../expand/users.ts';
import { JobTable } from '../jobs/table.ts';
import { readCommand } from '../parse/index.ts';
import { get, updateLocale } from '../vars/access.ts';
import { installSpecials } from '../vars/special.ts';
import { newVariable } from '../vars/variable.ts';
import { DiscardLine, ExitShell } from './faults.ts';
import { statusOfFault } from './fork.ts';
import { interactiveLoop, leaveInteractive, startInteractive } from './interactive.ts';
import { readLineFrom } from './read-line.ts';
import { SET_OPTIONS, DASH_OPTIONS } from './options.ts';
import { flush } from './report.ts';
import { Shell, type Flavour, type Hooks } from './shell.ts';
import { initSignals } from './signals.ts';
import { commandSubstitution, processSubstitution, readAll } from './subst.ts';
import { aliasLookup, faultStatus, reportFault, runList, runText, warnHereDocs } from './text.ts';
import { trampoline } from './trampoline.ts';
import { runExitTrap } from './trap.ts';
import type { LineReaderFactory } from '../edit-api.ts';
import { setOption } from '../builtins/set.ts';
import { sourceFile } from '../builtins/invoke.ts';

const hooks: Hooks = {
  commandSubstitution,
  processSubstitution,
  runScript: (sh, script) => runList(sh, script, false),
};

interface Invocation {
  command: ByteString | undefined;
  file: ByteString | undefined;
  args: ByteString[];
  interactive: boolean;
  stdin: boolean;
  login: boolean;
  norc: boolean;
  noprofile: boolean;
  rcfile: ByteString | undefined;
  on: string[];
  off: string[];
  shopt: [string, boolean][];
  error: { text: ByteString; status: number } | undefined;
  print: ByteString | undefined;
}

const VERSION = 'GNU bash, version 5.2.15(1)-release (x86_64-pc-linux-gnu)';

/** The synopsis behind a wrong option. */
const usageOf = (name: ByteString): ByteString =>
  `Usage:\t${name} [GNU long option] [option] ...\n\t${name} [GNU long option] [option] script-file ...\nGNU long options:\n` +
  'debug debugger dump-po-strings dump-strings help init-file login noediting noprofile norc posix pretty-print rcfile restricted verbose version'
    .split(' ')
    .map((option) => `\t--${option}\n`)
    .join('') +
  'Shell options:\n\t-ilrsD or -c command or -O shopt_option\t\t(invocation only)\n\t-abefhkmnptuvxBCEHPT or -o option\n';

function invocation(argv: readonly ByteString[], dash: boolean): Invocation {
  const inv: Invocation = {
    command: undefined,
    file: undefined,
    args: [],
    interactive: false,
    stdin: false,
    login: (argv[0] ?? '').startsWith('-'),
    norc: false,
    noprofile: false,
    rcfile: undefined,
    on: [],
    off: [],
    shopt: [],
    error: undefined,
    print: undefined,
  };
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

function importEnvironment(sh: Shell, env: ReadonlyMap<ByteString, ByteString>): void {
  for (const [name, value] of env) {
    const fn = /^BASH_FUNC_(.+)%%$/.exec(name);
    if (fn && !sh.dash && value.startsWith('() {')) {
      const source = `${fn[1] ?? ''} ${value}`;
      const parsed = readCommand(`${source}\n`, {
        dash: false,
        extglob: true,
        final: true,
        line: 0,
        aliases: undefined,
      });
      const node = parsed.kind === 'command' ? parsed.script.items[0]?.node : undefined;
      if (node?.kind === 'function')
        sh.functions.set(fn[1] ?? '', {
          def: node,
          source: 'environment',
          exported: true,
          readonly: false,
          trace: false,
        });
      continue;
    }
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) continue;
    const v = newVariable(value);
    v.exported = true;
    if (!sh.vars.global.get(name)?.readonly) sh.vars.global.set(name, v);
  }
}

function set(
  sh: Shell,
  name: ByteString,
  value: ByteString,
  flags: { readonly exported?: boolean; readonly readonly?: boolean; readonly integer?: boolean } = {},
): void {
  const v = {
    ...newVariable(value),
    exported: flags.exported ?? false,
    readonly: flags.readonly ?? false,
    integer: flags.integer ?? false,
  };
  sh.vars.global.set(name, v);
}

function* initVariables(sh: Shell, env: ReadonlyMap<ByteString, ByteString>): Sys<void> {
  if (!sh.dash) installSpecials(sh);
  importEnvironment(sh, env);
  const ids = yield* sys.getuid();
  sh.uid = ids.ruid;
  sh.euid = ids.euid;
  sh.gid = ids.egid;
  sh.hostname = (yield* sys.uname()).nodename;
  const cwd = yield* sys.getcwd();
  const real = isErr(cwd) ? '/' : cwd;
  const pwd = get(sh, 'PWD');
  sh.cwd = pwd !== undefined && pwd.startsWith('/') && (yield* samePlace(pwd, real)) ? pwd : real;
  set(sh, 'IFS', ' \t\n');
  set(sh, 'OPTIND', '1');
  set(sh, 'PPID', String(sh.ppid), { readonly: !sh.dash, integer: !sh.dash });
  set(sh, 'PWD', sh.cwd, { exported: !sh.dash || env.has('PWD') });
  if (sh.dash) {
    if (get(sh, 'PS1') === undefined) set(sh, 'PS1', sh.euid === 0 ? '# ' : '$ ');
    if (get(sh, 'PS2') === undefined) set(sh, 'PS2', '> ');
    if (get(sh, 'PS4') === undefined) set(sh, 'PS4', '+ ');
    set(sh, 'OPTIND', '1');
    if (get(sh, 'PATH') === undefined) set(sh, 'PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin');
    return;
  }
  if (!env.has('OLDPWD')) sh.vars.global.set('OLDPWD', { ...newVariable(), exported: true });
  const level = Number(get(sh, 'SHLVL') ?? 0);
  set(sh, 'SHLVL', String((Number.isInteger(level) ? level : 0) + 1), { exported: true });
  set(sh, 'PS4', get(sh, 'PS4') ?? '+ ');
  set(sh, 'UID', String(sh.uid), { readonly: true, integer: true });
  set(sh, 'EUID', String(sh.euid), { readonly: true, integer: true });
  set(sh, 'HOSTTYPE', 'x86_64');
  set(sh, 'OSTYPE', 'linux-gnu');
  set(sh, 'MACHTYPE', 'x86_64-pc-linux-gnu');
  if (!env.has('HOSTNAME')) set(sh, 'HOSTNAME', sh.hostname);
  set(sh, 'BASH', sh.arg0.includes('/') ? sh.arg0 : '/usr/bin/bash');
  set(sh, 'BASH_VERSION', '5.2.15(1)-release');
  set(sh, 'OPTERR', '1');
  sh.vars.global.set('BASH_VERSINFO', {
    ...newVariable(),
    array: ['5', '2', '15', '1', 'release', 'x86_64-pc-linux-gnu'],
    readonly: true,
  });
  if (get(sh, 'PATH') === undefined) set(sh, 'PATH', '/usr/local/bin:/usr/local/sbin:/usr/bin:/usr/sbin:/bin:/sbin:.');
  if (get(sh, 'TERM') === undefined) set(sh, 'TERM', 'dumb');
  if (get(sh, 'HOME') === undefined || get(sh, 'SHELL') === undefined) {
    const entry = (yield* passwd()).find((fields) => fields[2] === String(sh.uid));
    if (get(sh, 'HOME') === undefined) set(sh, 'HOME', entry?.[5] ?? '/');
    if (get(sh, 'SHELL') === undefined) set(sh, 'SHELL', entry?.[6] ?? '/bin/sh');
  }
  set(
    sh,
    'BASH_LOADABLES_PATH',
    '/usr/local/lib/bash:/usr/lib/bash:/opt/local/lib/bash:/usr/pkg/lib/bash:/opt/pkg/lib/bash:.',
  );
  const underscore = sh.vars.global.get('_');
  sh.lastArg = underscore?.value ?? sh.arg0;
  sh.vars.global.delete('_');
  updateLocale(sh);
}

function* samePlace(a: ByteString, b: ByteString): Sys<boolean> {
  const x = yield* sys.stat(a);
  const y = yield* sys.stat(b);
  return !isErr(x) && !isErr(y) && x.ino === y.ino && x.dev === y.dev;
}

function* runFile(sh: Shell, file: ByteString): Sys<number> {
  let fd = yield* sys.open(file, O_RDONLY);
  let path = file;
  if (isErr(fd) && !file.includes('/') && !sh.dash) {
    // bash looks for a script on PATH when it is not in the working directory.
    for (const dir of (get(sh, 'PATH') ?? '').split(':')) {
      const found = yield* sys.open(`${dir}/${file}`, O_RDONLY);
      if (!isErr(found)) {
        fd = found;
        path = `${dir}/${file}`;
        break;
      }
    }
  }
  if (isErr(fd)) {
    sh.err += sh.dash
      ? `${sh.shellName}: 0: cannot open ${file}: ${fd.name === 'ENOENT' ? 'No such file' : fd.text}\n`
      : `${sh.shellName}: ${file}: ${fd.text}\n`;
    throw new ExitShell(sh.dash ? 2 : fd.name === 'ENOENT' ? 127 : 126);
  }
  const stat = yield* sys.fstat(fd);
  if (!isErr(stat) && (stat.mode & S_IFMT) === S_IFDIR) {
    sh.err += sh.dash
      ? `${sh.shellName}: 0: cannot open ${file}: Is a directory\n`
      : `${sh.shellName}: ${file}: ${file}: Is a directory\n`.replace(`${file}: ${file}`, file);
    throw new ExitShell(126);
  }
  const text = yield* readAll(fd);
  yield* sys.close(fd);
  if (!sh.dash && /\0/.test(text.slice(0, 80).split('\n')[0] ?? '')) {
    sh.err += `${path}: ${path}: cannot execute binary file\n`;
    throw new ExitShell(126);
  }
  return yield* runText(sh, text, { name: undefined, line: 1 });
}

/** Commands from standard input, line by line, so that they can read what follows them. */
function* runStdin(sh: Shell): Sys<number> {
  let pending = '';
  let line = 1;
  let status = 0;
  for (;;) {
    const next = yield* readLineFrom(sh, 0);
    const final = next === undefined;
    if (!final) {
      pending += `${next}\n`;
      if (sh.opt('verbose')) yield* sys.writeAll(2, `${next}\n`);
    }
    if (final && pending === '') return status;
    const result = readCommand(pending, {
      dash: sh.dash,
      extglob: sh.shopts.has('extglob'),
      final,
      line,
      aliases: aliasLookup(sh),
    });
    if (result.kind === 'incomplete') continue;
    if (result.kind === 'fault') {
      warnHereDocs(sh, result.warnings);
      reportFault(sh, result.fault, undefined, pending, line);
      yield* flush(sh);
      throw new ExitShell(faultStatus(sh, result.fault));
    }
    if (result.kind === 'end') {
      if (final) return status;
      continue;
    }
    const taken = pending.slice(0, result.end);
    line += taken.split('\n').length - 1;
    pending = pending.slice(result.end);
    if (result.kind === 'command') {
      warnHereDocs(sh, result.warnings);
      try {
        status = yield* runList(sh, result.script, false);
      } catch (error) {
        if (!(error instanceof DiscardLine)) throw error;
        yield* flush(sh);
        status = error.status;
        sh.status = status;
      }
      sh.flow = undefined;
    }
    if (final && pending === '') return status;
  }
}

function* shellMain(
  flavour: Flavour,
  argv: readonly ByteString[],
  env: ReadonlyMap<ByteString, ByteString>,
  makeReader: LineReaderFactory | undefined,
): Sys<number> {
  const sh = new Shell(flavour, hooks);
  sh.jobs = new JobTable();
  sh.arg0 = argv[0] ?? flavour;
  sh.shellName = sh.arg0;
  sh.readerFactory = makeReader;
  const inv = invocation(argv, sh.dash);
  if (inv.print !== undefined) {
    yield* sys.writeAll(1, inv.print);
    return 0;
  }
  if (inv.error) {
    yield* sys.writeAll(2, inv.error.text);
    return inv.error.status;
  }
  sh.pid = yield* sys.getpid();
  sh.realPid = sh.pid;
  sh.ppid = yield* sys.getppid();
  sh.now = yield* sys.clock();
  sh.startTime = sh.now;
  sh.random = (sh.pid * 7919 + Math.floor(sh.now / 1000)) % 0x7fffffff;
  const group = yield* sys.getpgid(0);
  sh.pgrp = isErr(group) ? sh.pid : group;
  sh.loginShell = inv.login;
  sh.commandString = inv.command !== undefined;
  sh.readsStdin = inv.command === undefined && inv.file === undefined;
  yield* initVariables(sh, env);
  const terminal = sh.readsStdin && (yield* sys.isatty(0)) && (yield* sys.isatty(2));
  sh.interactive = inv.interactive || terminal;
  sh.interactiveShell = sh.interactive;
  sh.frames = [{ name: 'main', source: inv.file ?? '', line: 0, kind: 'main' }];
  if (inv.login) sh.shopts.add('login_shell');
  for (const [name, on] of inv.shopt) {
    if (on) sh.shopts.add(name);
    else sh.shopts.delete(name);
  }
  yield* initSignals(sh);
  for (const name of inv.on) if (name !== 'monitor' || !sh.interactive) yield* setOption(sh, name, true);
  for (const name of inv.off) yield* setOption(sh, name, false);
  sh.positional = inv.args;
  if (inv.file !== undefined) sh.arg0 = inv.file;
  else if (inv.command !== undefined && inv.args.length > 0) {
    sh.arg0 = inv.args[0] ?? '';
    sh.positional = inv.args.slice(1);
  }
  if (!sh.dash) set(sh, 'BASH_EXECUTION_STRING', inv.command ?? '');
  if (!sh.dash && inv.command === undefined) sh.vars.global.delete('BASH_EXECUTION_STRING');
  let status = 0;
  try {
    yield* startFiles(sh, inv);
    if (sh.interactive) {
      yield* startInteractive(sh, makeReader);
      if (inv.command === undefined) status = yield* interactiveLoop(sh);
      else status = yield* runText(sh, inv.command, { name: '-c', line: 1 });
    } else if (inv.command !== undefined) status = yield* runText(sh, inv.command, { name: '-c', line: 1, tail: true });
    else if (inv.file !== undefined) status = yield* runFile(sh, inv.file);
    else status = yield* runStdin(sh);
  } catch (error) {
    status = yield* statusOfFault(sh, error);
  }
  sh.status = status;
  status = yield* runExitTrap(sh);
  if (sh.interactive) {
    yield* leaveInteractive(sh);
  }
  return status & 255;
}

function* startFiles(sh: Shell, inv: Invocation): Sys<void> {
  const files: ByteString[] = [];
  const home = get(sh, 'HOME') ?? '';
  if (inv.login && !inv.noprofile)
    files.push('/etc/profile', ...(sh.dash ? [`${home}/.profile`] : [`${home}/.bash_profile`, `${home}/.profile`]));
  if (sh.dash) {
    const env = sh.interactive ? get(sh, 'ENV') : undefined;
    if (env) files.push(env);
  } else if (sh.interactive && !inv.login && !inv.norc) files.push('/etc/bash.bashrc', inv.rcfile ?? `${home}/.bashrc`);
  else if (!sh.interactive && get(sh, 'BASH_ENV')) files.push(get(sh, 'BASH_ENV') ?? '');
  for (const file of files) {
    const stat = yield* sys.stat(file);
    if (!isErr(stat)) yield* sourceFile(sh, file, []);
  }
}

/** A shell program; `makeReader` is the line editor of interactive ones. */
export function shellProgram(flavour: Flavour, makeReader?: LineReaderFactory): Program {
  return (argv, env) => trampoline(shellMain(flavour, argv, env, makeReader));
}
