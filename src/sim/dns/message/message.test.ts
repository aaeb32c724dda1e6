// The wire format: what is encoded is decoded, and whatever arrives is a message or an error with its place.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decode,
  encode,
  labelsOf,
  nameFault,
  nameFromLabels,
  peek,
  queryMessage,
  record,
  type Message,
} from './index.ts';

const label = fc.uint8Array({ minLength: 1, maxLength: 12 }).map((bytes) => String.fromCharCode(...bytes));
const name = fc.array(label, { maxLength: 6 }).map(nameFromLabels);

const plain = (message: Message): unknown => JSON.parse(JSON.stringify(message)) as unknown;

describe('names', () => {
  test('any bytes in labels survive their text form', () => {
    fc.assert(
      fc.property(fc.array(label, { maxLength: 8 }), (labels) => {
        expect(labelsOf(nameFromLabels(labels))).toEqual(labels);
      }),
    );
  });

  test('text form escapes what zone files escape', () => {
    expect(nameFromLabels(['a.b', 'c d', 'x\\y', 'ü'])).toBe(String.raw`a\.b.c\032d.x\\y.\252.`);
  });

  test.each([
    ['a'.repeat(64), 'long-label'],
    ['a..b', 'empty-label'],
    [Array.from({ length: 130 }, () => 'a').join('.'), 'long-name'],
    ['web.default.svc.cluster.local.', undefined],
    ['.', undefined],
  ])('%s: %s', (text, fault) => {
    expect(nameFault(text)).toBe(fault);
  });
});

describe('messages', () => {
  test.each(['none', 'owner', 'full'] as const)('are decoded as they were encoded (%s)', (compression) => {
    fc.assert(
      fc.property(fc.nat(65_535), name, name, fc.array(fc.ipV4(), { maxLength: 5 }), (id, asked, other, addresses) => {
        const message: Message = {
          ...queryMessage(id, asked, 'A'),
          response: true,
          answer: [
            record(asked, 30, 'CNAME', { kind: 'CNAME', target: other }),
            ...addresses.map((address) => record(other, 5, 'A', { kind: 'A', address })),
            record(other, 5, 'SRV', { kind: 'SRV', priority: 0, weight: 33, port: 53, target: asked }),
          ],
          edns: { udpSize: 1232, version: 0, dnssecOk: false, options: [{ code: 10, bytes: Uint8Array.of(1, 2) }] },
        };
        const decoded = decode(encode(message, compression));
        expect(decoded.kind === 'message' && plain(decoded.message)).toEqual(plain(message));
      }),
    );
  });

  test('an unknown type keeps its bytes (RFC 3597)', () => {
    const message = {
      ...queryMessage(1, 'x.', 'TYPE65'),
      answer: [record('x.', 1, 'TYPE65', { kind: 'unknown', bytes: Uint8Array.of(9, 8, 7) })],
    };
    const decoded = decode(encode(message));
    expect(decoded.kind === 'message' && plain(decoded.message)).toEqual(plain(message));
  });

  test('compression makes a repeated name two bytes', () => {
    const answer = [record('web.default.svc.cluster.local.', 30, 'A', { kind: 'A', address: '10.0.0.1' })];
    const message = { ...queryMessage(1, 'web.default.svc.cluster.local.', 'A'), answer };
    expect(encode(message).length - encode(message, 'full').length).toBe(29);
  });
});

describe('hostile packets', () => {
  test('a pointer to itself is an error', () => {
    const bytes = Uint8Array.of(0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xc0, 12, 0, 1, 0, 1);
    expect(decode(bytes)).toEqual({ kind: 'error', fault: 'pointer-loop', at: 12 });
    expect(peek(bytes)?.question).toBeUndefined();
  });

  test('ten thousand records that are not there are an error at once', () => {
    const bytes = encode(queryMessage(1, 'a.', 'A'));
    bytes[6] = 0x27;
    expect(decode(bytes)).toEqual({ kind: 'error', fault: 'short-name', at: bytes.length });
  });

  test('random bytes and damaged messages never throw', () => {
    const good = encode({
      ...queryMessage(7, 'a.example.com.', 'A'),
      answer: [record('a.example.com.', 1, 'TXT', { kind: 'TXT', strings: ['x', 'y'] })],
    });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(200), (noise, at) => {
        decode(noise);
        const damaged = Uint8Array.from(good);
        damaged.set(noise.subarray(0, Math.max(0, good.length - (at % good.length))), at % good.length);
        decode(damaged);
        peek(damaged);
      }),
    );
  });
});
