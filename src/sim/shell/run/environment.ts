// Variables a shell starts with: imported, and its own.
import { isErr, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { passwd } from '../expand/users.ts';
import { get, isName, updateLocale } from '../vars/read.ts';
import { installSpecials } from '../vars/special.ts';
import { newVariable } from '../vars/variable.ts';
import { language } from './language.ts';
import type { Shell } from './shell.ts';

function* importEnvironment(sh: Shell, env: ReadonlyMap<ByteString, ByteString>): Sys<void> {
  for (const [name, value] of env) {
    const fn = /^BASH_FUNC_(.+)%%$/.exec(name);
    if (fn && !sh.dash && value.startsWith('() {')) {
      (yield* language(sh)).importFunction(sh, fn[1] ?? '', value);
      continue;
    }
    if (!isName(name)) continue;
    const v = newVariable(value);
    v.exported = true;
    if (!sh.vars.global.get(name)?.readonly) sh.vars.global.set(name, v);
  }
}

export function setVariable(
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

export function* initVariables(sh: Shell, env: ReadonlyMap<ByteString, ByteString>): Sys<void> {
  if (!sh.dash) installSpecials(sh);
  yield* importEnvironment(sh, env);
  const ids = yield* sys.getuid();
  sh.uid = ids.ruid;
  sh.euid = ids.euid;
  sh.gid = ids.egid;
  sh.hostname = (yield* sys.uname()).nodename;
  const cwd = yield* sys.getcwd();
  const real = isErr(cwd) ? '/' : cwd;
  const pwd = get(sh, 'PWD');
  sh.cwd = pwd !== undefined && pwd.startsWith('/') && (yield* samePlace(pwd, real)) ? pwd : real;
  setVariable(sh, 'IFS', ' \t\n');
  setVariable(sh, 'OPTIND', '1');
  setVariable(sh, 'PPID', String(sh.ppid), { readonly: !sh.dash, integer: !sh.dash });
  setVariable(sh, 'PWD', sh.cwd, { exported: !sh.dash || env.has('PWD') });
  if (sh.dash) {
    if (get(sh, 'PS1') === undefined) setVariable(sh, 'PS1', sh.euid === 0 ? '# ' : '$ ');
    if (get(sh, 'PS2') === undefined) setVariable(sh, 'PS2', '> ');
    if (get(sh, 'PS4') === undefined) setVariable(sh, 'PS4', '+ ');
    setVariable(sh, 'OPTIND', '1');
    if (get(sh, 'PATH') === undefined)
      setVariable(sh, 'PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin');
    return;
  }
  if (!env.has('OLDPWD')) sh.vars.global.set('OLDPWD', { ...newVariable(), exported: true });
  const level = Number(get(sh, 'SHLVL') ?? 0);
  setVariable(sh, 'SHLVL', String((Number.isInteger(level) ? level : 0) + 1), { exported: true });
  setVariable(sh, 'PS4', get(sh, 'PS4') ?? '+ ');
  setVariable(sh, 'UID', String(sh.uid), { readonly: true, integer: true });
  setVariable(sh, 'EUID', String(sh.euid), { readonly: true, integer: true });
  setVariable(sh, 'HOSTTYPE', 'x86_64');
  setVariable(sh, 'OSTYPE', 'linux-gnu');
  setVariable(sh, 'MACHTYPE', 'x86_64-pc-linux-gnu');
  if (!env.has('HOSTNAME')) setVariable(sh, 'HOSTNAME', sh.hostname);
  setVariable(sh, 'BASH', sh.arg0.includes('/') ? sh.arg0 : '/usr/bin/bash');
  setVariable(sh, 'BASH_VERSION', '5.2.15(1)-release');
  setVariable(sh, 'OPTERR', '1');
  sh.vars.global.set('BASH_VERSINFO', {
    ...newVariable(),
    array: ['5', '2', '15', '1', 'release', 'x86_64-pc-linux-gnu'],
    readonly: true,
  });
  if (get(sh, 'PATH') === undefined)
    setVariable(sh, 'PATH', '/usr/local/bin:/usr/local/sbin:/usr/bin:/usr/sbin:/bin:/sbin:.');
  if (get(sh, 'TERM') === undefined) setVariable(sh, 'TERM', 'dumb');
  if (get(sh, 'HOME') === undefined || get(sh, 'SHELL') === undefined) {
    const entry = (yield* passwd()).find((fields) => fields[2] === String(sh.uid));
    if (get(sh, 'HOME') === undefined) setVariable(sh, 'HOME', entry?.[5] ?? '/');
    if (get(sh, 'SHELL') === undefined) setVariable(sh, 'SHELL', entry?.[6] ?? '/bin/sh');
  }
  setVariable(
    sh,
    'BASH_LOADABLES_PATH',
    '/usr/local/lib/bash:/usr/lib/bash:/opt/local/lib/bash:/usr/pkg/lib/bash:/opt/pkg/lib/bash:.',
  );
  sh.lastArg = env.get('_') ?? sh.arg0;
  sh.vars.global.set('_', { ...newVariable(''), dynamic: '_' });
  updateLocale(sh);
}

function* samePlace(a: ByteString, b: ByteString): Sys<boolean> {
  const x = yield* sys.stat(a);
  const y = yield* sys.stat(b);
  return !isErr(x) && !isErr(y) && x.ino === y.ino && x.dev === y.dev;
}
