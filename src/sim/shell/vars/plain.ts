// Variables that are a value and nothing else.
import type { ByteString } from '../../kernel/abi/index.ts';
import type { Shell } from '../run/shell.ts';
import { sideEffects } from './read.ts';
import { isPlain, newVariable } from './variable.ts';

/** Setting it stores the value, and that is all that happens. */
export function isOrdinary(sh: Shell, name: ByteString): boolean {
  const v = sh.vars.find(name);
  return v === undefined || isPlain(v);
}

export function assignPlain(sh: Shell, name: ByteString, value: ByteString): void {
  const v = sh.vars.find(name);
  if (v) v.value = value;
  else sh.vars.global.set(name, newVariable(value));
  sideEffects(sh, name);
}
