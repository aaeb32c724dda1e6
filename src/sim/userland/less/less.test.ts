import { expect, test } from 'vitest';
import { typed } from '../../../testkit/typing.ts';

const count = (from: number, to: number): string[] => Array.from({ length: to - from + 1 }, (_, i) => String(from + i));
const files = { sixty: `${count(1, 60).join('\n')}\n`, short: 'a\nb\tx\x01y\n', wide: `${'L'.repeat(100)}\nend\n` };
const tildes = (n: number): string[] => new Array<string>(n).fill('~');

test('the first page names the file, a page and lines further the prompt is a colon', () => {
  expect(typed(['less sixty\r'], files)).toEqual({ rows: [...count(1, 23), 'sixty'], cursor: [23, 5] });
  expect(typed(['less sixty\r', ' ', 'j', 'j', 'k'], files)).toEqual({
    rows: [...count(25, 47), ':'],
    cursor: [23, 1],
  });
});

test('G shows the last page, g and a number go to a line', () => {
  expect(typed(['less sixty\r', 'G'], files).rows).toEqual([...count(38, 60), '(END)']);
  expect(typed(['less sixty\r', 'G', 'g'], files).rows).toEqual([...count(1, 23), ':']);
  expect(typed(['less sixty\r', '12g'], files).rows).toEqual([...count(12, 34), ':']);
});

test('a search moves the match to the top, n to the next, and what is not there is said', () => {
  expect(typed(['less sixty\r', '/5\r', 'n'], files).rows).toEqual([...count(15, 37), ':']);
  expect(typed(['less sixty\r', '/zz\r'], files).rows.at(-1)).toBe('Pattern not found  (press RETURN)');
});

test('line numbers, chopped lines and the status are a key away', () => {
  expect(typed(['less short\r', '-N', '\r'], files).rows).toEqual([
    '      1 a',
    '      2 b       x^Ay',
    ...tildes(21),
    '(END)',
  ]);
  expect(typed(['less -S wide\r'], files).rows.slice(1)).toEqual([`${'L'.repeat(79)}>`, 'end', 'wide (END)']);
  expect(typed(['less sixty\r', '='], files).rows.at(-1)).toBe('sixty lines 1-23/60 byte 60/171 35%  (press RETURN)');
});

test('q brings the screen back as it was', () => {
  expect(typed(['less sixty\r', 'q', 'echo back\r'], files)).toEqual({
    rows: ['$ less sixty', '$ echo back', 'back', '$'],
    cursor: [3, 2],
  });
});

test('an endless pipe is read as far as it is looked at', () => {
  expect(typed(['yes | less\r', ' ', 'q', 'echo ok\r']).rows).toEqual(['$ yes | less', '$ echo ok', 'ok', '$']);
});

test('on a pipe less copies', () => {
  expect(typed(['less short | wc -l\r', 'less nosuch; echo $?\r'], files).rows).toEqual([
    '$ less short | wc -l',
    '2',
    '$ less nosuch; echo $?',
    'nosuch: No such file or directory',
    '1',
    '$',
  ]);
});

test('Ctrl-Z gives the terminal back, fg takes it again', () => {
  const shown = typed(['less sixty\r', '\x1a'], files).rows;
  expect(shown).toEqual(['$ less sixty', '', '[1]+  Stopped                 less sixty', '$']);
  expect(typed(['less sixty\r', '\x1a', 'fg\r'], files).rows).toEqual([...count(1, 23), ':']);
});

test('man shows a page through less and says what it does not have', () => {
  expect(typed(['man less\r']).rows.slice(0, 4)).toEqual([
    'LESS(1)                         User Commands                          LESS(1)',
    '',
    'NAME',
    '       less - show a text page by page',
  ]);
  expect(typed(['man nosuch; echo $?\r']).rows).toEqual([
    '$ man nosuch; echo $?',
    'No manual entry for nosuch',
    '16',
    '$',
  ]);
  expect(typed(['man -k nosuchthing; whatis less\r']).rows).toEqual([
    '$ man -k nosuchthing; whatis less',
    'nosuchthing: nothing appropriate.',
    'less (1)             - show a text page by page',
    '$',
  ]);
});

test('watch fills the screen until Ctrl-C, and then it was never there', () => {
  const shown = typed(['watch -n 1 echo hi\r']).rows;
  expect(shown[0]).toMatch(
    /^Every 1\.0s: echo hi {20,}web-0: [A-Z][a-z]{2} [A-Z][a-z]{2} [ 0-9][0-9] [0-9:]{8} [0-9]{4}$/,
  );
  expect(shown.slice(1)).toEqual(['', 'hi']);
  expect(typed(['watch -n 1 echo hi\r', '\x03', 'echo $?\r']).rows).toEqual([
    '$ watch -n 1 echo hi',
    '$ echo $?',
    '0',
    '$',
  ]);
});

test('tput and clear know the terminal', () => {
  expect(typed(['tput cols; tput bold | cat -v; echo; TERM=dumb tput bold; echo $?\r', 'clear\r']).rows).toEqual(['$']);
  expect(typed(['tput cols; tput cup 3 4 | cat -v; echo; TERM=dumb tput bold; echo $?\r']).rows).toEqual([
    '$ tput cols; tput cup 3 4 | cat -v; echo; TERM=dumb tput bold; echo $?',
    '80',
    '^[[4;5H',
    '1',
    '$',
  ]);
});
