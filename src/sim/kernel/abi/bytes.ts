// Byte strings: every char of a kernel-side string is one byte (0..255), as in a C program in the C locale.
// Text meets bytes only at the edges of the machine, through the two functions below.

/** A string whose chars are bytes, 0x00..0xFF. What read(2) returns and write(2) takes. */
export type ByteString = string;

/** Text → its UTF-8 bytes. A lone surrogate becomes U+FFFD, as every UTF-8 encoder does. */
export function utf8(text: string): ByteString {
  let ascii = true;
  for (let i = 0; i < text.length; i += 1) {
    if (text.charCodeAt(i) > 0x7f) {
      ascii = false;
      break;
    }
  }
  if (ascii) return text;
  let out = '';
  for (const char of text) {
    let code = char.codePointAt(0) ?? 0;
    if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
    if (code < 0x80) out += String.fromCharCode(code);
    else if (code < 0x800) out += String.fromCharCode(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) {
      out += String.fromCharCode(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    } else {
      out += String.fromCharCode(
        0xf0 | (code >> 18),
        0x80 | ((code >> 12) & 63),
        0x80 | ((code >> 6) & 63),
        0x80 | (code & 63),
      );
    }
  }
  return out;
}

/** How many continuation bytes follow this lead byte; -1 when it cannot lead (RFC 3629). */
function continuationCount(lead: number): number {
  if (lead < 0x80) return 0;
  if (lead >= 0xc2 && lead < 0xe0) return 1;
  if (lead >= 0xe0 && lead < 0xf0) return 2;
  if (lead >= 0xf0 && lead < 0xf5) return 3;
  return -1;
}

const SMALLEST = [0, 0x80, 0x800, 0x10000];

/** UTF-8 bytes → text. Each byte that is not part of a valid sequence becomes U+FFFD. */
export function fromUtf8(bytes: ByteString): string {
  let out = '';
  for (let i = 0; i < bytes.length;) {
    const lead = bytes.charCodeAt(i);
    const more = continuationCount(lead);
    let code = more === 0 ? lead : lead & (0x3f >> more);
    let ok = more >= 0;
    for (let j = 1; ok && j <= more; j += 1) {
      const next = bytes.charCodeAt(i + j);
      if ((next & 0xc0) !== 0x80) ok = false;
      else code = (code << 6) | (next & 63);
    }
    if (ok && (code < (SMALLEST[more] ?? 0) || (code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff)) ok = false;
    out += ok ? String.fromCodePoint(code) : '\ufffd';
    i += ok ? more + 1 : 1;
  }
  return out;
}
