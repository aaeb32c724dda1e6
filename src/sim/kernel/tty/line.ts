// Input side of a terminal: the line discipline N_TTY (drivers/tty/n_tty.c, termios(3)).
import { SIGINT, SIGQUIT, SIGTSTP, type ByteString, type Signal, type Termios } from '../abi/index.ts';
import type { Tty } from '../fs/types.ts';
import type { Kernel } from '../kernel.ts';
import { signalForeground } from './jobctl.ts';
import { resumeOutput, show } from './output.ts';

/** Longest line in canonical mode, without its end (N_TTY_BUF_SIZE - 1). */
export const MAX_CANON = 4095;
const START = '\x11';
const STOP = '\x13';
/** VREPRINT, which termios of this machine cannot change. */
const REPRINT = '\x12';
const RUBOUT = '\b \b';

const isControl = (c: ByteString): boolean => c < ' ' || c === '\x7f';
/** The kernel's isalnum: Latin-1 letters count (lib/ctype.c). Without IUTF8, as on a fresh terminal, a byte is a character. */
const isWordByte = (c: ByteString): boolean => /[0-9A-Za-z_\xc0-\xd6\xd8-\xf6\xf8-\xff]/.test(c);

/** `^C` for a control character when ECHOCTL, else the byte itself. */
function echoForm(termios: Termios, c: ByteString): ByteString {
  if (termios.echoctl && isControl(c) && c !== '\t') return `^${String.fromCharCode(c.charCodeAt(0) ^ 0x40)}`;
  return c;
}

/** One byte, or several plain ones. */
function echo(k: Kernel, tty: Tty, data: ByteString): void {
  if (!tty.termios.echo) return;
  if (tty.input.line === '') tty.lineColumn = tty.column;
  show(k, tty, data.length === 1 && data !== '\n' ? echoForm(tty.termios, data) : data);
}

/** Bytes arrive from the keyboard. */
export function ttyInput(k: Kernel, tty: Tty, bytes: ByteString): void {
  if (tty.hungUp) return;
  let plain = '';
  const flush = (): void => {
    if (plain === '') return;
    put(k, tty, plain);
    plain = '';
  };
  for (let i = 0; i < bytes.length; i += 1) {
    const c = bytes[i] as ByteString;
    if (isPlain(tty, c)) {
      plain += c;
      continue;
    }
    flush();
    special(k, tty, c);
  }
  flush();
}

/** A byte that the discipline only stores and echoes. */
function isPlain(tty: Tty, c: ByteString): boolean {
  if (tty.input.literal) return false;
  return (c >= ' ' && c !== '\x7f' && c !== tty.termios.verase && c !== tty.termios.vkill) || c === '\t';
}

/** Stores bytes at the end of the input. */
function put(k: Kernel, tty: Tty, data: ByteString, echoed = data): void {
  const { input, termios } = tty;
  echo(k, tty, echoed);
  if (termios.icanon) {
    const room = MAX_CANON - input.line.length;
    input.line += data.length <= room ? data : data.slice(0, Math.max(0, room));
    return;
  }
  const last = input.ready[input.ready.length - 1];
  if (last && !last.eof) last.data += data;
  else input.ready.push({ data, eof: false });
  k.wakeFirst(tty.readable);
}

function special(k: Kernel, tty: Tty, typed: ByteString): void {
  const { termios, input } = tty;
  if (input.literal) {
    input.literal = false;
    put(k, tty, typed, typed === '\n' && termios.echoctl ? '^J' : typed);
    return;
  }
  if (termios.ixon && (typed === START || typed === STOP)) {
    if (typed === STOP) tty.paused = true;
    else resumeOutput(k, tty);
    return;
  }
  if (termios.isig) {
    if (typed === termios.vintr) return signal(k, tty, SIGINT, typed);
    if (typed === termios.vquit) return signal(k, tty, SIGQUIT, typed);
    if (typed === termios.vsusp) return signal(k, tty, SIGTSTP, typed);
  }
  const c = typed === '\r' && termios.icrnl ? '\n' : typed;
  if (!termios.icanon) return put(k, tty, c);
  if (c === termios.verase || c === termios.vkill || (c === termios.vwerase && termios.iexten)) return erase(k, tty, c);
  if (c === termios.vlnext && termios.iexten) {
    input.literal = true;
    if (termios.echo && termios.echoctl) show(k, tty, '^\b');
    return;
  }
  if (c === REPRINT && termios.echo && termios.iexten) {
    show(k, tty, `${echoForm(termios, c)}\n`);
    tty.lineColumn = tty.column;
    for (const each of input.line) show(k, tty, echoForm(termios, each));
    return;
  }
  if (c === '\n') {
    echo(k, tty, c);
    return endLine(k, tty, { data: `${input.line}\n`, eof: false });
  }
  if (c === termios.veof) return endLine(k, tty, { data: input.line, eof: true });
  put(k, tty, c);
}

