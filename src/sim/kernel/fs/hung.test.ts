// Reading from a file system that does not answer: S until a signal, then D, whatever is sent.
import { expect, test } from 'vitest';
import { TestMachine } from '../../../testkit/kernel.ts';
import { isErr, O_RDONLY, SIGKILL, SIGTERM, sys, type Program } from '../abi/index.ts';
import { mountHung } from './index.ts';

const reader: Program = function* () {
  const fd = yield* sys.open('/mnt/file', O_RDONLY);
  return isErr(fd) ? fd.code : 0;
};

test('the first signal makes it uninterruptible; it ends by that signal when the server is gone', () => {
  const m = new TestMachine({ reader });
  const server = mountHung(m.k, m.c.mnt, '/mnt');
  const session = m.exec('reader');
  expect(m.task('reader')).toMatchObject({ state: 'S', wchan: 'request_wait_answer' });
  m.kill('reader', SIGTERM);
  expect(m.task('reader')).toMatchObject({ state: 'D' });
  m.kill('reader', SIGKILL);
  expect(m.task('reader')).toMatchObject({ state: 'D', pending: 0x100n });
  server.stop();
  m.run();
  expect(session.process.exitStatus).toBe(SIGTERM);
});

test('whoever has no signal waiting gets the error of a lost connection; later calls another', () => {
  const codes: unknown[] = [];
  const curious: Program = function* () {
    for (const call of [() => sys.readdir('/mnt'), () => sys.stat('/mnt/x'), () => sys.access('/mnt/x/y', 0)]) {
      const result = yield* call();
      codes.push(isErr(result) ? result.name : result);
    }
    return 0;
  };
  const m = new TestMachine({ curious });
  const server = mountHung(m.k, m.c.mnt, '/mnt');
  m.exec('curious');
  expect(codes).toEqual([]);
  server.stop();
  m.run();
  expect(codes).toEqual(['ECONNABORTED', 'ENOTCONN', 'ENOTDIR']);
});
