// The text of PS1 and PS2. Prompts of escapes and plain parameters are worked out here, all others by the language.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import { expandPrompt } from '../expand/prompt.ts';
import { get } from '../vars/read.ts';
import { language } from './language.ts';
import type { Shell } from './shell.ts';

export function* promptText(sh: Shell, name: 'PS1' | 'PS2'): Sys<ByteString> {
  const raw = get(sh, name) ?? '';
  // Times need the clock and strftime.
  if (!/\\[tT@AdD]/.test(raw)) {
    const text = sh.dash ? raw : expandPrompt(sh, raw);
    if (!sh.dash && !sh.shopts.has('promptvars')) return text;
    const plain = plainExpansion(sh, text);
    if (plain !== undefined) return plain;
  }
  return yield* (yield* language(sh)).prompt(sh, name);
}

/** The text with `$?` and `$name` replaced; undefined when it asks for more than that. */
function plainExpansion(sh: Shell, text: ByteString): ByteString | undefined {
  if (/[\\`]/.test(text)) return undefined;
  let simple = true;
  const out = text.replace(/\$(\?|[A-Za-z_][A-Za-z0-9_]*|[^\x00-\x20]?)/g, (whole: string, name: string) => {
    if (name === '') return whole;
    if (name === '?') return String(sh.status);
    const v = /^[A-Za-z_]/.test(name) ? sh.vars.find(name) : undefined;
    if (v?.value === undefined || v.nameref || v.dynamic !== undefined) simple = false;
    return v?.value ?? '';
  });
  return simple ? out : undefined;
}
