// Text of a terminal's screen log without its control sequences: what a task may look at.

/** CSI, OSC and two-character escapes (ECMA-48), then what backspace and carriage return do to a line. */
const ESCAPES = /\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]*[0-~]|[\x00\x07\x0e\x0f]/g;

/** `\r` without `\n` starts the line again; a backspace takes one character back. */
function settle(line: string): string {
  const out: string[] = [];
  let column = 0;
  for (const char of line) {
    if (char === '\r') column = 0;
    else if (char === '\b') column = Math.max(0, column - 1);
    else {
      out[column] = char;
      column += 1;
    }
  }
  return out.map((char) => char ?? ' ').join('');
}

export function plainScreen(text: string): string {
  return text
    .replace(ESCAPES, '')
    .split('\n')
    .map((line) => settle(line.replace(/\r+$/, '')))
    .join('\n');
}