function endLine(k: Kernel, tty: Tty, line: { data: ByteString; eof: boolean }): void {
  tty.input.line = '';
  tty.input.ready.push(line);
  k.wakeFirst(tty.readable);
}

const TYPED: Readonly<Record<number, string>> = { [SIGINT]: 'Ctrl-C', [SIGQUIT]: 'Ctrl-\\', [SIGTSTP]: 'Ctrl-Z' };

/** `isig`: the foreground group gets the signal, and what was typed before is forgotten. */
function signal(k: Kernel, tty: Tty, sig: Signal, c: ByteString): void {
  tty.input.ready.length = 0;
  tty.input.line = '';
  signalForeground(k, tty, sig, `${TYPED[sig] ?? 'a key'} was pressed at ${tty.name}`);
  if (tty.termios.ixon) resumeOutput(k, tty);
  echo(k, tty, c);
}

/** `eraser`: one character, a word or the whole line, on the screen too. */
function erase(k: Kernel, tty: Tty, c: ByteString): void {
  const { input, termios } = tty;
  const kind = c === termios.verase ? 'char' : c === termios.vkill ? 'line' : 'word';
  if (kind === 'line' && termios.echo && !(termios.echok && termios.echoe)) {
    input.line = '';
    show(k, tty, echoForm(termios, c) + (termios.echok ? '\n' : ''));
    return;
  }
  let inWord = false;
  while (input.line !== '') {
    const head = input.line.length - 1;
    const gone = input.line[head] as ByteString;
    if (kind === 'word') {
      if (isWordByte(gone)) inWord = true;
      else if (inWord) break;
    }
    input.line = input.line.slice(0, head);
    if (termios.echo) {
      if (kind === 'char' && !termios.echoe) show(k, tty, echoForm(termios, c));
      else show(k, tty, rubOut(tty, gone));
    }
    if (kind === 'char') break;
  }
}

function rubOut(tty: Tty, gone: ByteString): ByteString {
  const { echoctl } = tty.termios;
  if (gone === '\t') {
    const width = tty.column - columnOf(tty);
    return '\b'.repeat(Math.max(1, Math.min(8, width)));
  }
  if (isControl(gone)) return echoctl ? RUBOUT + RUBOUT : '';
  return RUBOUT;
}

/** The column behind the edited line as it is now. */
function columnOf(tty: Tty): number {
  let at = tty.lineColumn;
  for (const c of tty.input.line) {
    if (c === '\t') at = (at | 7) + 1;
    else if (isControl(c)) at += tty.termios.echoctl ? 2 : 0;
    else at += 1;
  }
  return at;
}

/** Whether read(2) would return something. */
export function hasInput(tty: Tty): boolean {
  return tty.input.ready.length > 0;
}

/** Takes up to `count` bytes: one line at most in canonical mode, everything there is in raw mode. */
export function takeInput(tty: Tty, count: number): ByteString {
  const { ready } = tty.input;
  const first = ready[0];
  if (!first) return '';
  if (tty.termios.icanon || ready.length === 1) {
    const out = first.data.slice(0, count);
    if (out.length === first.data.length) ready.shift();
    else first.data = first.data.slice(out.length);
    return out;
  }
  const all = ready.map((part) => part.data + (part.eof ? '\0' : '')).join('');
  const out = all.slice(0, count);
  ready.length = 0;
  if (out.length < all.length) ready.push({ data: all.slice(out.length), eof: false });
  return out;
}

/** n_tty_set_termios: what was typed before a change of mode is read in the new mode. */
export function changeMode(k: Kernel, tty: Tty, canonical: boolean): void {
  const { input } = tty;
  input.literal = false;
  const all = input.ready.map((part) => part.data + (part.eof && !canonical ? '\0' : '')).join('') + input.line;
  input.line = '';
  input.ready.length = 0;
  if (all === '') return;
  input.ready.push({ data: all, eof: false });
  k.wakeFirst(tty.readable);
}
