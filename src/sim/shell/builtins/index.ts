// The table of builtins: one line each.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import type { Shell } from '../run/shell.ts';
import { aliasBuiltin, unaliasBuiltin } from './alias.ts';
import { bindBuiltin } from './bind.ts';
import { breakBuiltin, continueBuiltin, exitBuiltin, logoutBuiltin, returnBuiltin, shiftBuiltin } from './flow.ts';
import { builtinBuiltin, commandBuiltin, evalBuiltin, execBuiltin, sourceBuiltin } from './invoke.ts';
import { callerBuiltin, enableBuiltin, letBuiltin, timesBuiltin, ulimitBuiltin, umaskBuiltin } from './misc.ts';
import { cdBuiltin, pwdBuiltin } from './cd.ts';
import { compgenBuiltin, completeBuiltin, compoptBuiltin } from './complete.ts';
import { declareBuiltin, exportBuiltin, localBuiltin, readonlyBuiltin } from './declare.ts';
import { unsetBuiltin } from './unset.ts';
import { dirsBuiltin, popdBuiltin, pushdBuiltin } from './dirs.ts';
import { echoBuiltin } from './echo.ts';
import { fcBuiltin, historyBuiltin } from './history.ts';
import { getoptsBuiltin } from './getopts.ts';
import { hashBuiltin, typeBuiltin } from './type.ts';
import { helpBuiltin } from './help.ts';
import { bgBuiltin, disownBuiltin, fgBuiltin, jobsBuiltin, suspendBuiltin } from './jobs.ts';
import { killBuiltin } from './kill.ts';
import { mapfileBuiltin } from './mapfile.ts';
import { printfBuiltin } from './printf.ts';
import { readBuiltin } from './read.ts';
import { setBuiltin, shoptBuiltin } from './set.ts';
import { testBuiltin } from './test.ts';
import { trapBuiltin } from './trap.ts';
import { waitBuiltin } from './wait.ts';

export type BuiltinRun = (sh: Shell, words: readonly ByteString[]) => number | Sys<number>;

export interface BuiltinSpec {
  readonly run: BuiltinRun;
  /** POSIX special builtin. */
  readonly special: boolean;
  readonly dash: boolean;
  readonly bash: boolean;
}

const both = (run: BuiltinRun): BuiltinSpec => ({ run, special: false, dash: true, bash: true });
const special = (run: BuiltinRun): BuiltinSpec => ({ run, special: true, dash: true, bash: true });
const bashOnly = (run: BuiltinRun): BuiltinSpec => ({ run, special: false, dash: false, bash: true });

const succeed: BuiltinRun = () => 0;

export const BUILTINS: Readonly<Record<string, BuiltinSpec>> = {
  '.': special(sourceBuiltin),
  ':': special(succeed),
  '[': both(testBuiltin),
  alias: both(aliasBuiltin),
  bg: both(bgBuiltin),
  bind: bashOnly(bindBuiltin),
  break: special(breakBuiltin),
  builtin: bashOnly(builtinBuiltin),
  caller: bashOnly(callerBuiltin),
  cd: both(cdBuiltin),
  chdir: { ...both(cdBuiltin), bash: false },
  command: both(commandBuiltin),
  compgen: bashOnly(compgenBuiltin),
  complete: bashOnly(completeBuiltin),
  compopt: bashOnly(compoptBuiltin),
  continue: special(continueBuiltin),
  declare: bashOnly(declareBuiltin),
  dirs: bashOnly(dirsBuiltin),
  disown: bashOnly(disownBuiltin),
  echo: both(echoBuiltin),
  enable: bashOnly(enableBuiltin),
  eval: special(evalBuiltin),
  exec: special(execBuiltin),
  exit: special(exitBuiltin),
  export: special(exportBuiltin),
  false: both(() => 1),
  fc: bashOnly(fcBuiltin),
  fg: both(fgBuiltin),
  getopts: both(getoptsBuiltin),
  hash: both(hashBuiltin),
  help: bashOnly(helpBuiltin),
  history: bashOnly(historyBuiltin),
  jobs: both(jobsBuiltin),
  kill: both(killBuiltin),
  let: bashOnly(letBuiltin),
  local: both(localBuiltin),
  logout: bashOnly(logoutBuiltin),
  mapfile: bashOnly(mapfileBuiltin),
  popd: bashOnly(popdBuiltin),
  printf: both(printfBuiltin),
  pushd: bashOnly(pushdBuiltin),
  pwd: both(pwdBuiltin),
  read: both(readBuiltin),
  readarray: bashOnly(mapfileBuiltin),
  readonly: special(readonlyBuiltin),
  return: special(returnBuiltin),
  set: special(setBuiltin),
  shift: special(shiftBuiltin),
  shopt: bashOnly(shoptBuiltin),
  source: bashOnly(sourceBuiltin),
  suspend: bashOnly(suspendBuiltin),
  test: both(testBuiltin),
  times: special(timesBuiltin),
  trap: special(trapBuiltin),
  true: both(succeed),
  type: both(typeBuiltin),
  typeset: bashOnly(declareBuiltin),
  ulimit: both(ulimitBuiltin),
  umask: both(umaskBuiltin),
  unalias: both(unaliasBuiltin),
  unset: special(unsetBuiltin),
  wait: both(waitBuiltin),
};

export function findBuiltin(sh: Shell, name: ByteString): BuiltinSpec | undefined {
  if (!Object.hasOwn(BUILTINS, name)) return undefined;
  const spec = BUILTINS[name];
  if (!spec || sh.disabled.has(name)) return undefined;
  return (sh.dash ? spec.dash : spec.bash) ? spec : undefined;
}

/** Names in `enable`'s order. */
export const builtinNames = (dash: boolean): string[] =>
  Object.keys(BUILTINS)
    .filter((name) => (dash ? BUILTINS[name]?.dash : BUILTINS[name]?.bash))
    .sort();
