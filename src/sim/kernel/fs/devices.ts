// Character devices without hardware: null, zero, full, random (null(4), random(4)).
import { E, type ByteString, type Errno } from '../abi/index.ts';
import type { Kernel } from '../kernel.ts';
import type { Task } from '../state.ts';
import { BaseFile } from './basefile.ts';
import { majorMinor, newChr, newFileSystem, ROOT_OWNER } from './inode.ts';
import type { Device, FileSystem, Inode, OpenFile } from './types.ts';

/** A read returns at most this much, so that a program reading for ever makes calls. */
const MAX_READ = 1024 * 1024;

class NullFile extends BaseFile {
  read(): ByteString {
    return '';
  }
  write(_k: Kernel, _t: Task, data: ByteString): number | Errno {
    return data.length;
  }
}

class ZeroFile extends NullFile {
  override read(_k?: Kernel, _t?: Task, count = 0): ByteString {
    return '\0'.repeat(Math.min(count, MAX_READ));
  }
}

class FullFile extends ZeroFile {
  override write(_k: Kernel, _t: Task, data: ByteString): number | Errno {
    return data === '' ? 0 : E.ENOSPC;
  }
}

class RandomFile extends NullFile {
  override read(k?: Kernel, _t?: Task, count = 0): ByteString {
    const wanted = Math.min(count, MAX_READ);
    const parts: ByteString[] = [];
    for (let made = 0; made < wanted; made += 4) {
      const word = k ? k.rng.uint32() : 0;
      parts.push(String.fromCharCode(word & 0xff, (word >>> 8) & 0xff, (word >>> 16) & 0xff, word >>> 24));
    }
    return parts.join('').slice(0, wanted);
  }
}

type FileClass = new (inode: Inode | undefined, path: ByteString, flags: number) => OpenFile;

const device = (name: string, File: FileClass): Device => ({
  name,
  open: (_k, _t, inode, path, flags) => new File(inode, path, flags),
});

/** name, minor number of major 1 (mem), how it opens. */
const MEMORY_DEVICES: readonly (readonly [string, number, FileClass])[] = [
  ['null', 3, NullFile],
  ['zero', 5, ZeroFile],
  ['full', 7, FullFile],
  ['random', 8, RandomFile],
  ['urandom', 9, RandomFile],
];

export function memoryDevices(fs: FileSystem, at: number): readonly (readonly [string, Inode])[] {
  return MEMORY_DEVICES.map(
    ([name, minor, File]) =>
      [name, newChr(fs, 0o666, ROOT_OWNER, at, device(name, File), majorMinor(1, minor))] as const,
  );
}

/** /dev/null as an open file, for processes started without input. */
export function openNull(flags = 2): OpenFile {
  const fs = newFileSystem({ type: 'tmpfs', source: 'tmpfs' });
  return new NullFile(newChr(fs, 0o666, ROOT_OWNER, 0, device('null', NullFile), majorMinor(1, 3)), '/dev/null', flags);
}
