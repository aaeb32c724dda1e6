// Random command lines over the grammar of the shell: simple commands with every program that is installed, pipelines, lists,
// compound commands, functions, here-documents, job control; and lines that are none.
import fc from 'fast-check';
import { COMMANDS, NODE_COMMANDS } from '../../sim/lab/full.ts';
import { AWK_ETC, BUILTINS, NOT_COMMANDS, USEFUL } from './phrases.ts';
import { arithmetic, redirections, words } from './words.ts';

const program = fc.constantFrom(...COMMANDS, ...NODE_COMMANDS);
/** An installed program with options it has, options it has not, and anything behind them. */
const installed = (word: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  program.chain(({ name, support }) => {
    const known = support.options.length === 0 ? ['-x'] : support.options;
    const option = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...known) },
      { weight: 1, arbitrary: fc.constantFrom('-Z', '--no-such-option', '-1', '--', '-', '-abcdef', '--=x') },
    );
    const argument = fc.oneof({ weight: 2, arbitrary: option }, { weight: 3, arbitrary: word });
    return fc.array(argument, { maxLength: 4 }).map((args) => [name, ...args].join(' '));
  });

const builtin = (word: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...BUILTINS),
      fc.constantFrom('', '', '-a', '-p', '-l', '-n', '-f', '-x', '-zz', '--'),
      fc.array(word, { maxLength: 3 }),
    )
    .map(([name, option, args]) => [name, option, ...args].filter((part) => part !== '').join(' '));

const heredoc = (word: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom('cat', 'bash', 'read x', 'while read l; do echo $l; done', 'sort'),
      fc.constantFrom('<<E', "<<'E'", '<<-E'),
      fc.array(word, { maxLength: 3 }),
      fc.boolean(),
    )
    .map(([command, operator, body, closed]) => `${command} ${operator}\n${body.join('\n')}\n${closed ? 'E\n' : ''}`);

function compound(list: fc.Arbitrary<string>, word: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const two = fc.tuple(list, list);
  return fc.oneof(
    list.map((body) => `( ${body} )`),
    list.map((body) => `{ ${body}; }`),
    two.map(([a, b]) => `if ${a}; then ${b}; fi`),
    two.map(([a, b]) => `while ${a}; do ${b}; done`),
    two.map(([a, b]) => `until ${a}; do ${b}; break; done`),
    fc
      .tuple(fc.array(word, { maxLength: 3 }), list)
      .map(([all, body]) => `for x in ${all.join(' ')}; do ${body}; done`),
    fc.tuple(arithmetic, list).map(([text, body]) => `for ((i=0;i<3;i++)); do ((${text})); ${body}; done`),
    fc.tuple(word, word, list, list).map(([on, pattern, a, b]) => `case ${on} in ${pattern}) ${a};; *) ${b};& esac`),
    fc
      .tuple(word, fc.constantFrom('==', '=~', '-eq', '<', '-nt', '!='), word)
      .map(([a, op, b]) => `[[ ${a} ${op} ${b} ]]`),
    arithmetic.map((text) => `((${text}))`),
    list.map((body) => `f() { ${body}; }; f a b`),
    list.map((body) => `f() { ${body}; f; }; f`),
    list.map((body) => `coproc { ${body}; }`),
    list.map((body) => `time { ${body}; }`),
    list.map((body) => `select x in a b; do ${body}; done`),
    list.map((body) => `! { ${body}; } &`),
    list.map((body) => `:() { ${body} | : & }; :`),
  );
}

/** `'(('…'))'`: nesting deeper than the host's stack would like. */
const deep = fc
  .tuple(
    fc.constantFrom(
      ['(', 'echo', ')'],
      ['{ ', 'echo; ', '}; '],
      ['$(', 'echo', ')'],
      ['if ', ':;', 'fi;'],
      ['$((', '1', '))'],
      ['${x:-', 'a', '}'],
      ['!', ' :', ''],
      ['{a,', 'b', '}'],
      ['"$(', ':', ')"'],
      ['eval ', ':', ''],
      ['while :; do ', 'break; ', 'done; '],
    ),
    fc.constantFrom(3, 30, 300, 3000),
  )
  .map(([[open = '', middle = '', close = ''], times]) => `echo ${open.repeat(times)}${middle}${close.repeat(times)}`);

const { line } = fc.letrec<{ line: string; list: string; pipeline: string; command: string; word: string }>((tie) => ({
  word: words(tie('list')),
  command: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 6, arbitrary: fc.constantFrom(...USEFUL, ...AWK_ETC) },
    { weight: 6, arbitrary: installed(tie('word')) },
    { weight: 4, arbitrary: builtin(tie('word')) },
    { weight: 1, arbitrary: fc.array(tie('word'), { minLength: 1, maxLength: 3 }).map((all) => all.join(' ')) },
    { weight: 2, arbitrary: fc.tuple(tie('command'), redirections(tie('word'))).map((all) => all.join(' ')) },
    { weight: 3, arbitrary: compound(tie('list'), tie('word')) },
    { weight: 1, arbitrary: heredoc(tie('word')) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('x', 'IFS', 'PATH', 'arr[1]', 'LANG'), tie('word'), tie('command'))
        .map(([name, value, rest]) => `${name}=${value} ${rest}`),
    },
  ),
  pipeline: fc.array(tie('command'), { minLength: 1, maxLength: 3 }).map((all) => all.join(' | ')),
  list: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 3, arbitrary: tie('command') },
    { weight: 2, arbitrary: tie('pipeline') },
    {
      weight: 2,
      arbitrary: fc
        .tuple(tie('pipeline'), fc.constantFrom(' && ', ' || ', '; ', ' & ', '\n'), tie('pipeline'))
        .map((all) => all.join('')),
    },
    { weight: 1, arbitrary: tie('pipeline').map((text) => `${text} &`) },
  ),
  line: fc.oneof(
    { weight: 12, arbitrary: tie('list') },
    { weight: 2, arbitrary: fc.constantFrom(...NOT_COMMANDS) },
    {
      weight: 1,
      arbitrary: fc.tuple(tie('list'), fc.constantFrom(...NOT_COMMANDS), tie('list')).map((all) => all.join(' ')),
    },
    { weight: 1, arbitrary: deep },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  ),
}));

export const lines: fc.Arbitrary<string> = line as fc.Arbitrary<string>;
