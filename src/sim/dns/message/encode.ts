// Messages to bytes: RFC 1035 section 4, names compressed as far as the caller wants.
import { parseIPv4, parseIPv6 } from '../address/index.ts';
import { foldName, labelsOf, nameFault } from './name.ts';
import { CLASS_IN, rcodeNumber, type Edns, type Message, type Rdata, type Resource, typeNumber } from './types.ts';

/**
 * `none`: every name in full. `owner`: an owner name that equals the question's becomes a pointer to it.
 * `full`: every suffix seen before becomes a pointer (RFC 1035 section 4.1.4; only in the types that section allows, as RFC 3597 section 4 wants).
 */
export type Compression = 'none' | 'owner' | 'full';

/** A DNS message cannot be longer: TCP gives its length in 16 bits. */
export const MAX_MESSAGE = 65_535;

export class EncodeError extends Error {
  override readonly name = 'EncodeError';
}

const DOT = 0x2e;

/** Offsets beyond this do not fit a compression pointer. */
const MAX_POINTER = 0x3fff;

class Writer {
  bytes: Uint8Array;
  length = 0;
  private offsets: Map<string, number> | undefined;

  constructor(capacity: number) {
    this.bytes = new Uint8Array(capacity);
  }

  private room(count: number): void {
    const needed = this.length + count;
    if (needed > MAX_MESSAGE) throw new EncodeError('message is longer than 65535 bytes');
    if (needed <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, needed));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }

  u8(value: number): void {
    this.room(1);
    this.bytes[this.length++] = value;
  }

  u16(value: number): void {
    this.room(2);
    this.bytes[this.length++] = value >> 8;
    this.bytes[this.length++] = value;
  }

  u32(value: number): void {
    this.u16((value >>> 16) & 0xffff);
    this.u16(value & 0xffff);
  }

  raw(bytes: Uint8Array): void {
    this.room(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  text(label: string): void {
    this.room(label.length + 1);
    this.bytes[this.length++] = label.length;
    for (let i = 0; i < label.length; i += 1) this.bytes[this.length++] = label.charCodeAt(i);
  }

  name(name: string, compress: boolean): void {
    if (!compress && !name.includes('\\')) return this.plain(name);
    const offsets = (this.offsets ??= new Map());
    let rest = compress ? foldName(name) : '';
    for (const label of labelsOf(name)) {
      if (compress) {
        const known = offsets.get(rest);
        if (known !== undefined) return this.u16(0xc000 | known);
        if (this.length <= MAX_POINTER) offsets.set(rest, this.length);
        rest = rest.slice(rest.indexOf('.', escapedLength(rest)) + 1);
      }
      this.text(label);
    }
    this.u8(0);
  }

  /** A name without escapes: each dot becomes the length of the label after it. */
  private plain(name: string): void {
    const end = name.endsWith('.') ? name.length - 1 : name.length;
    this.room(end + 2);
    let size = this.length++;
    for (let i = 0; i < end; i += 1) {
      const code = name.charCodeAt(i);
      if (code !== DOT) this.bytes[this.length] = code;
      else {
        this.bytes[size] = this.length - size - 1;
        size = this.length;
      }
      this.length += 1;
    }
    this.bytes[size] = this.length - size - 1;
    if (end > 0) this.bytes[this.length++] = 0;
  }

  /** Writes `body` after its length in 16 bits. */
  sized(body: () => void): void {
    const at = this.length;
    this.u16(0);
    body();
    const size = this.length - at - 2;
    this.bytes[at] = size >> 8;
    this.bytes[at + 1] = size;
  }
}

/** Where the first unescaped dot can be at the earliest: past the escapes of the first label. */
function escapedLength(name: string): number {
  if (!name.includes('\\')) return 0;
  let at = 0;
  while (at < name.length && name[at] !== '.') at += name[at] !== '\\' ? 1 : /\d/.test(name[at + 1] ?? '') ? 4 : 2;
  return at;
}

function writeData(out: Writer, data: Rdata, compress: boolean): void {
  switch (data.kind) {
    case 'A':
    case 'AAAA': {
      const bytes = data.kind === 'A' ? parseIPv4(data.address) : parseIPv6(data.address);
      if (bytes === undefined) throw new EncodeError(`${data.address} is no address of type ${data.kind}`);
      return out.raw(bytes);
    }
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return out.name(checked(data.target), compress);
    case 'MX':
      out.u16(data.preference);
      return out.name(checked(data.exchange), compress);
    case 'TXT':
      for (const text of data.strings) out.text(text.slice(0, 255));
      return;
    case 'SRV':
      // RFC 2782: the target is never compressed.
      out.u16(data.priority);
      out.u16(data.weight);
      out.u16(data.port);
      return out.name(checked(data.target), false);
    case 'SOA':
      out.name(checked(data.mname), compress);
      out.name(checked(data.rname), compress);
      for (const value of [data.serial, data.refresh, data.retry, data.expire, data.minimum]) out.u32(value);
      return;
    case 'unknown':
      return out.raw(data.bytes);
  }
}

function writeOpt(out: Writer, edns: Edns, extendedRcode: number): void {
  out.u8(0);
  out.u16(typeNumber('OPT'));
  out.u16(edns.udpSize);
  out.u8(extendedRcode);
  out.u8(edns.version);
  out.u16(edns.dnssecOk ? 0x8000 : 0);
  out.sized(() => {
    for (const option of edns.options) {
      out.u16(option.code);
      out.u16(option.bytes.length);
      out.raw(option.bytes);
    }
  });
}

const checked = (name: string): string => {
  const fault = nameFault(name);
  if (fault !== undefined) throw new EncodeError(`${name.slice(0, 80)}: ${fault}`);
  return name;
};

/** Throws an EncodeError for what does not fit the format; the caller checks names of others with nameFault first. */
export function encode(message: Message, compression: Compression = 'none'): Uint8Array {
  const records = message.answer.length + message.authority.length + message.additional.length;
  const out = new Writer(96 + 80 * records);
  const rcode = rcodeNumber(message.rcode);
  out.u16(message.id);
  out.u8(
    (message.response ? 0x80 : 0) |
      (message.opcode << 3) |
      (message.aa ? 4 : 0) |
      (message.tc ? 2 : 0) |
      (message.rd ? 1 : 0),
  );
  out.u8((message.ra ? 0x80 : 0) | (message.ad ? 0x20 : 0) | (message.cd ? 0x10 : 0) | (rcode & 15));
  out.u16(message.question.length);
  out.u16(message.answer.length);
  out.u16(message.authority.length);
  out.u16(message.additional.length + (message.edns === undefined ? 0 : 1));
  const full = compression === 'full';
  for (const question of message.question) {
    out.name(checked(question.name), full);
    out.u16(typeNumber(question.type));
    out.u16(question.klass);
  }
  const asked = message.question[0]?.name;
  const section = (list: readonly Resource[]): void => {
    for (const record of list) {
      if (compression === 'owner' && asked !== undefined && foldName(record.name) === foldName(asked)) out.u16(0xc00c);
      else out.name(checked(record.name), full);
      out.u16(typeNumber(record.type));
      out.u16(record.klass);
      out.u32(record.ttl);
      out.sized(() => writeData(out, record.data, full));
    }
  };
  section(message.answer);
  section(message.authority);
  section(message.additional);
  if (message.edns !== undefined) writeOpt(out, message.edns, rcode >> 4);
  return out.bytes.slice(0, out.length);
}

export const record = (name: string, ttl: number, type: Resource['type'], data: Rdata): Resource => ({
  name,
  type,
  klass: CLASS_IN,
  ttl,
  data,
});
