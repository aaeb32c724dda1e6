// The variables of inputrc with readline 8.2's defaults.
import type { Options } from './editor.ts';

const ON = [
  'bind-tty-special-chars',
  'convert-meta',
  'echo-control-characters',
  'enable-active-region',
  'enable-bracketed-paste',
  'enable-meta-key',
  'mark-directories',
  'match-hidden-files',
  'page-completions',
  'prefer-visible-bell',
];
const OFF = [
  'blink-matching-paren',
  'byte-oriented',
  'colored-completion-prefix',
  'colored-stats',
  'completion-ignore-case',
  'completion-map-case',
  'disable-completion',
  'enable-keypad',
  'expand-tilde',
  'history-preserve-point',
  'horizontal-scroll-mode',
  'input-meta',
  'mark-modified-lines',
  'mark-symlinked-directories',
  'menu-complete-display-prefix',
  'meta-flag',
  'output-meta',
  'print-completions-horizontally',
  'revert-all-at-newline',
  'show-all-if-ambiguous',
  'show-all-if-unmodified',
  'show-mode-in-prompt',
  'skip-completed-text',
  'visible-stats',
];
const VALUES: readonly (readonly [string, string])[] = [
  ['bell-style', 'audible'],
  ['comment-begin', '#'],
  ['completion-display-width', '-1'],
  ['completion-prefix-display-length', '0'],
  ['completion-query-items', '100'],
  ['editing-mode', 'emacs'],
  ['emacs-mode-string', '@'],
  ['history-size', '0'],
  ['keymap', 'emacs'],
  ['keyseq-timeout', '500'],
  ['vi-cmd-mode-string', '(cmd)'],
  ['vi-ins-mode-string', '(ins)'],
];

/** Without a value until one is set. */
const UNSET: ReadonlySet<string> = new Set([
  'isearch-terminators',
  'active-region-start-color',
  'active-region-end-color',
]);

export function defaultOptions(): Options {
  const flags = new Map<string, boolean>();
  for (const name of ON) flags.set(name, true);
  for (const name of OFF) flags.set(name, false);
  return { flags, values: new Map(VALUES) };
}

/** `set name value`; false for an unknown name. */
function setOption(options: Options, name: string, value: string): boolean {
  const key = name.toLowerCase();
  if (options.flags.has(key)) {
    const on = value === '' || value === '1' || value.toLowerCase() === 'on';
    options.flags.set(key, on);
    // Both name one switch.
    if (key === 'meta-flag') options.flags.set('input-meta', on);
    if (key === 'input-meta') options.flags.set('meta-flag', on);
    return true;
  }
  if (!options.values.has(key) && !UNSET.has(key)) return false;
  options.values.set(key, value);
  return true;
}

const SET = /^set\s+(\S+)\s*(.*?)\s*$/i;

/** A `set` line; false when it sets nothing that is known. `keys` reads the notation of key sequences. */
export function parseSet(options: Options, text: string, keys: (notation: string) => string): boolean {
  const match = SET.exec(text);
  if (!match) return false;
  const value = (match[2] ?? '').replace(/^"(.*)"$/, '$1');
  return setOption(options, match[1] as string, match[1] === 'isearch-terminators' ? keys(value) : value);
}

/** An inputrc of nothing but plain `set` lines; false (and nothing is done) for one that says more. */
export function setLines(options: Options, text: string): boolean {
  const lines = text.split('\n').map((line) => line.trim());
  const entries = lines.filter((line) => line !== '' && !line.startsWith('#'));
  if (entries.some((entry) => !SET.test(entry) || entry.includes('isearch-terminators'))) return false;
  for (const entry of entries) parseSet(options, entry, (notation) => notation);
  return true;
}
