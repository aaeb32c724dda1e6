// Reads an inputrc: `set` lines, key bindings as "keys": command or keyname: command, `$if` blocks.
import { sequenceOf } from './notation.ts';
import type { Editor } from './editor.ts';
import { bindKeys, type Binding } from './keymap.ts';
import { parseSet } from './options.ts';

const KEY_NAMES: Readonly<Record<string, string>> = {
  del: '\x7f',
  rubout: '\x7f',
  esc: '\x1b',
  escape: '\x1b',
  lfd: '\n',
  newline: '\n',
  ret: '\r',
  return: '\r',
  spc: ' ',
  space: ' ',
  tab: '\t',
};

/** `Control-x`, `C-x`, `Meta-x`, `M-x`, `Tab`, `x` → bytes: prefixes may stand anywhere, the key is what follows the last `-`. */
function namedKey(text: string): string {
  const name = text.slice(text.lastIndexOf('-', text.length - 2) + 1);
  const plain = KEY_NAMES[name.toLowerCase()] ?? name.slice(0, 1);
  const control = /control-|ctrl-|c-/i.test(text);
  const key = control ? (plain === '?' ? '\x7f' : String.fromCharCode(plain.toUpperCase().charCodeAt(0) & 31)) : plain;
  return /meta-|m-/i.test(text) ? `\x1b${key}` : key;
}

/** End of the quoted string that begins at 0 of `text` with `"`. */
function quoteEnd(text: string): number {
  let i = 1;
  while (i < text.length && text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
  return i;
}

/** One binding line; false when it is not one. */
export function parseBinding(ed: Editor, text: string): boolean {
  let keys: string;
  let rest: string;
  if (text.startsWith('"')) {
    const end = quoteEnd(text);
    if (end >= text.length) return false;
    keys = sequenceOf(text.slice(1, end));
    rest = text.slice(end + 1);
    if (!rest.trimStart().startsWith(':')) return false;
    rest = rest.slice(rest.indexOf(':') + 1).trim();
  } else {
    const cut = text.indexOf(':');
    if (cut < 1) return false;
    keys = namedKey(text.slice(0, cut).trim());
    rest = text.slice(cut + 1).trim();
  }
  if (keys === '') return false;
  const quote = rest[0];
  let binding: Binding | undefined;
  if (quote === '"' || quote === "'") {
    const end = quote === '"' ? quoteEnd(rest) : rest.indexOf("'", 1);
    binding = { kind: 'macro', text: sequenceOf(rest.slice(1, end < 0 ? rest.length : end)) };
  } else {
    const name = rest.split(/\s/)[0]?.toLowerCase() ?? '';
    binding =
      name === '' ? undefined : { kind: 'command', name: name === 'insert-last-argument' ? 'yank-last-arg' : name };
  }
  bindKeys(ed.keymap, keys, binding);
  return true;
}

function condition(ed: Editor, text: string): boolean {
  const test = text.trim();
  const [name, value] = test.split(/\s*=\s*/);
  if (value === undefined) return test.toLowerCase() === 'bash';
  if (name === 'mode') return value === (ed.options.values.get('editing-mode') ?? 'emacs');
  if (name === 'term') {
    const term = ed.ctx.variable('TERM') ?? '';
    return term === value || term.split('-')[0] === value;
  }
  return false;
}

export function readInputrc(ed: Editor, text: string): void {
  const outer: boolean[] = [];
  let live = true;
  for (const raw of text.split('\n')) {
    const entry = raw.trim();
    if (entry === '' || entry.startsWith('#')) continue;
    if (entry.startsWith('$')) {
      if (/^\$if\b/i.test(entry)) {
        outer.push(live);
        live = live && condition(ed, entry.slice(3));
      } else if (/^\$else\b/i.test(entry)) live = (outer.at(-1) ?? true) && !live;
      else if (/^\$endif\b/i.test(entry)) live = outer.pop() ?? true;
      continue;
    }
    if (!live) continue;
    if (/^set\s/i.test(entry)) parseSet(ed.options, entry, sequenceOf);
    else parseBinding(ed, entry);
  }
}
