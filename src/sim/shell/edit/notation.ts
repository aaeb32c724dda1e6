// The notation of key sequences in inputrc and `bind`: "\C-x\M-a\e[A" and back.

/** Text inside the double quotes → bytes. */
export function sequenceOf(text: string): string {
  let out = '';
  let i = 0;
  const single = (): string => {
    // One key, with the prefixes \C- and \M- in any order.
    let control = false;
    let meta = false;
    for (;;) {
      const prefix = text.slice(i, i + 3);
      if (/^\\C-/i.test(prefix) && i + 3 < text.length) control = true;
      else if (/^\\M-/i.test(prefix) && i + 3 < text.length) meta = true;
      else break;
      i += 3;
    }
    let char = plain();
    if (control) char = char === '?' ? '\x7f' : String.fromCharCode(char.toUpperCase().charCodeAt(0) & 31);
    return meta ? `\x1b${char}` : char;
  };
  const plain = (): string => {
    const char = text[i] as string;
    i += 1;
    if (char !== '\\' || i >= text.length) return char;
    const escape = text[i] as string;
    const octal = /^[0-7]{1,3}/.exec(text.slice(i, i + 3))?.[0];
    const hex = escape === 'x' ? /^x([0-9a-fA-F]{1,2})/.exec(text.slice(i, i + 3)) : undefined;
    if (octal) {
      i += octal.length;
      return String.fromCharCode(parseInt(octal, 8) & 255);
    }
    if (hex) {
      i += hex[0].length;
      return String.fromCharCode(parseInt(hex[1] as string, 16));
    }
    i += 1;
    return { a: '\x07', b: '\b', d: '\x7f', e: '\x1b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }[escape] ?? escape;
  };
  while (i < text.length) out += single();
  return out;
}

const control = (code: number): string => `\\C-${String.fromCharCode(code | 64).toLowerCase()}`;

/** Bytes → as `bind -p` prints them. */
export function notationOf(keys: string): string {
  let out = '';
  for (let i = 0; i < keys.length; i += 1) {
    const code = keys.charCodeAt(i);
    if (code === 27 && i + 1 < keys.length) out += '\\M-';
    else if (code === 27) out += '\\e';
    else if (code === 0 && i > 1) out += '\\000';
    else if (code === 127) out += '\\C-?';
    else if (code < 32) out += control(code);
    else if (code > 127) out += `\\${code.toString(8)}`;
    else if (code === 34 || code === 92) out += `\\${keys[i] as string}`;
    else out += keys[i] as string;
  }
  return out;
}
