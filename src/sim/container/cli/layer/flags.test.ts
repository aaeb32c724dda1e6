/** Command lines are read as pflag reads them. */
import { expect, test } from 'vitest';
import { bool, flag, parseFlags, type FlagSpec } from './flags.ts';
import { DURATION, INT, list, STRING, STRING_SLICE } from './kinds.ts';
import { flagUsages } from './usage.ts';

const FLAGS: readonly FlagSpec[] = [
  bool('all', 'a', 'Show all things'),
  flag('last', 'n', INT, 'Show the last ones', { def: -1 }),
  flag('env', 'e', list('list'), 'Set variables'),
  flag('name', '', STRING, 'Give a `NAME`', { def: 'x' }),
  flag('for', '', DURATION, 'How long'),
  flag('sets', '', STRING_SLICE, 'Sets'),
  flag('old', '', STRING, 'Old', { deprecated: 'use --name instead', target: 'name' }),
];

function read(...argv: string[]): unknown {
  const p = parseFlags(FLAGS, argv);
  if ('error' in p) return p.error;
  return { given: Object.fromEntries([...p.changed].map((n) => [n, p.values.get(n)])), args: p.args };
}

test.each<[string[], unknown]>([
  [['-an', '3', 'x'], { given: { all: true, last: 3 }, args: ['x'] }],
  [['-n3', '-n=4'], { given: { last: 4 }, args: [] }],
  [['x', '--all=false', '--', '-n'], { given: { all: false }, args: ['x', '-n'] }],
  [['-e', 'a', '--env=b'], { given: { env: ['a', 'b'] }, args: [] }],
  [['--sets', 'a,b', '--sets', 'c'], { given: { sets: ['a', 'b', 'c'] }, args: [] }],
  [['--for', '1m30s'], { given: { for: 90 }, args: [] }],
  [['-'], { given: {}, args: ['-'] }],
  [['--nope=1'], 'unknown flag: --nope'],
  [['-ax'], "unknown shorthand flag: 'x' in -x"],
  [['-n'], "flag needs an argument: 'n' in -n"],
  [['--last'], 'flag needs an argument: --last'],
  [['--last', 'x'], 'invalid argument "x" for "-n, --last" flag: strconv.ParseInt: parsing "x": invalid syntax'],
  [
    ['--last', '99999999999999999999'],
    'invalid argument "99999999999999999999" for "-n, --last" flag: strconv.ParseInt: parsing "99999999999999999999": value out of range',
  ],
  [['--all=x'], 'invalid argument "x" for "-a, --all" flag: strconv.ParseBool: parsing "x": invalid syntax'],
  [['--for', '5'], 'invalid argument "5" for "--for" flag: time: missing unit in duration "5"'],
  [['--=x'], 'bad flag syntax: --=x'],
])('%j', (argv, want) => expect(read(...argv)).toEqual(want));

test('flags end at the first argument when they may not follow it', () => {
  const p = parseFlags(FLAGS, ['-a', 'cmd', '-n', '3'], { interspersed: false });
  expect('error' in p ? p.error : p.args).toEqual(['cmd', '-n', '3']);
});

test('a deprecated name works and is announced', () => {
  const p = parseFlags(FLAGS, ['--old', 'y']);
  expect(p.notices).toEqual(['Flag --old has been deprecated, use --name instead']);
  expect('error' in p ? undefined : p.values.get('name')).toBe('y');
});

test('the option table is sorted, aligned and wrapped', () => {
  expect(flagUsages(FLAGS, 50)).toBe(
    [
      '  -a, --all            Show all things',
      '  -e, --env list       Set variables',
      '      --for duration   How long',
      '  -n, --last int       Show the last ones',
      '                       (default -1)',
      '      --name NAME      Give a NAME (default "x")',
      '      --sets strings   Sets',
      '',
    ].join('\n'),
  );
});
