// The names of the shell's options: `set -o` with their letters, `shopt` (bash 5.2; dash 0.5.12), and `$-`.
import type { Shell } from './shell.ts';

export interface SetOption {
  readonly name: string;
  readonly letter: string | undefined;
}

/** In the order of `set -o`. */
export const SET_OPTIONS: readonly SetOption[] = [
  { name: 'allexport', letter: 'a' },
  { name: 'braceexpand', letter: 'B' },
  { name: 'emacs', letter: undefined },
  { name: 'errexit', letter: 'e' },
  { name: 'errtrace', letter: 'E' },
  { name: 'functrace', letter: 'T' },
  { name: 'hashall', letter: 'h' },
  { name: 'histexpand', letter: 'H' },
  { name: 'history', letter: undefined },
  { name: 'ignoreeof', letter: undefined },
  { name: 'interactive-comments', letter: undefined },
  { name: 'keyword', letter: 'k' },
  { name: 'monitor', letter: 'm' },
  { name: 'noclobber', letter: 'C' },
  { name: 'noexec', letter: 'n' },
  { name: 'noglob', letter: 'f' },
  { name: 'nolog', letter: undefined },
  { name: 'notify', letter: 'b' },
  { name: 'nounset', letter: 'u' },
  { name: 'onecmd', letter: 't' },
  { name: 'physical', letter: 'P' },
  { name: 'pipefail', letter: undefined },
  { name: 'posix', letter: undefined },
  { name: 'privileged', letter: 'p' },
  { name: 'verbose', letter: 'v' },
  { name: 'vi', letter: undefined },
  { name: 'xtrace', letter: 'x' },
];

/** dash's `set -o` list, in its order. */
export const DASH_OPTIONS: readonly SetOption[] = [
  { name: 'errexit', letter: 'e' },
  { name: 'noglob', letter: 'f' },
  { name: 'ignoreeof', letter: 'I' },
  { name: 'interactive', letter: 'i' },
  { name: 'monitor', letter: 'm' },
  { name: 'noexec', letter: 'n' },
  { name: 'stdin', letter: 's' },
  { name: 'xtrace', letter: 'x' },
  { name: 'verbose', letter: 'v' },
  { name: 'vi', letter: 'V' },
  { name: 'emacs', letter: 'E' },
  { name: 'noclobber', letter: 'C' },
  { name: 'allexport', letter: 'a' },
  { name: 'notify', letter: 'b' },
  { name: 'nounset', letter: 'u' },
  { name: 'privileged', letter: 'p' },
  { name: 'nolog', letter: undefined },
  { name: 'debug', letter: undefined },
];

/** In the order of `shopt` (bash 5.2 keeps no alphabetical one at the start). */
export const SHOPT_NAMES: readonly string[] =
  `autocd assoc_expand_once cdable_vars cdspell checkhash checkjobs checkwinsize cmdhist compat31 compat32 compat40 compat41 compat42 compat43 compat44 complete_fullquote
  direxpand dirspell dotglob execfail expand_aliases extdebug extglob extquote failglob force_fignore globasciiranges globskipdots globstar gnu_errfmt histappend histreedit
  histverify hostcomplete huponexit inherit_errexit interactive_comments lastpipe lithist localvar_inherit localvar_unset login_shell mailwarn no_empty_cmd_completion
  nocaseglob nocasematch noexpand_translation nullglob patsub_replacement progcomp progcomp_alias promptvars restricted_shell shift_verbose sourcepath varredir_close xpg_echo`.split(
    /\s+/,
  );

/** `$-` */
export function optionFlags(sh: Shell): string {
  const table = sh.dash ? DASH_OPTIONS : SET_OPTIONS;
  const on = new Set<string>();
  for (const option of table) if (option.letter !== undefined && sh.options.has(option.name)) on.add(option.letter);
  if (sh.interactive || (sh.interactiveShell && sh.subshell > 0)) on.add('i');
  if (sh.dash) {
    if (sh.readsStdin) on.add('s');
    return DASH_OPTIONS.flatMap((o) => (o.letter !== undefined && on.has(o.letter) ? [o.letter] : [])).join('');
  }
  // bash prints its flags in the order of its own table (flags.c), then c and s.
  const order = 'abefhikmnprtuvxBCEHPT';
  let out = '';
  for (const letter of order) if (on.has(letter)) out += letter;
  if (sh.commandString) out += 'c';
  if (sh.readsStdin) out += 's';
  return out;
}
