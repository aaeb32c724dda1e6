// Bytes to messages. Whatever the bytes are, the answer is a message or an error with its place: no loop, no exception.
import { formatAddress } from '../address/index.ts';
import { labelText, MAX_WIRE_NAME } from './name.ts';
import {
  rcodeName,
  type Edns,
  type EdnsOption,
  type Message,
  type Question,
  type Rdata,
  type Resource,
  typeName,
} from './types.ts';

export type WireFault =
  | 'short-header'
  | 'short-name'
  | 'pointer-loop'
  | 'bad-label'
  | 'long-name'
  | 'short-record'
  | 'bad-data'
  | 'two-opts'
  | 'trailing-bytes';

export type Decoded =
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'error'; readonly fault: WireFault; readonly at: number };

/** RFC 1035 section 4.1.4 pointers go backwards, so a name of 255 bytes can hold no more of them than labels. */
const MAX_POINTERS = 127;

const CHARS: readonly string[] = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code));

class WireError {
  readonly fault: WireFault;
  readonly at: number;
  constructor(fault: WireFault, at: number) {
    this.fault = fault;
    this.at = at;
  }
}

class Reader {
  readonly bytes: Uint8Array;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  u8(): number {
    if (this.at >= this.bytes.length) throw new WireError('short-record', this.at);
    return this.bytes[this.at++] ?? 0;
  }

  u16(): number {
    const high = this.u8();
    return (high << 8) | this.u8();
  }

  u32(): number {
    const high = this.u16();
    return high * 65_536 + this.u16();
  }

  take(count: number): Uint8Array {
    if (this.at + count > this.bytes.length) throw new WireError('short-record', this.at);
    const part = this.bytes.slice(this.at, this.at + count);
    this.at += count;
    return part;
  }

  text(): string {
    const size = this.u8();
    return String.fromCharCode(...this.take(size));
  }

  private chars(at: number, length: number): string {
    let label = '';
    for (let i = at; i < at + length; i += 1) label += CHARS[this.bytes[i] ?? 0];
    return label;
  }

  name(): string {
    let at = this.at;
    let end = -1;
    let pointers = 0;
    let size = 1;
    let text = '';
    for (;;) {
      const length = this.bytes[at];
      if (length === undefined) throw new WireError('short-name', at);
      if (length >= 0xc0) {
        const low = this.bytes[at + 1];
        if (low === undefined) throw new WireError('short-name', at);
        if (end < 0) end = at + 2;
        pointers += 1;
        if (pointers > MAX_POINTERS) throw new WireError('pointer-loop', at);
        at = ((length & 0x3f) << 8) | low;
        continue;
      }
      if (length > 63) throw new WireError('bad-label', at);
      at += 1;
      if (length === 0) break;
      size += length + 1;
      if (size > MAX_WIRE_NAME) throw new WireError('long-name', at);
      if (at + length > this.bytes.length) throw new WireError('short-name', at);
      text += `${labelText(this.chars(at, length))}.`;
      at += length;
    }
    this.at = end < 0 ? at : end;
    return text === '' ? '.' : text;
  }
}

function readData(reader: Reader, type: string, size: number): Rdata {
  switch (type) {
    case 'A':
      if (size !== 4) throw new WireError('bad-data', reader.at);
      return { kind: 'A', address: formatAddress(reader.take(4)) };
    case 'AAAA':
      if (size !== 16) throw new WireError('bad-data', reader.at);
      return { kind: 'AAAA', address: formatAddress(reader.take(16)) };
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return { kind: type, target: reader.name() };
    case 'MX':
      return { kind: 'MX', preference: reader.u16(), exchange: reader.name() };
    case 'TXT': {
      const end = reader.at + size;
      const strings: string[] = [];
      while (reader.at < end) strings.push(reader.text());
      return { kind: 'TXT', strings };
    }
    case 'SRV':
      return { kind: 'SRV', priority: reader.u16(), weight: reader.u16(), port: reader.u16(), target: reader.name() };
    case 'SOA':
      return {
        kind: 'SOA',
        mname: reader.name(),
        rname: reader.name(),
        serial: reader.u32(),
        refresh: reader.u32(),
        retry: reader.u32(),
        expire: reader.u32(),
        minimum: reader.u32(),
      };
    default:
      return { kind: 'unknown', bytes: reader.take(size) };
  }
}

