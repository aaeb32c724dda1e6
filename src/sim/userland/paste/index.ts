// paste(1): joins lines of files side by side.
import { isErr, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { openInput } from '../lib/input.ts';
import { Reader } from '../lib/stdio.ts';
import { command, type Tool } from '../lib/tool.ts';

/** The list of delimiters, each one character or empty (`\0`); undefined when it ends in a backslash. */
function parseDelimiters(list: ByteString): string[] | undefined {
  const out: string[] = [];
  const named: Readonly<Record<string, string>> = {
    '0': '',
    b: '\b',
    f: '\f',
    n: '\n',
    r: '\r',
    t: '\t',
    v: '\v',
    '\\': '\\',
  };
  for (let i = 0; i < list.length; i += 1) {
    if (list[i] !== '\\') {
      out.push(list[i] ?? '');
      continue;
    }
    i += 1;
    const next = list[i];
    if (next === undefined) return undefined;
    out.push(named[next] ?? next);
  }
  return out.length > 0 ? out : [''];
}

function* main(tool: Tool): Sys<number> {
  let list = '\t';
  let serial = false;
  let terminator = '\n';
  const { options, operands } = tool.options({
    short: 'd:sz',
    long: { 'delimiters=': 'd', serial: 's', 'zero-terminated': 'z' },
  });
  for (const option of options) {
    if (option.key === 'd') list = option.arg ?? '';
    else if (option.key === 's') serial = true;
    else if (option.key === 'z') terminator = '\0';
    else return yield* tool.other(option);
  }
  const delimiters = parseDelimiters(list);
  if (!delimiters) return yield* tool.fail(1, `delimiter list ends with an unescaped backslash: ${list}`);
  const names = operands.length > 0 ? operands : ['-'];
  const readers: Reader[] = [];
  let status = 0;
  const stdin = new Reader(0);
  for (const name of names) {
    const fd = yield* openInput(name);
    if (isErr(fd)) {
      yield* tool.warn(`${tool.qf(name)}: ${fd.text}`);
      status = 1;
      if (!serial) return 1;
      continue;
    }
    readers.push(fd === 0 ? stdin : new Reader(fd));
  }
  const strip = (line: ByteString): ByteString => (line.endsWith(terminator) ? line.slice(0, -1) : line);
  if (serial) {
    for (const reader of readers) {
      let text = '';
      for (let i = 0; ; i += 1) {
        const line = yield* reader.line(terminator);
        if (line === '') break;
        text += (i > 0 ? (delimiters[(i - 1) % delimiters.length] ?? '') : '') + strip(line);
      }
      yield* tool.out.put(text + terminator);
    }
    return status;
  }
  while (!tool.out.error) {
    let any = false;
    let text = '';
    for (const [i, reader] of readers.entries()) {
      const line = yield* reader.line(terminator);
      if (line !== '') any = true;
      text += strip(line) + (i < readers.length - 1 ? (delimiters[i % delimiters.length] ?? '') : '');
    }
    if (!any) break;
    yield* tool.out.put(text + terminator);
  }
  return status;
}

export const paste = command(
  {
    name: 'paste',
    pkg: 'coreutils',
    synopsis: '[OPTION]... [FILE]...',
    summary: 'Joins the lines of files side by side.',
    options: ['-d', '-s', '-z'],
  },
  main,
);
