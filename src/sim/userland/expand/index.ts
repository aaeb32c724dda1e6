// expand(1) and unexpand(1): tabs to blanks and back.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import { slurpOrWarn } from '../lib/input.ts';
import { command, type Tool } from '../lib/tool.ts';
import { expandLine, parseTabs, unexpandLine, type TabStops } from './tabs.ts';

const modern = (argv: readonly ByteString[]): ByteString[] =>
  argv.map((word, i) => (i > 0 && /^-[0-9][0-9,]*$/.test(word) ? `-t${word.slice(1)}` : word));

function* convert(tool: Tool, operands: readonly ByteString[], line: (text: ByteString) => ByteString): Sys<number> {
  let status = 0;
  for (const name of operands.length > 0 ? operands : ['-']) {
    const text = yield* slurpOrWarn(tool, name);
    if (text === undefined) status = 1;
    else yield* tool.out.put(text.split('\n').map(line).join('\n'));
  }
  return status;
}

function* expandMain(tool: Tool): Sys<number> {
  let tabs: TabStops = { list: [], every: 8, relative: false };
  let initial = false;
  const { options, operands } = tool.options({ short: 'it:', long: { initial: 'i', 'tabs=': 't' } });
  for (const option of options) {
    if (option.key === 'i') initial = true;
    else if (option.key === 't') {
      const parsed = parseTabs(option.arg ?? '', (text) => tool.q(text));
      if (typeof parsed === 'string') return yield* tool.fail(1, parsed);
      tabs = parsed;
    } else return yield* tool.other(option);
  }
  return yield* convert(tool, operands, (line) => expandLine(line, tabs, initial));
}

function* unexpandMain(tool: Tool): Sys<number> {
  let tabs: TabStops = { list: [], every: 8, relative: false };
  let all = false;
  let first = false;
  const { options, operands } = tool.options({ short: 'at:', long: { all: 'a', 'first-only': 'first', 'tabs=': 't' } });
  for (const option of options) {
    if (option.key === 'a') all = true;
    else if (option.key === 'first') first = true;
    else if (option.key === 't') {
      const parsed = parseTabs(option.arg ?? '', (text) => tool.q(text));
      if (typeof parsed === 'string') return yield* tool.fail(1, parsed);
      tabs = parsed;
      all = true;
    } else return yield* tool.other(option);
  }
  return yield* convert(tool, operands, (line) => unexpandLine(line, tabs, all && !first));
}

const plainExpand = command(
  {
    name: 'expand',
    pkg: 'coreutils',
    synopsis: '[OPTION]... [FILE]...',
    summary: 'Turns tabs into blanks.',
    options: ['-i', '-t'],
  },
  expandMain,
);
const plainUnexpand = command(
  {
    name: 'unexpand',
    pkg: 'coreutils',
    synopsis: '[OPTION]... [FILE]...',
    summary: 'Turns blanks into tabs.',
    options: ['-a', '-t', '--first-only'],
  },
  unexpandMain,
);

export const expand: typeof plainExpand = { ...plainExpand, run: (argv, env) => plainExpand.run(modern(argv), env) };
export const unexpand: typeof plainUnexpand = {
  ...plainUnexpand,
  run: (argv, env) => plainUnexpand.run(modern(argv), env),
};
