// The options that are on when a shell starts (bash 5.2; dash 0.5.12).

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
