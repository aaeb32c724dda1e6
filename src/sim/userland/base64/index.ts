// base64(1) and base32(1): bytes as letters.
import { isErr, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { slurp } from '../lib/input.ts';
import { command, type Tool } from '../lib/tool.ts';

interface Alphabet {
  readonly letters: string;
  readonly bits: number;
  /** Letters and bytes of a whole group. */
  readonly group: number;
  readonly bytes: number;
}

const BASE64: Alphabet = {
  letters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
  bits: 6,
  group: 4,
  bytes: 3,
};
const BASE32: Alphabet = { letters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', bits: 5, group: 8, bytes: 5 };

export function encode(text: ByteString, alphabet: Alphabet): string {
  let out = '';
  let value = 0;
  let have = 0;
  for (let i = 0; i < text.length; i += 1) {
    value = (value << 8) | text.charCodeAt(i);
    have += 8;
    while (have >= alphabet.bits) {
      have -= alphabet.bits;
      out += alphabet.letters[(value >> have) & ((1 << alphabet.bits) - 1)] ?? '';
    }
    value &= (1 << have) - 1;
  }
  if (have > 0) out += alphabet.letters[(value << (alphabet.bits - have)) & ((1 << alphabet.bits) - 1)] ?? '';
  return out.padEnd(Math.ceil(out.length / alphabet.group) * alphabet.group, '=');
}

/** What could be decoded, and whether that was all. */
export function decode(text: string, alphabet: Alphabet): { text: ByteString; ok: boolean } {
  let out = '';
  for (let at = 0; at < text.length; at += alphabet.group) {
    const chunk = text.slice(at, at + alphabet.group);
    const body = chunk.replace(/=+$/, '');
    const codes = [...body].map((char) => alphabet.letters.indexOf(char));
    const bytes = Math.floor((body.length * alphabet.bits) / 8);
    const valid =
      codes.every((code) => code >= 0) &&
      chunk.length === alphabet.group &&
      bytes > 0 &&
      Math.ceil((bytes * 8) / alphabet.bits) === body.length;
    let value = 0;
    let have = 0;
    for (const code of codes) {
      if (code < 0) break;
      value = (value << alphabet.bits) | code;
      have += alphabet.bits;
      if (have >= 8) {
        have -= 8;
        out += String.fromCharCode((value >> have) & 255);
      }
      value &= (1 << have) - 1;
    }
    if (!valid) return { text: out, ok: false };
  }
  return { text: out, ok: true };
}

const mainFor = (alphabet: Alphabet) =>
  function* (tool: Tool): Sys<number> {
    let decoding = false;
    let ignore = false;
    let wrap = 76;
    const { options, operands } = tool.options({
      short: 'diw:',
      long: { decode: 'd', 'ignore-garbage': 'i', 'wrap=': 'w' },
    });
    for (const option of options) {
      if (option.key === 'd') decoding = true;
      else if (option.key === 'i') ignore = true;
      else if (option.key === 'w') {
        if (!/^[0-9]+$/.test(option.arg ?? ''))
          return yield* tool.fail(1, `invalid wrap size: ${tool.q(option.arg ?? '')}`);
        wrap = Number(option.arg);
      } else return yield* tool.other(option);
    }
    if (operands.length > 1) return yield* tool.usage(1, `extra operand ${tool.q(operands[1] ?? '')}`);
    const name = operands[0] ?? '-';
    const text = yield* slurp(name);
    if (isErr(text))
      return yield* tool.fail(
        1,
        text.name === 'EISDIR' ? `read error: ${text.text}` : `${tool.qf(name)}: ${text.text}`,
      );
    if (decoding) {
      const letters = ignore
        ? [...text].filter((char) => alphabet.letters.includes(char) || char === '=').join('')
        : text.replace(/\n/g, '');
      const result = decode(letters, alphabet);
      yield* tool.out.put(result.text);
      if (result.ok) return 0;
      yield* tool.out.flush();
      return yield* tool.fail(1, 'invalid input');
    }
    const encoded = encode(text, alphabet);
    if (wrap === 0) yield* tool.out.put(encoded);
    else for (let at = 0; at < encoded.length; at += wrap) yield* tool.out.put(`${encoded.slice(at, at + wrap)}\n`);
    return 0;
  };

const options = ['-d', '-i', '-w'];
export const base64 = command(
  { name: 'base64', pkg: 'coreutils', synopsis: '[OPTION]... [FILE]', summary: 'Encodes or decodes base64.', options },
  mainFor(BASE64),
);
export const base32 = command(
  { name: 'base32', pkg: 'coreutils', synopsis: '[OPTION]... [FILE]', summary: 'Encodes or decodes base32.', options },
  mainFor(BASE32),
);
