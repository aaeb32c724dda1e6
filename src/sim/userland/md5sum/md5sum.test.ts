import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('digests are made and checked', () => {
  expect(
    output(
      String.raw`printf abc > f; md5sum f; sha1sum f; sha256sum f; sha512sum f; md5sum f > s; md5sum -c s; echo x > f; md5sum -c s; echo $?; md5sum nofile`,
    ),
  ).toEqual({
    out: [
      '900150983cd24fb0d6963f7d28e17f72  f',
      'a9993e364706816aba3e25717850c26c9cd0d89d  f',
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  f',
      'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f  f',
      'f: OK',
      'f: FAILED',
      '1',
    ],
    err: ['md5sum: WARNING: 1 computed checksum did NOT match', 'md5sum: nofile: No such file or directory'],
    status: 1,
  });
});
