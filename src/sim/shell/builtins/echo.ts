// echo
import type { BuiltinRun } from './index.ts';
import { escapes } from '../parse/ansi.ts';

export const echoBuiltin: BuiltinRun = (sh, words) => {
  let i = 1;
  let newline = true;
  if (sh.dash && sh.flavour === 'dash') {
    if (words[1] === '-n') {
      newline = false;
      i = 2;
    }
    const { text, stop } = escapes(words.slice(i).join(' '), { form: 'echo', dash: true, locale: 'C' });
    sh.out += stop || !newline ? text : `${text}\n`;
    return 0;
  }
  let interpret = sh.shopts.has('xpg_echo');
  for (; i < words.length; i += 1) {
    const word = words[i] ?? '';
    if (!/^-[neE]+$/.test(word)) break;
    for (const letter of word.slice(1)) {
      if (letter === 'n') newline = false;
      else interpret = letter === 'e';
    }
  }
  const text = words.slice(i).join(' ');
  if (!interpret) {
    sh.out += newline ? `${text}\n` : text;
    return 0;
  }
  const result = escapes(text, { form: 'echo', dash: false, locale: sh.locale });
  sh.out += result.stop || !newline ? result.text : `${result.text}\n`;
  return 0;
};
