// Variables the shell computes when they are read (bash manual, 5.2): their names. What they hold is in dynamic.ts.
import type { Shell } from '../run/shell.ts';
import { AssocArray } from './assoc.ts';
import { newVariable } from './variable.ts';

const SCALARS = [
  'RANDOM',
  'SRANDOM',
  'SECONDS',
  'EPOCHSECONDS',
  'EPOCHREALTIME',
  'LINENO',
  'BASHPID',
  'BASH_SUBSHELL',
  'BASH_COMMAND',
  'HISTCMD',
  'BASH_ARGV0',
  '_',
  'SHELLOPTS',
  'BASHOPTS',
];
const ARRAYS = ['FUNCNAME', 'BASH_SOURCE', 'BASH_LINENO', 'PIPESTATUS', 'DIRSTACK', 'GROUPS'];
export function installSpecials(sh: Shell): void {
  const { global } = sh.vars;
  for (const name of SCALARS)
    global.set(name, {
      ...newVariable(''),
      dynamic: name,
      integer:
        ['RANDOM', 'SECONDS', 'HISTCMD', 'BASHPID', 'EPOCHSECONDS', 'SRANDOM', 'BASH_SUBSHELL'].includes(name) &&
        name !== 'BASH_SUBSHELL',
      readonly: name === 'SHELLOPTS' || name === 'BASHOPTS',
    });
  for (const name of ARRAYS) global.set(name, { ...newVariable(), array: [], dynamic: name });
  for (const name of ['BASH_ALIASES', 'BASH_CMDS'])
    global.set(name, { ...newVariable(), assoc: new AssocArray(), dynamic: name });
  for (const name of ['BASH_ARGC', 'BASH_ARGV']) global.set(name, { ...newVariable(), array: [] });
}
