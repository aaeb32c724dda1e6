// The keys of emacs mode as bash 5.2 binds them (bash(1), READLINE, "Readline Command Names"; the function keys are xterm's).
import { bindKeys, newKeyMap, type KeyMap } from './keymap.ts';

/** `^x` is Control-x, `\e` Escape. One binding a line. */
const EMACS = `
^@ set-mark
^A beginning-of-line
^B backward-char
^D delete-char
^E end-of-line
^F forward-char
^G abort
^H backward-delete-char
^I complete
^J accept-line
^K kill-line
^L clear-screen
^M accept-line
^N next-history
^O operate-and-get-next
^P previous-history
^Q quoted-insert
^R reverse-search-history
^S forward-search-history
^T transpose-chars
^U unix-line-discard
^V quoted-insert
^W unix-word-rubout
^Y yank
^] character-search
^_ undo
^? backward-delete-char
^X^E edit-and-execute-command
^X^G abort
^X^R re-read-init-file
^X^U undo
^X^V display-shell-version
^X^X exchange-point-and-mark
^X^? backward-kill-line
^X! possible-command-completions
^X$ possible-variable-completions
^X( start-kbd-macro
^X) end-kbd-macro
^X* glob-expand-word
^X/ possible-filename-completions
^X@ possible-hostname-completions
^Xe call-last-kbd-macro
^Xg glob-list-expansions
^Xs spell-correct-word
^X~ possible-username-completions
\\e^B shell-backward-word
\\e^D shell-kill-word
\\e^E shell-expand-line
\\e^F shell-forward-word
\\e^G abort
\\e^H backward-kill-word
\\e^I dynamic-complete-history
\\e^L clear-display
\\e^R revert-line
\\e^T shell-transpose-words
\\e^Y yank-nth-arg
\\e\\e complete
\\e^] character-search-backward
\\e  set-mark
\\e! complete-command
\\e# insert-comment
\\e$ complete-variable
\\e& tilde-expand
\\e* insert-completions
\\e- digit-argument
\\e. yank-last-arg
\\e/ complete-filename
\\e0 digit-argument
\\e1 digit-argument
\\e2 digit-argument
\\e3 digit-argument
\\e4 digit-argument
\\e5 digit-argument
\\e6 digit-argument
\\e7 digit-argument
\\e8 digit-argument
\\e9 digit-argument
\\e< beginning-of-history
\\e= possible-completions
\\e> end-of-history
\\e? possible-completions
\\e@ complete-hostname
\\e\\ delete-horizontal-space
\\e^ history-expand-line
\\e_ yank-last-arg
\\eb backward-word
\\ec capitalize-word
\\ed kill-word
\\ef forward-word
\\eg glob-complete-word
\\el downcase-word
\\en non-incremental-forward-search-history
\\ep non-incremental-reverse-search-history
\\er revert-line
\\et transpose-words
\\eu upcase-word
\\ey yank-pop
\\e{ complete-into-braces
\\e~ complete-username
\\e^? backward-kill-word
\\e[A previous-history
\\e[B next-history
\\e[C forward-char
\\e[D backward-char
\\e[H beginning-of-line
\\e[F end-of-line
\\eOA previous-history
\\eOB next-history
\\eOC forward-char
\\eOD backward-char
\\eOH beginning-of-line
\\eOF end-of-line
\\e[3~ delete-char
\\e[2~ quoted-insert
\\e[1~ beginning-of-line
\\e[4~ end-of-line
\\e[5~ history-search-backward
\\e[6~ history-search-forward
\\e[3;5~ kill-word
\\e[1;5C forward-word
\\e[1;5D backward-word
\\e[1;3C forward-word
\\e[1;3D backward-word
\\e[5C forward-word
\\e[5D backward-word
\\e\\e[C forward-word
\\e\\e[D backward-word
\\e[200~ bracketed-paste-begin
`;

/** Reads the notation above. */
export function keysOf(notation: string): string {
  let out = '';
  for (let i = 0; i < notation.length; i += 1) {
    const char = notation[i] as string;
    if (char === '\\' && notation[i + 1] === 'e') {
      out += '\x1b';
      i += 1;
    } else if (char === '^' && i + 1 < notation.length && notation[i + 1] !== '^') {
      i += 1;
      out += notation[i] === '?' ? '\x7f' : String.fromCharCode(notation.charCodeAt(i) & 31);
    } else if (char === '^' && notation[i + 1] === '^') {
      i += 1;
      out += '\x1e';
    } else out += char;
  }
  return out;
}

export function emacsKeyMap(): KeyMap {
  const map = newKeyMap();
  for (let code = 32; code < 256; code += 1)
    if (code !== 127) map.keys.set(code, { kind: 'command', name: 'self-insert' });
  for (let code = 0x41; code <= 0x5a; code += 1) {
    for (const prefix of ['\x1b', '\x18'])
      bindKeys(map, prefix + String.fromCharCode(code), { kind: 'command', name: 'do-lowercase-version' });
  }
  for (const entry of EMACS.split('\n')) {
    const cut = entry.lastIndexOf(' ');
    if (cut > 0) bindKeys(map, keysOf(entry.slice(0, cut)), { kind: 'command', name: entry.slice(cut + 1) });
  }
  return map;
}
