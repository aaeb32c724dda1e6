import { expect, test } from 'vitest';
import { historyWords } from './expand.ts';

test('words of a line are those of the shell, process substitutions included', () => {
  expect(historyWords('diff <(sort a; ls) >(cat)x $(a (b)) "c d"|e>>f')).toEqual([
    'diff',
    '<(sort a; ls)',
    '>(cat)x',
    '$(a (b))',
    '"c d"',
    '|',
    'e',
    '>>',
    'f',
  ]);
});

test('what is never closed ends with the line', () => {
  for (const open of ['<(', '$(', '"', "'", '`', '\\']) expect(historyWords(`a ${open}x`)).toEqual(['a', `${open}x`]);
});
