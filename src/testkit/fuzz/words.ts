// Random words of a shell: plain, quoted in every way, expanded in every way, long, binary. As source text that a person could type.
import fc from 'fast-check';

/** 500 columns are more than a terminal has; the shell must not care. */
const LONG = 500;

export const FILES: readonly string[] = [
  '/tmp/f',
  '/tmp/d',
  '/tmp/d/../f',
  '/etc/passwd',
  '/etc/hostname',
  '/proc/self/status',
  '/proc/1/cmdline',
  '/proc/meminfo',
  '/sys/fs/cgroup/pids.current',
  '/dev/null',
  '/dev/zero',
  '/dev/tty',
  '/dev/urandom',
  '/usr/bin',
  '/',
  '.',
  '..',
  '~',
  '~root/x',
  'no-such-file',
  './-n',
  'a b',
  '*',
  '/tmp/*',
  '/[a-',
  '**/?',
  '',
];

const NAMES = ['x', 'y', 'arr', 'IFS', 'PATH', 'HOME', 'PS1', '1', '@', '*', '#', '?', '$', '!', '-', '_', 'RANDOM'];

const quoteSingle = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
const asFile = fc.constantFrom(...FILES).map((file) => (/[\s*?[]|^$/.test(file) ? quoteSingle(file) : file));

const NUMBERS = ['0', '1', '-1', '2', '7', '08', '0x1f', '1e9', '99999999999999999999', '-9223372036854775808', '3.14'];
const ODD = [
  '-',
  '--',
  '-h',
  '--help',
  '--version',
  '-999',
  '=',
  '==',
  '!',
  '[',
  ']',
  '{',
  '}',
  '%1',
  '%%',
  '+1',
  '@',
  '#c',
];

const plain = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('a', 'foo', 'x=1', 'hello', 'A,B', 'k:v', 'SIGTERM', '9', '1') },
  { weight: 2, arbitrary: fc.constantFrom(...NUMBERS, ...ODD) },
  { weight: 2, arbitrary: asFile },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }).map(quoteSingle) },
  {
    weight: 1,
    arbitrary: fc.string({ unit: 'binary', maxLength: 6 }).map((text) => quoteSingle(text.replaceAll('\0', ''))),
  },
  { weight: 1, arbitrary: fc.constantFrom('é', '日本', '🙂', 'e\u0301', '\u202e', '"\x7f"') },
);

const GLUE = ['', ',', '-', '..', '.', ':', '/', '='];
const OPERATORS = [
  ':-w',
  '-w',
  ':=w',
  '=w',
  ':+w',
  '+w',
  ':?w',
  '?',
  '#a',
  '##*/',
  '%a',
  '%%.*',
  '/a/b',
  '//a',
  '/#a/',
  '/%/x',
  '^',
  '^^',
  ',',
  ',,',
  '@Q',
  '@P',
  '@a',
  '@A',
  '@k',
  ':0',
  ':1:2',
  ': -2',
  ':$x:y',
  ':1:-9',
  '[0]',
  '[@]',
  '[*]',
  '[x]',
  '[-1]',
  '[$((1/0))]',
];
const ARITHMETIC = [
  '1',
  'x',
  'x++',
  '--y',
  '1+2*3',
  '2**63',
  '1/0',
  '5%0',
  '-9223372036854775808/-1',
  '1<<64',
  'x=5,y=x*2',
  'a?b:c',
  '!x',
  '~0',
  '16#ff',
  '99#1',
  '08',
  '(',
  '1 +',
  'x[1]',
  'arr[x+=1]',
  '2**-1',
  'x=y=z=1',
  '1e3',
  "'a'",
  '$x',
  '${#x}',
  '1 2',
  '',
];
const BACKSLASHED = [
  '\\n',
  '\\x41',
  '\\u00e9',
  '\\U1F642',
  '\\cA',
  '\\0',
  '\\777',
  '\\',
  "\\'",
  '\\e[31m',
  '\\xff\\xfe',
];

export const arithmetic = fc
  .array(fc.constantFrom(...ARITHMETIC), { minLength: 1, maxLength: 3 })
  .map((all) => all.join('+'));

/** Words; `command` is what stands in command and process substitutions. */
export function words(command: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const parameter = fc
    .tuple(fc.constantFrom('', '!', '#'), fc.constantFrom(...NAMES), fc.constantFrom('', '', ...OPERATORS))
    .map(([before, name, after]) => `\${${before}${name}${after}}`);
  const expansion = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...NAMES).map((name) => `$${name}`) },
    { weight: 5, arbitrary: parameter },
    { weight: 2, arbitrary: arithmetic.map((text) => `$((${text}))`) },
    { weight: 2, arbitrary: command.map((text) => `$(${text})`) },
    { weight: 1, arbitrary: command.map((text) => `\`${text.replaceAll('`', '')}\``) },
    {
      weight: 1,
      arbitrary: fc.array(fc.constantFrom(...BACKSLASHED), { maxLength: 3 }).map((all) => `$'${all.join('')}'`),
    },
  );
  const quoted = fc.array(fc.oneof(expansion, fc.constantFrom('a b', '*', '\\"', '\\$x', '!', "'")), { maxLength: 3 });
  return fc.oneof(
    { weight: 8, arbitrary: plain },
    { weight: 4, arbitrary: expansion },
    { weight: 3, arbitrary: quoted.map((all) => `"${all.join('')}"`) },
    { weight: 1, arbitrary: command.map((text) => `<(${text})`) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '{1..5}',
        '{a,b}{c,d}',
        '{9..1..3}',
        '{a..',
        '{01..12}',
        '{,}',
        '{1..999999999}',
        'x{a,{b,c}}y',
        '{a..z..-5}',
      ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom('?(a)', '@(a|b)*', '!(x)', '[[:alpha:]]*', '[!a-z]', '[]-a]', '\\*', '~+', '~nobody'),
    },
    { weight: 1, arbitrary: fc.tuple(plain, fc.constantFrom(...GLUE), expansion).map((all) => all.join('')) },
    { weight: 1, arbitrary: fc.constantFrom('x', '\\', '"', '(').map((unit) => `'${unit.repeat(LONG)}'`) },
    { weight: 1, arbitrary: fc.constantFrom('"', "'", '`', '$(', '${', '$((', '\\', '<(', '$[') },
  );
}

const REDIRECTIONS = [
  '>',
  '>>',
  '<',
  '2>',
  '2>&1',
  '&>',
  '>|',
  '<>',
  '>&-',
  '<&-',
  '3>&1',
  '>&3',
  '2>&9',
  '<&0',
  '{fd}>',
  '&>>',
  '>&',
];

export const redirections = (word: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...REDIRECTIONS),
      fc.oneof({ weight: 3, arbitrary: fc.constantFrom('/tmp/f', '/dev/null', '/tmp/g', '/', '/no/x') }, word),
    )
    .map(([operator, target]) => (/[-&\d]$/.test(operator) && operator !== '>&' ? operator : `${operator} ${target}`));