function readOptions(reader: Reader, end: number): EdnsOption[] {
  const options: EdnsOption[] = [];
  while (reader.at < end) {
    const code = reader.u16();
    const size = reader.u16();
    options.push({ code, bytes: reader.take(size) });
  }
  return options;
}

interface Extra {
  edns?: Edns;
  upperRcode: number;
}

function readRecord(reader: Reader, extra: Extra): Resource | undefined {
  const start = reader.at;
  const name = reader.name();
  const type = typeName(reader.u16());
  const klass = reader.u16();
  if (type === 'OPT') {
    if (extra.edns !== undefined) throw new WireError('two-opts', start);
    extra.upperRcode = reader.u8();
    const version = reader.u8();
    const flags = reader.u16();
    const size = reader.u16();
    const options = readOptions(reader, reader.at + size);
    extra.edns = { udpSize: klass, version, dnssecOk: (flags & 0x8000) !== 0, options };
    return undefined;
  }
  const ttl = reader.u32();
  const size = reader.u16();
  const end = reader.at + size;
  if (end > reader.bytes.length) throw new WireError('short-record', reader.at);
  const data = readData(reader, type, size);
  if (reader.at !== end) throw new WireError('bad-data', reader.at);
  return { name, type, klass, ttl, data };
}

function readMessage(reader: Reader): Message {
  if (reader.bytes.length < 12) throw new WireError('short-header', reader.bytes.length);
  const id = reader.u16();
  const high = reader.u8();
  const low = reader.u8();
  const counts = [reader.u16(), reader.u16(), reader.u16(), reader.u16()] as const;
  const question: Question[] = [];
  for (let i = 0; i < counts[0]; i += 1)
    question.push({ name: reader.name(), type: typeName(reader.u16()), klass: reader.u16() });
  const extra: Extra = { upperRcode: 0 };
  const section = (count: number): Resource[] => {
    const records: Resource[] = [];
    for (let i = 0; i < count; i += 1) {
      const record = readRecord(reader, extra);
      if (record !== undefined) records.push(record);
    }
    return records;
  };
  const answer = section(counts[1]);
  const authority = section(counts[2]);
  const additional = section(counts[3]);
  if (reader.at !== reader.bytes.length) throw new WireError('trailing-bytes', reader.at);
  return {
    id,
    response: (high & 0x80) !== 0,
    opcode: (high >> 3) & 15,
    aa: (high & 4) !== 0,
    tc: (high & 2) !== 0,
    rd: (high & 1) !== 0,
    ra: (low & 0x80) !== 0,
    ad: (low & 0x20) !== 0,
    cd: (low & 0x10) !== 0,
    rcode: rcodeName((low & 15) | (extra.upperRcode << 4)),
    question,
    answer,
    authority,
    additional,
    edns: extra.edns,
  };
}

export function decode(bytes: Uint8Array): Decoded {
  try {
    return { kind: 'message', message: readMessage(new Reader(bytes)) };
  } catch (error) {
    if (error instanceof WireError) return { kind: 'error', fault: error.fault, at: error.at };
    throw error;
  }
}

/** The first question; undefined when there is none that can be read. */
export function questionOf(bytes: Uint8Array): Question | undefined {
  if (bytes.length < 12 || (bytes[4] === 0 && bytes[5] === 0)) return undefined;
  const reader = new Reader(bytes);
  reader.at = 12;
  return firstQuestion(reader);
}

function firstQuestion(reader: Reader): Question | undefined {
  try {
    return { name: reader.name(), type: typeName(reader.u16()), klass: reader.u16() };
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}
