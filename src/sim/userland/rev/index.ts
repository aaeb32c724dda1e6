// rev(1) of util-linux: each line backwards.
import { isErr, O_RDONLY, sys, type Sys } from '../../kernel/abi/index.ts';
import { characters } from '../lib/locale.ts';
import { baseName } from '../lib/paths.ts';
import { Reader } from '../lib/stdio.ts';
import { command, type Tool } from '../lib/tool.ts';

function* main(tool: Tool): Sys<number> {
  const { options, operands } = tool.options({ short: 'hV', long: {} });
  for (const option of options)
    return yield* tool.other(
      option.key === 'h'
        ? { key: 'help', arg: undefined }
        : option.key === 'V'
          ? { key: 'version', arg: undefined }
          : option,
    );
  let status = 0;
  for (const name of operands.length > 0 ? operands : [undefined]) {
    const fd = name === undefined ? 0 : yield* sys.open(name, O_RDONLY);
    if (isErr(fd)) {
      yield* tool.raw(`${baseName(tool.name)}: cannot open ${name ?? ''}: ${fd.text}\n`);
      status = 1;
      continue;
    }
    const reader = new Reader(fd);
    for (let number = 0; ; number += 1) {
      const line = yield* reader.line();
      if (line === '' || tool.out.error) break;
      if (!tool.utf8 && /[\x80-\xff]/.test(line)) {
        // fgetws(3) refuses bytes above 127 in the C locale
        yield* tool.out.flush();
        yield* tool.raw(
          `${baseName(tool.name)}: ${name ?? 'stdin'}: ${number}: Invalid or incomplete multibyte or wide character\n`,
        );
        status = 1;
        break;
      }
      const ended = line.endsWith('\n');
      yield* tool.out.put(
        characters(ended ? line.slice(0, -1) : line, tool.utf8)
          .reverse()
          .join('') + (ended ? '\n' : ''),
      );
    }
    if (fd !== 0) yield* sys.close(fd);
  }
  return status;
}

export const rev = command(
  {
    name: 'rev',
    pkg: 'bsdextrautils',
    synopsis: '[options] [file ...]',
    summary: 'Reverses the characters of each line.',
  },
  main,
);
