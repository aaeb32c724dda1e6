// What stat -f tells about a file system.
import type { ByteString, CallResult, Errno } from '../../kernel/abi/index.ts';

export type StatFs = Exclude<CallResult<'statfs'>, Errno>;

type Shown =
  | { readonly kind: 'text'; readonly text: ByteString }
  | { readonly kind: 'number'; readonly value: bigint; readonly conversion: string };

/** Names and magic numbers as stat(1) knows them (linux/magic.h). */
const TYPES: Readonly<Record<string, readonly [string, number]>> = {
  ext4: ['ext2/ext3', 0xef53],
  overlay: ['overlayfs', 0x794c7630],
  tmpfs: ['tmpfs', 0x01021994],
  proc: ['proc', 0x9fa0],
  sysfs: ['sysfs', 0x62656572],
  devpts: ['devpts', 0x1cd1],
  cgroup2: ['cgroup2fs', 0x63677270],
  mqueue: ['mqueue', 0x19800202],
};

const BLOCK = 4096;

export function fileSystemValue(letter: string, name: ByteString, fs: StatFs): Shown | undefined {
  const [label, magic] = TYPES[fs.type] ?? [fs.type, 0];
  const number = (value: number, conversion = 'u'): Shown => ({
    kind: 'number',
    value: BigInt(Math.trunc(value)),
    conversion,
  });
  switch (letter) {
    case 'n':
      return { kind: 'text', text: name };
    case 'i':
      return number(0, 'x');
    case 'l':
      return number(255);
    case 't':
      return number(magic, 'x');
    case 'T':
      return { kind: 'text', text: label };
    case 'b':
      return number((fs.totalKib * 1024) / BLOCK);
    case 'f':
    case 'a':
      return number((fs.freeKib * 1024) / BLOCK);
    case 's':
    case 'S':
      return number(BLOCK);
    case 'c':
      return number(fs.totalKib / 16);
    case 'd':
      return number(fs.freeKib / 16);
    default:
      return undefined;
  }
}
