// `${x@Q}` and the other transformations (bash manual, 3.5.3).
import type { ByteString } from '../../kernel/abi/index.ts';
import { ansiC } from '../parse/ansi.ts';
import type { Shell } from '../run/shell.ts';
import { lookup } from '../vars/read.ts';
import { declaration } from '../vars/declare.ts';
import { attributes, isArray } from '../vars/variable.ts';
import type { ParamValue, Target } from './param.ts';
import { expandPrompt } from './prompt.ts';
import { atQuote, declareQuote } from './quote.ts';

export function transform(sh: Shell, letter: string, value: ParamValue, target: Target): ParamValue {
  const utf8 = sh.locale === 'UTF-8';
  const map = (f: (text: ByteString) => ByteString): ParamValue => {
    if (value.kind === 'list') return { ...value, items: value.items.map(f) };
    return { kind: 'scalar', value: value.value === undefined ? undefined : f(value.value) };
  };
  switch (letter) {
    case 'U':
      return map((text) => text.toUpperCase());
    case 'u':
      return map((text) => text.slice(0, 1).toUpperCase() + text.slice(1));
    case 'L':
      return map((text) => text.toLowerCase());
    case 'Q':
      return map((text) => atQuote(text, utf8));
    case 'E':
      return map((text) => ansiC(text, sh.locale).text);
    case 'P':
      return map((text) => expandPrompt(sh, text));
    case 'a': {
      const v = lookup(sh, target.name);
      const letters = v ? attributes(v) : '';
      if (value.kind === 'list') return { ...value, items: value.items.map(() => letters) };
      return { kind: 'scalar', value: letters };
    }
    case 'A': {
      const v = lookup(sh, target.name);
      if (target.name === '@' || target.name === '*')
        return { kind: 'scalar', value: `set -- ${sh.positional.map((p) => atQuote(p, utf8)).join(' ')}` };
      if (!v || (v.value === undefined && !isArray(v))) return { kind: 'scalar', value: '' };
      if (target.all) return { kind: 'scalar', value: declaration(target.name, v, utf8) };
      const letters = attributes(v);
      const text = value.kind === 'scalar' ? (value.value ?? '') : value.items.join(' ');
      return {
        kind: 'scalar',
        value: `${letters === '' ? '' : `declare -${letters} `}${target.name}=${atQuote(text, utf8)}`,
      };
    }
    case 'K': {
      if (value.kind !== 'list') return map((text) => atQuote(text, utf8));
      const pairs = value.items.map(
        (item, i) =>
          `${typeof value.keys[i] === 'number' ? String(value.keys[i]) : String(value.keys[i])} ${declareQuote(item, utf8)}`,
      );
      // An associative array ends in a blank, as its declaration does.
      return {
        kind: 'scalar',
        value: pairs.join(' ') + (value.keys.every((key) => typeof key === 'string') && pairs.length > 0 ? ' ' : ''),
      };
    }
    case 'k': {
      if (value.kind !== 'list') return map((text) => atQuote(text, utf8));
      return { ...value, items: value.items.flatMap((item, i) => [String(value.keys[i] ?? ''), item]) };
    }
    default:
      return value;
  }
}
