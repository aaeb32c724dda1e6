// The screen as it should be, written to the terminal with as few bytes as a comparison of rows gives.
import type { ByteString } from '../../kernel/abi/index.ts';

export interface Frame {
  /** Bytes of each row, colours included, without line ends. A row may be shorter than the screen. */
  readonly rows: readonly ByteString[];
  readonly cursor: { readonly row: number; readonly col: number };
}

const PRINTABLE = /^[ -~]*$/;

export class Painter {
  #shown: readonly ByteString[] | undefined;

  /** Nothing that stands on the terminal is to be relied on. */
  forget(): void {
    this.#shown = undefined;
  }

  /** What turns the screen into the frame. */
  paint(frame: Frame): ByteString {
    let out = '';
    const shown = this.#shown;
    if (!shown) out += '\x1b[H\x1b[2J';
    frame.rows.forEach((row, index) => {
      const old = shown?.[index] ?? '';
      if (old !== row) out += change(index, old, row);
    });
    this.#shown = frame.rows;
    if (out !== '') out = `\x1b[?25l${out}\x1b[?25h`;
    return `${out}\x1b[${frame.cursor.row + 1};${frame.cursor.col + 1}H`;
  }
}

/** One row: what both have in front stays. */
function change(index: number, old: ByteString, row: ByteString): ByteString {
  let same = 0;
  const most = Math.min(old.length, row.length);
  while (same < most && old[same] === row[same]) same += 1;
  if (!PRINTABLE.test(row.slice(0, same))) same = 0;
  const rest = row.slice(same);
  const shorter = !PRINTABLE.test(old) || !PRINTABLE.test(row) || old.length > row.length;
  // Erased before it is written: behind a full row the terminal would erase its last character.
  return `\x1b[${index + 1};${same + 1}H${shorter ? '\x1b[K' : ''}${rest}`;
}
