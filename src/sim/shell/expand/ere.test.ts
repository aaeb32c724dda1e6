// What glibc's regexec gave for the same expressions (recorded with bash 5.2 on Debian 12).
import { expect, test } from 'vitest';
import { matchRegex, RegexFault } from './ere.ts';

test.each([
  ['a|ab', 'ab', ['ab']],
  ['(a|ab)(c|bcd)', 'abcd', ['abcd', 'a', 'bcd']],
  ['(a)(b)?(c)*', 'abcabc', ['abc', 'a', 'b', 'c']],
  ['(a*)+b', 'ab', ['ab', 'a']],
  ['^(a{1,2}){2}$', 'aaaa', ['aaaa', 'aa']],
  ['\\<cat\\>', 'the cat', ['cat']],
  ['(abc)\\1', 'abcabc', ['abcabc', 'abc']],
  ['[]]', 'x]', [']']],
  ['a^b', 'a^b', undefined],
])('%s on %s', (source, text, expected) => {
  expect(matchRegex(source, text, false)).toEqual(expected);
});

test('nested repetitions take linear time', () => {
  expect(matchRegex('^(a+)+b$', 'a'.repeat(5000), false)).toBeUndefined();
});

test.each(['+', 'a{2,1}', '(a', '[a', 'a|*b'])('%s is refused', (source) => {
  expect(() => matchRegex(source, 'x', false)).toThrow(RegexFault);
});
