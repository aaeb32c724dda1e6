// env(1) and printenv(1): the environment, and programs run in another one.
import { isErr, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { execvp } from '../lib/spawn.ts';
import { command, type Tool } from '../lib/tool.ts';

/** The string of -S as words: quotes and a few escapes. */
function splitString(text: ByteString): ByteString[] {
  const words: ByteString[] = [];
  for (const found of text.matchAll(/(?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|((?:\\.|[^\s"'\\])+))/g)) {
    const body = found[1] ?? found[2] ?? found[3] ?? '';
    words.push(body.replace(/\\(.)/g, (_, c: string) => ({ n: '\n', t: '\t', _: ' ' })[c] ?? c));
  }
  return words;
}

function* envMain(tool: Tool): Sys<number> {
  let empty = false;
  let end = '\n';
  let directory: ByteString | undefined;
  const unset: ByteString[] = [];
  const { options, operands } = tool.options({
    short: '+C:iS:u:v0',
    long: { 'ignore-environment': 'i', null: '0', 'unset=': 'u', 'chdir=': 'C', debug: 'v', 'split-string=': 'S' },
  });
  let words = [...operands];
  for (const option of options) {
    const arg = option.arg ?? '';
    if (option.key === 'i') empty = true;
    else if (option.key === '0') end = '\0';
    else if (option.key === 'C') directory = arg;
    else if (option.key === 'S') words = [...splitString(arg), ...words];
    else if (option.key === 'u') {
      if (arg === '' || arg.includes('='))
        return yield* tool.fail(125, `cannot unset ${tool.q(arg)}: Invalid argument`);
      unset.push(arg);
    } else if (option.key !== 'v') return yield* tool.other(option, 125);
  }
  if (words[0] === '-') {
    empty = true;
    words.shift();
  }
  const env = new Map(empty ? [] : tool.env);
  for (const name of unset) env.delete(name);
  while (words[0] !== undefined && words[0].includes('=')) {
    const word = words.shift() ?? '';
    const at = word.indexOf('=');
    env.set(word.slice(0, at), word.slice(at + 1));
  }
  if (words.length === 0) {
    if (directory !== undefined) return yield* tool.usage(125, 'must specify command with --chdir (-C)');
    for (const [name, value] of env) yield* tool.out.put(`${name}=${value}${end}`);
    return 0;
  }
  if (end === '\0') return yield* tool.usage(125, 'cannot specify --null (-0) with command');
  if (directory !== undefined) {
    const moved = yield* sys.chdir(directory);
    if (isErr(moved)) return yield* tool.fail(125, `cannot change directory to ${tool.qa(directory)}: ${moved.text}`);
  }
  const failed = yield* execvp(words, env);
  const program = words[0] ?? '';
  yield* tool.warn(`${tool.qa(program)}: ${failed.text}`);
  if (failed.name === 'ENOENT' && / /.test(program)) yield* tool.warn('use -[v]S to pass options in shebang lines');
  return failed.name === 'ENOENT' ? 127 : 126;
}

function* printenvMain(tool: Tool): Sys<number> {
  let end = '\n';
  const { options, operands } = tool.options({ short: '+0', long: { null: '0' } });
  for (const option of options) {
    if (option.key === '0') end = '\0';
    else return yield* tool.other(option, 2);
  }
  if (operands.length === 0) {
    for (const [name, value] of tool.env) yield* tool.out.put(`${name}=${value}${end}`);
    return 0;
  }
  let status = 0;
  for (const name of operands) {
    const value = name.includes('=') ? undefined : tool.env.get(name);
    if (value === undefined) status = 1;
    else yield* tool.out.put(value + end);
  }
  return status;
}

export const env = command(
  {
    name: 'env',
    pkg: 'coreutils',
    synopsis: '[OPTION]... [-] [NAME=VALUE]... [COMMAND [ARG]...]',
    summary: 'Shows the environment, or runs COMMAND in a changed one.',
    options: ['-0', '-C', '-i', '-S', '-u'],
  },
  envMain,
  125,
);
export const printenv = command(
  {
    name: 'printenv',
    pkg: 'coreutils',
    synopsis: '[OPTION]... [VARIABLE]...',
    summary: 'Writes the values of environment variables.',
    options: ['-0'],
  },
  printenvMain,
  2,
);
