// unset
import type { ByteString } from '../../kernel/abi/index.ts';
import type { BuiltinRun } from './index.ts';
import { ExitShell } from '../run/faults.ts';
import { builtinError } from '../run/report.ts';
import { AssignFault, unset, unsetElement } from '../vars/access.ts';
import { isName, splitReference } from '../vars/read.ts';
import { EX_USAGE, parseOptions } from './options.ts';

export const unsetBuiltin: BuiltinRun = (sh, words) => {
  const options = parseOptions(sh, words.slice(1), sh.dash ? 'fv' : 'fnv');
  if (!options) {
    if (sh.dash && !sh.interactive) throw new ExitShell(2);
    return EX_USAGE;
  }
  const { has, rest } = options;
  if (has.has('f') && has.has('v')) {
    builtinError(sh, 'cannot simultaneously unset a function and a variable');
    return 1;
  }
  let status = 0;
  const refused = (name: ByteString, what: string): void => {
    if (sh.dash) {
      builtinError(sh, `${name}: is read only`);
      if (!sh.interactive) throw new ExitShell(2);
    } else builtinError(sh, `${name}: cannot unset: readonly ${what}`);
    status = sh.dash ? 2 : 1;
  };
  for (const name of rest) {
    if (has.has('f')) {
      if (sh.functions.get(name)?.readonly) refused(name, 'function');
      else sh.functions.delete(name);
      continue;
    }
    const reference = sh.dash ? undefined : splitReference(name);
    if (!reference && !isName(name)) {
      if (sh.dash) {
        builtinError(sh, `${name}: bad variable name`);
        if (!sh.interactive) throw new ExitShell(2);
        return 2;
      }
      if (has.has('v')) {
        builtinError(sh, `\`${name}': not a valid identifier`);
        status = 1;
        continue;
      }
    }
    if (has.has('n')) {
      const scope = sh.vars.scopeOf(name);
      scope?.vars.delete(name);
      continue;
    }
    try {
      if (reference) {
        if (!unsetElement(sh, reference.name, reference.index)) refused(reference.name, 'variable');
        continue;
      }
      if (!sh.vars.find(name) && !has.has('v') && !sh.dash) {
        if (sh.functions.get(name)?.readonly) refused(name, 'function');
        else sh.functions.delete(name);
      } else if (!unset(sh, name)) refused(name, 'variable');
    } catch (error) {
      if (!(error instanceof AssignFault)) throw error;
      builtinError(sh, error.message);
      status = 1;
    }
  }
  return status;
};
