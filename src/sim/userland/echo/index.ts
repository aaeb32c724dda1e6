// /usr/bin/echo: coreutils' own, which also knows --help and --version.
import type { Sys } from '../../kernel/abi/index.ts';
import { expandEscapes } from '../../posix/index.ts';
import { command, helpText, versionText, type Tool } from '../lib/tool.ts';

function* main(tool: Tool): Sys<number> {
  const words = [...tool.args];
  if (words.length === 1 && words[0] === '--help') yield* tool.out.put(helpText(tool.name, tool.about));
  else if (words.length === 1 && words[0] === '--version') yield* tool.out.put(versionText(tool.about));
  else {
    let newline = true;
    let escapes = false;
    while (words[0] !== undefined && /^-[neE]+$/.test(words[0])) {
      for (const letter of words.shift() ?? '') {
        if (letter === 'n') newline = false;
        if (letter === 'e') escapes = true;
        if (letter === 'E') escapes = false;
      }
    }
    const text = words.join(' ');
    const expanded = escapes ? expandEscapes(text, 'echo', false) : { text, stop: false };
    yield* tool.out.put(expanded.text + (newline && !expanded.stop ? '\n' : ''));
  }
  return 0;
}

export const echo = command(
  {
    name: 'echo',
    pkg: 'coreutils',
    synopsis: '[SHORT-OPTION]... [STRING]...',
    summary: 'Writes its arguments.',
    options: ['-e', '-E', '-n'],
  },
  main,
);
