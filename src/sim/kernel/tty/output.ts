// Output side of a terminal: NL to CR NL, the screen log with its limit, and the column where the cursor stands (drivers/tty/n_tty.c).
import type { ByteString } from '../abi/index.ts';
import type { Screen, Tty } from '../fs/types.ts';
import type { Kernel } from '../kernel.ts';

/** What a terminal remembers of its output; the oldest chunks are let go beyond that. */
export const MAX_SCREEN_BYTES = 4 * 1024 * 1024;
/** Chunks are filled up to this size, so that the log has few of them. */
const CHUNK_BYTES = 16 * 1024;
/** No line is looked at further back than this to find the column. */
const LONGEST_LINE = 512;

export const newScreen = (): Screen => ({ chunks: [], bytes: 0, dropped: 0 });

function append(screen: Screen, text: ByteString): void {
  const { chunks } = screen;
  const last = chunks.length - 1;
  if (last >= 0 && (chunks[last] as ByteString).length + text.length <= CHUNK_BYTES) chunks[last] += text;
  else chunks.push(text);
  screen.bytes += text.length;
  while (screen.bytes - screen.dropped > MAX_SCREEN_BYTES && chunks.length > 1)
    screen.dropped += (chunks.shift() as ByteString).length;
}

/** The bytes shown from position `from` up to `to`, as far as they are still known. */
export function screenText(screen: Screen, from: number, to = screen.bytes): ByteString {
  let at = screen.bytes;
  const parts: ByteString[] = [];
  for (let i = screen.chunks.length - 1; i >= 0 && at > from; i -= 1) {
    const chunk = screen.chunks[i] as ByteString;
    at -= chunk.length;
    if (at < to) parts.push(chunk.slice(Math.max(0, from - at), Math.max(0, to - at)));
  }
  return parts.reverse().join('');
}

function columnAfter(column: number, text: ByteString): number {
  const start = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
  let at = start >= 0 ? 0 : column;
  for (let i = Math.max(start + 1, text.length - LONGEST_LINE); i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === 8) at = Math.max(0, at - 1);
    else if (code === 9) at = (at | 7) + 1;
    else if (code >= 32 && code !== 127) at += 1;
  }
  return at;
}

/** Sends text to the screen, through output processing. While output is paused it is held back. */
export function show(k: Kernel, tty: Tty, data: ByteString): void {
  if (data === '') return;
  if (tty.paused) {
    tty.held += data;
    return;
  }
  const { opost, onlcr } = tty.termios;
  const text = opost && onlcr && data.includes('\n') ? data.replaceAll('\n', '\r\n') : data;
  tty.column = columnAfter(tty.column, text);
  append(tty.screen, text);
  k.emitOutput(tty, text.length);
}

/** ^Q: what was held back appears and writers go on. */
export function resumeOutput(k: Kernel, tty: Tty): void {
  if (!tty.paused) return;
  tty.paused = false;
  const { held } = tty;
  tty.held = '';
  show(k, tty, held);
  k.wake(tty.writable);
}
