import { expect, test } from 'vitest';
import { compileGlob, fnmatch } from './fnmatch.ts';
import { expandEscapes } from './escapes.ts';
import { formatFloat, formatInteger, parseInteger, readDirective, resolve } from './printf.ts';
import { parseLongDouble } from './float.ts';

const floats = (format: string, ...values: string[]): string[] =>
  values.map((value) => formatFloat(resolve(readDirective(format, 0)), parseLongDouble(value).value));
const integers = (format: string, ...values: string[]): string[] =>
  values.map((value) => formatInteger(resolve(readDirective(format, 0)), parseInteger(value, true).value));

test('patterns match as in the shell', () => {
  expect(['*.c', '[!a]*', '?', 'a[b-d]', '*', '\\*'].map((glob) => fnmatch(glob, 'ab'))).toEqual([
    false,
    false,
    false,
    true,
    true,
    false,
  ]);
  expect(fnmatch('*/x', 'a/b/x', { pathname: true })).toBe(false);
  expect(fnmatch('*', '.hidden', { period: true })).toBe(false);
  expect(fnmatch('[[:digit:]]*', '7up')).toBe(true);
});

test('extended patterns repeat, choose and exclude', () => {
  const glob = (pattern: string, text: string): boolean => fnmatch(pattern, text, { extglob: true });
  expect([
    glob('+(ab|c)', 'abcab'),
    glob('@(a|b).c', 'b.c'),
    glob('!(*.c)', 'x.h'),
    glob('!(*.c)', 'x.c'),
    glob('?(a)b', 'b'),
  ]).toEqual([true, true, true, false, true]);
});

test('all ends of a prefix match are found, shortest first', () => {
  expect(compileGlob('*/').ends('a/b/c', 0)).toEqual([2, 4]);
});

test('a pattern full of stars is quick', () => {
  expect(fnmatch(`${'*a'.repeat(50)}b`, 'a'.repeat(2000))).toBe(false);
});

test('floats are exact in 64 bits of mantissa', () => {
  expect(floats('%.20f', '0.1')).toEqual(['0.10000000000000000000']);
  expect(floats('%.0f', '0.5', '1.5', '2.5')).toEqual(['0', '2', '2']);
  expect(floats('%g', '100000', '1000000', '0.0001', '0.00001', '1e400')).toEqual([
    '100000',
    '1e+06',
    '0.0001',
    '1e-05',
    '1e+400',
  ]);
  expect(floats('%08.2f', '-3.14159', 'inf')).toEqual(['-0003.14', '     inf']);
  expect(floats('%a', '1', '0.1')).toEqual(['0x8p-3', '0xc.ccccccccccccccdp-7']);
});

test('integers have 64 bits, signs, prefixes and precision', () => {
  expect(integers('%+5d|', '42', '-1')).toEqual(['  +42', '   -1']);
  expect(integers('%#x', '255', '0', '-1')).toEqual(['0xff', '0', '0xffffffffffffffff']);
  expect(integers('%.3d', '7')).toEqual(['007']);
  expect(parseInteger('9223372036854775808', true)).toEqual({ value: 9223372036854775807n, length: 19, range: true });
});

test('escapes differ between formats, %b and echo', () => {
  expect(expandEscapes('\\101\\0101\\x41\\cz', 'format').text).toBe('A\x081A\\cz');
  expect(expandEscapes('a\\0101\\cz', 'b')).toEqual({ text: 'aA', stop: true });
  expect(expandEscapes('\\101\\0101', 'echo').text).toBe('\\101A');
  expect(expandEscapes('\\u00e9', 'format').text).toBe('\\u00E9');
  expect(expandEscapes('\\u00e9', 'format', true).text).toBe('\xc3\xa9');
});
