// The shell's options: `set -o` names with their letters, and `shopt` names with their defaults (bash 5.2; dash 0.5.12).

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

/** On at the start of a script. */
const SHOPT_ON = [
  'checkwinsize',
  'cmdhist',
  'complete_fullquote',
  'extquote',
  'force_fignore',
  'globasciiranges',
  'globskipdots',
  'hostcomplete',
  'interactive_comments',
  'patsub_replacement',
  'progcomp',
  'promptvars',
  'sourcepath',
];

export const defaultShopts = (): Set<string> => new Set(SHOPT_ON);
export const defaultOptions = (dash: boolean): Set<string> =>
  new Set(dash ? [] : ['braceexpand', 'hashall', 'interactive-comments']);

/** `$-` */
export function optionFlags(
  options: ReadonlySet<string>,
  extra: { readonly interactive: boolean; readonly command: boolean; readonly stdin: boolean; readonly dash: boolean },
): string {
  const table = extra.dash ? DASH_OPTIONS : SET_OPTIONS;
  const on = new Set<string>();
  for (const option of table) if (option.letter !== undefined && options.has(option.name)) on.add(option.letter);
  if (extra.interactive) on.add('i');
  if (extra.dash) {
    if (extra.stdin) on.add('s');
    return DASH_OPTIONS.flatMap((o) => (o.letter !== undefined && on.has(o.letter) ? [o.letter] : [])).join('');
  }
  // bash prints its flags in the order of its own table (flags.c), then c and s.
  const order = 'abefhikmnprtuvxBCEHPT';
  let out = '';
  for (const letter of order) if (on.has(letter)) out += letter;
  if (extra.command) out += 'c';
  if (extra.stdin) out += 's';
  return out;
}
