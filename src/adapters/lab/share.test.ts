import { deflateSync, strToU8 } from 'fflate';
import { expect, test } from 'vitest';
import { LAB_ID, LAB_VERSION, type LabInput } from '../../sim/lab/index.ts';
import { decodeShare, encodeShare, type Shared } from './share.ts';

const inputs: readonly LabInput[] = [
  { kind: 'tty', tty: 0, data: 'kill -9 1\r' },
  { kind: 'resize', tty: 1, rows: 30, cols: 100 },
  { kind: 'open', terminal: { kind: 'node' } },
  { kind: 'file', container: 'web-0', path: '/app/x.sh', text: 'echo hi\n', mode: 0o755 },
];

const shared: Shared = {
  setup: { scenario: 'pid1', options: { pid1: 'go' } },
  step: 7,
  recording: {
    simulator: LAB_ID,
    version: LAB_VERSION,
    seed: 's',
    inputs: inputs.map((input, i) => ({ at: i * 1000, dispatched: i, input })),
    end: { at: 9000, dispatched: 40 },
  },
};

const bytes = (body: unknown): string =>
  'm1=' +
  Buffer.from(deflateSync(strToU8(typeof body === 'string' ? body : JSON.stringify(body)))).toString('base64url');

const plainBody = {
  setup: { scenario: 'pid1' },
  simulator: LAB_ID,
  version: LAB_VERSION,
  seed: 's',
  end: [0, 0],
  inputs: [] as unknown[],
};

const textOf = (hash: string): string => {
  const opened = decodeShare(hash);
  return opened?.kind === 'error' ? opened.text : String(opened?.kind);
};

test('a link gives back what was shared', () => {
  expect(decodeShare(`#${encodeShare(shared)}`)).toEqual({ kind: 'ok', shared });
});

test('an address without a machine is none', () => {
  expect(decodeShare('')).toBeUndefined();
  expect(decodeShare('#the-flag')).toBeUndefined();
});

test('a link cut at any place says that it was cut', () => {
  const link = `#${encodeShare(shared)}`;
  for (let length = 5; length < link.length - 1; length += 7) {
    expect(textOf(link.slice(0, length))).toMatch(/incomplete|does not describe/);
  }
});

test('old, foreign and overlong links are told apart', () => {
  expect(textOf(bytes({ ...plainBody, version: LAB_VERSION + 1 }))).toContain('another version of the machine');
  expect(textOf(bytes({ ...plainBody, simulator: 'dns' }))).toContain('does not describe');
  expect(textOf('#m9=abc')).toContain('another version of the course');
  expect(textOf(`#m1=${'A'.repeat(500_000)}`)).toContain('too long');
  expect(textOf(bytes({ ...plainBody, end: [0, 1e12] }))).toContain('ran for too long');
});

test('hostile contents are refused field by field', () => {
  const bad: readonly unknown[] = [
    null,
    [],
    '"text"',
    { ...plainBody, setup: 5 },
    { ...plainBody, setup: { scenario: 'x'.repeat(1000) } },
    { ...plainBody, setup: { scenario: 'pid1', options: { pid1: { toString: 1 } } } },
    { ...plainBody, inputs: {} },
    { ...plainBody, inputs: [[0, 0, { kind: 'tty', tty: -1, data: '' }]] },
    { ...plainBody, inputs: [[0, 0, { kind: 'resize', tty: 0, rows: 1e9, cols: 1e9 }]] },
    { ...plainBody, inputs: [[0, 0, { kind: 'open', terminal: { kind: 'attach', argv: ['x'] } }]] },
    { ...plainBody, inputs: [['now', 0, { kind: 'tty', tty: 0, data: '' }]] },
    { ...plainBody, inputs: [[0, 0.5, { kind: 'tty', tty: 0, data: '' }]] },
    { ...plainBody, end: [Number.MAX_VALUE, 0] },
    { ...plainBody, seed: 'x'.repeat(1000) },
  ];
  for (const body of bad) expect(textOf(bytes(body))).toMatch(/does not describe/);
});

test('a bomb is noticed before it goes off', () => {
  expect(textOf(bytes(' '.repeat(60_000_000)))).toMatch(/does not describe/);
});

test('a terminal opened by a link brings no program of its own', () => {
  const opened = decodeShare(
    bytes({
      ...plainBody,
      inputs: [[0, 0, { kind: 'open', terminal: { kind: 'exec', argv: ['rm', '-rf', '/'], uid: 0 } }]],
    }),
  );
  expect(opened).toMatchObject({
    kind: 'ok',
    shared: { recording: { inputs: [{ input: { kind: 'open', terminal: { kind: 'exec' } } }] } },
  });
});
