// :set — what the options are and how they are changed.
import type { ByteString } from '../../kernel/abi/index.ts';
import { assign, defaults, optionNamed, type OptionName } from './options.ts';
import { fail, type Vi } from './state.ts';

function shown(vi: Vi, name: OptionName): string {
  const value = vi.options[name];
  if (typeof value === 'boolean') return `${value ? '  ' : 'no'}${name}`;
  return `  ${name}=${name === 'scroll' && value === 0 ? Math.floor(vi.height / 2) : value}`;
}

/** Those that differ from the defaults, as `:set` alone lists them. */
export function changedOptions(vi: Vi): readonly ByteString[] {
  const usual = { ...defaults(), ruler: false, scroll: -1 };
  const names = (Object.keys(usual) as OptionName[]).filter((name) => vi.options[name] !== usual[name]);
  return ['--- Options ---', ...names.sort().map((name) => shown(vi, name)), '  backspace=indent,eol,start'];
}

export function setOptions(vi: Vi, args: ByteString): readonly ByteString[] {
  const out: string[] = [];
  for (const word of args.match(/(?:\\.|\S)+/g) ?? []) {
    const match = /^(no|inv)?([a-z]+)([?!&]|[+-]?[=:](.*))?$/.exec(word);
    const plainName = /^[a-z]+/.exec(word)?.[0] ?? word;
    let prefix = match?.[1] ?? '';
    let named = optionNamed(match?.[2] ?? plainName);
    if (named.kind === 'unknown' && prefix !== '') {
      named = optionNamed(plainName);
      if (named.kind !== 'unknown') prefix = '';
    }
    if (!match || named.kind === 'unknown') return fail(`E518: Unknown option: ${word}`);
    if (named.kind === 'accepted') continue;
    const { name } = named;
    const value = vi.options[name];
    const how = match[3] ?? '';
    if (how === '?') out.push(shown(vi, name));
    else if (how === '&') assign(vi.options, name, defaults()[name]);
    else if (typeof value === 'boolean') {
      if (/^[+-]?[=:]/.test(how)) return fail(`E474: Invalid argument: ${word}`);
      assign(vi.options, name, prefix === '' && how === '' ? true : prefix === 'no' ? false : !value);
      if (name === 'paste' && vi.options.paste)
        Object.assign(vi.options, { autoindent: false, expandtab: false, softtabstop: 0 });
    } else if (prefix !== '') return fail(`E474: Invalid argument: ${word}`);
    else if (how === '') out.push(shown(vi, name));
    else if (typeof value === 'string') {
      const text = match[4] ?? '';
      if (!/^(unix|dos)$/.test(text)) return fail(`E474: Invalid argument: ${word}`);
      assign(vi.options, name, text);
    } else {
      const text = match[4] ?? '';
      if (!/^[0-9]+$/.test(text)) return fail(`E521: Number required after =: ${word}`);
      const number = how.startsWith('+')
        ? value + Number(text)
        : how.startsWith('-')
          ? value - Number(text)
          : Number(text);
      if (number <= 0 && name === 'tabstop') return fail(`E487: Argument must be positive: ${word}`);
      if (number > 9999) return fail(`E474: Invalid argument: ${word}`);
      assign(vi.options, name, number);
    }
  }
  return out;
}
