// The keys of vi mode: the insertion map and the command map (readline's defaults as far as they are modelled).
import { bindKeys, newKeyMap, type KeyMap } from '../keymap.ts';

const INSERT = `
^D vi-eof-maybe
^H backward-delete-char
^I complete
^J accept-line
^M accept-line
^N menu-complete
^P menu-complete-backward
^R reverse-search-history
^S forward-search-history
^T transpose-chars
^U unix-line-discard
^V quoted-insert
^W unix-word-rubout
^Y yank
^_ undo
^? backward-delete-char
`;

/** What both maps have behind ESC: it ends insertion unless a key of the terminal follows. */
const TERMINAL: readonly (readonly [string, string])[] = [
  ['[A', 'previous-history'],
  ['[B', 'next-history'],
  ['[C', 'forward-char'],
  ['[D', 'backward-char'],
  ['[H', 'beginning-of-line'],
  ['[F', 'end-of-line'],
  ['OA', 'previous-history'],
  ['OB', 'next-history'],
  ['OC', 'forward-char'],
  ['OD', 'backward-char'],
  ['OH', 'beginning-of-line'],
  ['OF', 'end-of-line'],
  ['[3~', 'delete-char'],
  ['[1;5C', 'forward-word'],
  ['[1;5D', 'backward-word'],
  ['[200~', 'bracketed-paste-begin'],
];

const COMMAND = `
^D vi-eof-maybe
^G abort
^H backward-char
^J accept-line
^L clear-screen
^M accept-line
^N next-history
^P previous-history
^R reverse-search-history
^S forward-search-history
^T transpose-chars
^U unix-line-discard
^V quoted-insert
^W unix-word-rubout
^Y yank
^_ undo
^? backward-char
# insert-comment
* vi-insert-completions
+ next-history
- previous-history
. vi-redo
/ vi-search
= possible-completions
? vi-search
@ vi-motion
A vi-append-eol
C vi-change-to
D vi-delete-to
G vi-fetch-history
I vi-insert-beg
N vi-search-again
P vi-put
R vi-replace
S vi-subst
U revert-line
X vi-rubout
Y vi-yank-to
\\ vi-complete
_ vi-yank-arg
a vi-append-mode
c vi-change-to
d vi-delete-to
i vi-insertion-mode
j next-history
k previous-history
m vi-set-mark
n vi-search-again
p vi-put
r vi-change-char
s vi-subst
u undo
x vi-delete
y vi-yank-to
~ vi-change-case
`;

/** Keys that only move: handled together, because d, c and y take them as operands. */
export const MOTIONS = ' hlwWbBeE0$^fFtT;,|%`';

const control = (text: string): string =>
  text.length === 2 && text.startsWith('^')
    ? text === '^?'
      ? '\x7f'
      : String.fromCharCode(text.charCodeAt(1) & 31)
    : text;

function fill(map: KeyMap, entries: string): void {
  for (const entry of entries.trim().split('\n')) {
    const cut = entry.lastIndexOf(' ');
    bindKeys(map, control(entry.slice(0, cut)), { kind: 'command', name: entry.slice(cut + 1) });
  }
}

function terminalKeys(map: KeyMap): void {
  for (const [keys, name] of TERMINAL) bindKeys(map, `\x1b${keys}`, { kind: 'command', name });
}

export function viInsertMap(): KeyMap {
  const map = newKeyMap();
  for (let code = 32; code < 256; code += 1)
    if (code !== 127) map.keys.set(code, { kind: 'command', name: 'self-insert' });
  fill(map, INSERT);
  bindKeys(map, '\x1b', { kind: 'command', name: 'vi-movement-mode' });
  terminalKeys(map);
  return map;
}

export function viCommandMap(): KeyMap {
  const map = newKeyMap();
  fill(map, COMMAND);
  for (const key of MOTIONS) bindKeys(map, key, { kind: 'command', name: 'vi-motion' });
  for (const digit of '123456789') bindKeys(map, digit, { kind: 'command', name: 'digit-argument' });
  bindKeys(map, '\x1b', { kind: 'command', name: 'vi-nothing' });
  terminalKeys(map);
  return map;
}
