// `declare -a "x=(1 2 3)"`: an array list that arrives as text.
import type { ByteString } from '../../kernel/abi/index.ts';
import { expandString } from '../expand/expander.ts';
import { compileWord } from '../parse/word.ts';
import { Grammar } from '../parse/grammar.ts';
import type { Shell } from '../run/shell.ts';
import type { ElementValue } from '../vars/access.ts';

/** Words of the list; undefined when it needs more than quotes and parameters. */
export function parseElements(sh: Shell, text: ByteString): ElementValue[] | undefined {
  const inner = text.slice(1, -1);
  const out: ElementValue[] = [];
  const lex = { dash: false, extglob: true, final: true, line: sh.line };
  let i = 0;
  try {
    while (i < inner.length) {
      if (/[ \t\n]/.test(inner[i] ?? '')) {
        i += 1;
        continue;
      }
      const grammar = new Grammar(inner, lex);
      let index: ByteString | undefined;
      let append = false;
      if (inner[i] === '[') {
        const end = grammar.matched(i, '[', ']');
        const op = /^\+?=/.exec(inner.slice(end, end + 2))?.[0];
        if (op !== undefined) {
          index = expandString(
            sh,
            compileWord(inner.slice(i + 1, end - 1), 'word', { dash: false, line: sh.line }),
            'string',
          );
          append = op === '+=';
          i = end + op.length;
        }
      }
      const end = grammar.conditionWord(i, 'word');
      const word = compileWord(inner.slice(i, end), 'word', { dash: false, line: sh.line });
      if (!word.pure) return undefined;
      out.push({ index, value: expandString(sh, word, 'string'), append });
      i = Math.max(end, i + 1);
    }
  } catch {
    return undefined;
  }
  return out;
}
