// Escape sequences of awk's strings, in the program text and in assignments on the command line.

const NAMED: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** Reads one escape; `at` is behind the backslash. An unknown one keeps its backslash. */
function escapeAt(text: string, at: number): { value: string; end: number } {
  const rest = text.slice(at, at + 3);
  const octal = /^[0-7]{1,3}/.exec(rest);
  if (octal) return { value: String.fromCharCode(Number.parseInt(octal[0], 8) & 255), end: at + octal[0].length };
  const hex = /^x([0-9a-fA-F]{1,2})/.exec(rest);
  if (hex) return { value: String.fromCharCode(Number.parseInt(hex[1] ?? '0', 16)), end: at + hex[0].length };
  const char = text[at] ?? '';
  return { value: Object.hasOwn(NAMED, char) ? (NAMED[char] ?? '') : `\\${char}`, end: at + char.length };
}

export function expandEscapes(text: string): string {
  if (!text.includes('\\')) return text;
  let out = '';
  for (let at = 0; at < text.length;) {
    if (text[at] !== '\\') {
      out += text[at] ?? '';
      at += 1;
      continue;
    }
    const found = escapeAt(text, at + 1);
    out += found.value;
    at = found.end;
  }
  return out;
}

/** A string constant up to its quote; `at` is behind the opening one. Undefined: it does not end on its line. */
export function collectString(text: string, at: number): { value: string; end: number; lines: number } | undefined {
  let value = '';
  let lines = 0;
  for (let i = at; ;) {
    const char = text[i];
    if (char === undefined || char === '\n') return undefined;
    if (char === '"') return { value, end: i + 1, lines };
    if (char !== '\\') {
      value += char;
      i += 1;
    } else if (text[i + 1] === '\n') {
      lines += 1;
      i += 2;
    } else {
      const found = escapeAt(text, i + 1);
      value += found.value;
      i = found.end;
    }
  }
}
