import { expect, test } from 'vitest';
import { compileRegex, type RegexOptions } from './index.ts';

/** The match and its groups as text. */
function match(
  pattern: string,
  text: string,
  options: RegexOptions = { extended: true },
): readonly (string | undefined)[] | string | undefined {
  const compiled = compileRegex(pattern, options);
  if (!compiled.ok) return compiled.error;
  return compiled.regex.exec(text)?.map((span) => span && text.slice(span[0], span[1]));
}

test('the match is the leftmost and longest, whatever the order of alternatives', () => {
  expect(match('a|ab|abc', 'xabcd')).toEqual(['abc']);
  expect(match('(a|ab)(c|bcd)(d*)', 'abcd')).toEqual(['abcd', 'ab', 'cd'.slice(0, 1), 'd']);
  expect(match('(a*)(ab)*(b*)', 'abb')).toEqual(['abb', 'a', undefined, 'bb']);
});

test('groups in repeats hold their last turn', () => {
  expect(match('(ab?)+', 'abaab')).toEqual(['abaab', 'ab']);
  expect(match('(x?y?)*z', 'xyxz')).toEqual(['xyxz', 'x']);
});

test('back-references, word edges and classes are understood', () => {
  expect(match('\\(a*\\)b\\1', 'aabaa', {})).toEqual(['aabaa', 'aa']);
  expect(match('\\<o[[:alpha:]]*\\>', 'no other', {})).toEqual(['other']);
  expect(match('[]a-]+', 'x]-a')).toEqual([']-a']);
  expect(match('A+', 'xaAa', { extended: true, icase: true })).toEqual(['aAa']);
});

test('in UTF-8 a dot is a character, in the C locale a byte', () => {
  expect(match('^.$', '\xc3\xa9', { extended: true, utf8: true })).toEqual(['\xc3\xa9']);
  expect(match('^.$', '\xc3\xa9')).toBeUndefined();
});

test('nested repeats take linear time', () => {
  expect(match('(a*)*b', 'a'.repeat(5000))).toBeUndefined();
  expect(match('(a|aa)+$', `${'a'.repeat(3000)}b`)).toBeUndefined();
});

test('a back-reference that explodes is given up and says so', () => {
  const compiled = compileRegex('(a*)(a*)(a*)(a*)(a*)(a*)\\1\\2\\3\\4\\5b', { extended: true });
  expect(compiled.ok && compiled.regex.test('a'.repeat(200))).toBe(false);
  expect(compiled.ok && compiled.regex.tooComplex).toBe(true);
});

test('bad patterns give the words of regerror(3)', () => {
  expect(
    ['(', 'a{2,1}', '[a', '[[:foo:]]', '[b-a]', '\\', '*a', 'a{99999}', '(a)\\2'].map((pattern) => match(pattern, '')),
  ).toEqual([
    'Unmatched ( or \\(',
    'Invalid content of \\{\\}',
    'Unmatched [, [^, [:, [., or [=',
    'Invalid character class name',
    'Invalid range end',
    'Trailing backslash',
    'Invalid preceding regular expression',
    'Regular expression too big',
    'Invalid back reference',
  ]);
});
