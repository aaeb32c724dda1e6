// Reading lines without an editor: the terminal's own line editing (dash), or no terminal at all.
import { isErr, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import type { EditContext, LineRead, LineReader } from '../edit-api.ts';

export function createPlainReader(): LineReader {
  let buffer = '';
  return {
    *readLine(prompt: ByteString, ctx: EditContext): Sys<LineRead | 'eof' | 'interrupt'> {
      const shown = prompt.replace(/[\x01\x02]/g, '');
      if (shown !== '') yield* sys.writeAll(2, shown);
      let line = '';
      for (;;) {
        if (buffer === '') {
          const chunk = yield* sys.read(0, 8192);
          if (isErr(chunk)) {
            if (chunk.name !== 'EINTR') return 'eof';
            if ((yield* ctx.interrupted()) === 'interrupt') return 'interrupt';
            continue;
          }
          if (chunk === '') return line === '' ? 'eof' : { line };
          buffer = chunk;
        }
        const at = buffer.indexOf('\n');
        if (at >= 0) {
          line += buffer.slice(0, at);
          buffer = buffer.slice(at + 1);
          return { line };
        }
        line += buffer;
        buffer = '';
      }
    },
  };
}
