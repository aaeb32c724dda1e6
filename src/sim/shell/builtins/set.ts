// set, shopt
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import type { BuiltinRun } from './index.ts';
import { singleQuote } from '../expand/quote.ts';
import { functionText } from '../parse/print.ts';
import { ExitShell } from '../run/faults.ts';
import { DASH_OPTIONS, SET_OPTIONS, SHOPT_NAMES } from '../run/options.ts';
import { builtinError } from '../run/report.ts';
import type { Shell } from '../run/shell.ts';
import { stopJobControl } from '../run/session-end.ts';
import { startJobControl } from '../run/terminal.ts';
import { lookup } from '../vars/read.ts';
import { setLine } from '../vars/declare.ts';
import { listed } from '../vars/dynamic.ts';
import { isArray } from '../vars/variable.ts';
import { EX_USAGE, parseOptions, usage } from './options.ts';
import { History } from '../history/list.ts';

const table = (sh: Shell) => (sh.dash ? DASH_OPTIONS : SET_OPTIONS);

const isOn = (sh: Shell, name: string): boolean =>
  sh.dash && name === 'interactive' ? sh.interactive : sh.dash && name === 'stdin' ? sh.readsStdin : sh.opt(name);

function listOptions(sh: Shell, form: 'table' | 'commands'): void {
  if (sh.dash && form === 'table') sh.out += 'Current option settings\n';
  for (const { name } of table(sh)) {
    if (form === 'commands') sh.out += `set ${isOn(sh, name) ? '-' : '+'}o ${name}\n`;
    else if (sh.dash) sh.out += `${name.padEnd(16)}${isOn(sh, name) ? 'on' : 'off'}\n`;
    else sh.out += `${name.padEnd(15)}\t${isOn(sh, name) ? 'on' : 'off'}\n`;
  }
}

/** Turns one `set -o` option; job control needs the terminal. */
export function* setOption(sh: Shell, name: string, on: boolean): Sys<void> {
  if (name === 'monitor') {
    if (on && !sh.jobControl) {
      sh.controlOff = false;
      yield* startJobControl(sh);
    } else if (!on && sh.jobControl) yield* stopJobControl(sh);
  }
  if (on) {
    sh.options.add(name);
    if (name === 'vi') sh.options.delete('emacs');
    if (name === 'emacs') sh.options.delete('vi');
    if (name === 'history' && !sh.history) sh.history = new History();
    if (name === 'posix') sh.shopts.add('inherit_errexit');
  } else sh.options.delete(name);
}

function* apply(sh: Shell, args: readonly ByteString[]): Sys<number> {
  let i = 0;
  let positional: readonly ByteString[] | undefined;
  for (; i < args.length; i += 1) {
    const arg = args[i] ?? '';
    if (arg === '--') {
      positional = args.slice(i + 1);
      break;
    }
    if (arg === '-') {
      sh.options.delete('xtrace');
      sh.options.delete('verbose');
      if (i + 1 < args.length) positional = args.slice(i + 1);
      break;
    }
    if (arg === '+' && !sh.dash) {
      positional = args.slice(i + 1);
      break;
    }
    if (!/^[-+]./.test(arg)) {
      positional = args.slice(i);
      break;
    }
    const on = arg.startsWith('-');
    for (const letter of arg.slice(1)) {
      if (letter === 'o') {
        const name = args[i + 1];
        if (name === undefined || (/^[-+]/.test(name) && !sh.dash)) {
          listOptions(sh, on ? 'table' : 'commands');
          continue;
        }
        i += 1;
        const option = table(sh).find((o) => o.name === name);
        if (!option) {
          if (sh.dash) {
            builtinError(sh, `Illegal option ${on ? '-' : '+'}o ${name}`);
            if (!sh.interactive) throw new ExitShell(2);
          } else builtinError(sh, `${name}: invalid option name`);
          return sh.dash ? 2 : EX_USAGE;
        }
        yield* setOption(sh, name, on);
        continue;
      }
      const option = table(sh).find((o) => o.letter === letter);
      if (!option || letter === 'i' || letter === 's') {
        if (sh.dash) {
          builtinError(sh, `Illegal option ${on ? '-' : '+'}${letter}`);
          if (!sh.interactive) throw new ExitShell(2);
        } else {
          builtinError(sh, `${on ? '-' : '+'}${letter}: invalid option`);
          usage(sh);
        }
        return EX_USAGE;
      }
      yield* setOption(sh, option.name, on);
    }
  }
  if (positional) sh.positional = [...positional];
  return 0;
}

export const setBuiltin: BuiltinRun = (sh, words) => {
  if (words.length > 1) return apply(sh, words.slice(1));
  for (const name of sh.vars.names()) {
    const raw = sh.vars.find(name);
    if (raw && !listed(raw)) continue;
    const v = lookup(sh, name);
    if (!v || (v.value === undefined && !isArray(v))) continue;
    sh.out += sh.dash ? `${name}=${singleQuote(v.value ?? '')}\n` : `${setLine(name, v, sh.locale === 'UTF-8')}\n`;
  }
  if (!sh.dash && !sh.opt('posix'))
    for (const name of [...sh.functions.keys()].sort())
      sh.out += `${functionText((sh.functions.get(name) as { def: Parameters<typeof functionText>[0] }).def)}\n`;
  return 0;
};

function* shoptSet(sh: Shell, names: readonly ByteString[], on: boolean, asSet: boolean): Sys<number> {
  let status = 0;
  for (const name of names) {
    if (asSet ? !SET_OPTIONS.some((o) => o.name === name) : !SHOPT_NAMES.includes(name)) {
      builtinError(sh, asSet ? `${name}: invalid option name` : `${name}: invalid shell option name`);
      status = 1;
    } else if (asSet) yield* setOption(sh, name, on);
    else if (on) sh.shopts.add(name);
    else sh.shopts.delete(name);
  }
  return status;
}

export const shoptBuiltin: BuiltinRun = (sh, words) => {
  const options = parseOptions(sh, words.slice(1), 'psuqo');
  if (!options) return EX_USAGE;
  const { has, rest } = options;
  const asSet = has.has('o');
  if (has.has('s') && has.has('u')) {
    builtinError(sh, 'cannot set and unset shell options simultaneously');
    return 1;
  }
  if ((has.has('s') || has.has('u')) && rest.length > 0) return shoptSet(sh, rest, has.has('s'), asSet);
  const known = asSet ? SET_OPTIONS.map((o) => o.name) : SHOPT_NAMES;
  const on = (name: string): boolean => (asSet ? sh.opt(name) : sh.shopts.has(name));
  let status = 0;
  const show = (name: string): void => {
    if (has.has('q')) return;
    if (has.has('p'))
      sh.out += asSet ? `set ${on(name) ? '-' : '+'}o ${name}\n` : `shopt ${on(name) ? '-s' : '-u'} ${name}\n`;
    else sh.out += `${name.padEnd(15)}\t${on(name) ? 'on' : 'off'}\n`;
  };
  if (rest.length === 0) {
    for (const name of known) {
      if (has.has('s') && !on(name)) continue;
      if (has.has('u') && on(name)) continue;
      show(name);
    }
    return 0;
  }
  for (const name of rest) {
    if (!known.includes(name)) {
      builtinError(sh, asSet ? `${name}: invalid option name` : `${name}: invalid shell option name`);
      status = 1;
      continue;
    }
    show(name);
    if (!on(name)) status = 1;
  }
  return status;
};
