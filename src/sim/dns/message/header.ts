// The twelve bytes before everything else (RFC 1035 section 4.1.1), read without what follows.
import { questionOf } from './decode.ts';
import type { Question } from './types.ts';

/** The header, without what comes after it: what a libc looks at before it believes a packet. */
export interface Header {
  readonly id: number;
  readonly response: boolean;
  readonly aa: boolean;
  readonly tc: boolean;
  readonly ra: boolean;
  readonly rd: boolean;
  readonly ad: boolean;
  /** The four bits of the header. */
  readonly rcode: number;
  readonly questions: number;
  readonly answers: number;
  readonly additionals: number;
}

/** undefined: too short for one. */
export function headerOf(bytes: Uint8Array): Header | undefined {
  if (bytes.length < 12) return undefined;
  const high = bytes[2] ?? 0;
  const low = bytes[3] ?? 0;
  const u16 = (at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  return {
    id: u16(0),
    response: (high & 0x80) !== 0,
    aa: (high & 4) !== 0,
    tc: (high & 2) !== 0,
    rd: (high & 1) !== 0,
    ra: (low & 0x80) !== 0,
    ad: (low & 0x20) !== 0,
    rcode: low & 15,
    questions: u16(4),
    answers: u16(6),
    additionals: u16(10),
  };
}

/** Header and first question. */
export interface Peek extends Header {
  readonly question: Question | undefined;
}

export function peek(bytes: Uint8Array): Peek | undefined {
  const header = headerOf(bytes);
  return header && { ...header, question: questionOf(bytes) };
}
