// Container images: a list of files becomes a file system (parents are made on the way).
import type { ByteString, Micros } from '../abi/index.ts';
import { ELF_HEAD } from './elf.ts';
import { addEntry, newDir, newFile, newFileSystem, newSymlink, ROOT_OWNER, type Owner } from './inode.ts';
import type { DirInode, FileSystem, Inode } from './types.ts';

interface EntryBase {
  /** Absolute. */
  readonly path: ByteString;
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly mtime?: Micros;
}

export type ImageEntry =
  | (EntryBase & { readonly kind: 'dir' })
  | (EntryBase & { readonly kind: 'file'; readonly text: ByteString })
  | (EntryBase & { readonly kind: 'symlink'; readonly target: ByteString })
  /** `program`: key of the machine's program table; `text`: what cat shows. */
  | (EntryBase & { readonly kind: 'program'; readonly program: string; readonly text?: ByteString });

export interface ImageSpec {
  readonly entries: readonly ImageEntry[];
  /** When the image was built: times of all entries that say nothing else. */
  readonly builtAt?: Micros;
  readonly type?: string;
  readonly source?: string;
}

export function createImage(spec: ImageSpec): FileSystem {
  const at = spec.builtAt ?? 0;
  const fs = newFileSystem({ type: spec.type ?? 'overlay', source: spec.source ?? 'overlay', at });
  for (const entry of spec.entries) putEntry(fs, entry, at);
  return fs;
}

/** Adds or replaces one entry. */
export function putEntry(fs: FileSystem, entry: ImageEntry, builtAt: Micros = 0): Inode {
  const names = entry.path.split('/').filter((name) => name !== '');
  const last = names.pop();
  const at = entry.mtime ?? builtAt;
  const owner: Owner =
    entry.uid === undefined && entry.gid === undefined
      ? ROOT_OWNER
      : { uid: entry.uid ?? 0, gid: entry.gid ?? entry.uid ?? 0 };
  const parent = directory(fs, names, builtAt);
  if (last === undefined) {
    if (entry.mode !== undefined) parent.mode = (parent.mode & ~0o7777) | entry.mode;
    return parent;
  }
  const existing = parent.entries.mutable?.get(last);
  if (entry.kind === 'dir' && existing?.kind === 'dir') {
    if (entry.mode !== undefined) existing.mode = (existing.mode & ~0o7777) | entry.mode;
    existing.uid = owner.uid;
    existing.gid = owner.gid;
    existing.mtime = at;
    return existing;
  }
  const inode = makeInode(fs, entry, owner, at);
  addEntry(parent, last, inode);
  return inode;
}

function makeInode(fs: FileSystem, entry: ImageEntry, owner: Owner, at: Micros): Inode {
  switch (entry.kind) {
    case 'dir':
      return newDir(fs, entry.mode ?? 0o755, owner, at);
    case 'file':
      fs.used += entry.text.length;
      return newFile(fs, entry.mode ?? 0o644, owner, at, { kind: 'bytes', data: entry.text });
    case 'symlink':
      return newSymlink(fs, entry.target, owner, at);
    case 'program':
      return newFile(fs, entry.mode ?? 0o755, owner, at, {
        kind: 'program',
        program: entry.program,
        data: entry.text ?? ELF_HEAD,
      });
  }
}

/** The directory with these names, made where it is missing. Links on the way are followed when they are absolute or plain. */
function directory(fs: FileSystem, names: readonly ByteString[], at: Micros): DirInode {
  let dir = fs.root as DirInode;
  for (let i = 0; i < names.length; i += 1) {
    const name = names[i] as ByteString;
    const found = dir.entries.mutable?.get(name);
    if (found?.kind === 'dir') dir = found;
    else if (found?.kind === 'symlink' && typeof found.target === 'string') {
      const base = found.target.startsWith('/') ? [] : names.slice(0, i);
      return directory(
        fs,
        [...base, ...found.target.split('/').filter((part) => part !== ''), ...names.slice(i + 1)],
        at,
      );
    } else {
      const made = newDir(fs, 0o755, ROOT_OWNER, at);
      addEntry(dir, name, made);
      dir = made;
    }
  }
  return dir;
}

/** Directories and small files of the recorded container: Debian 12, merged /usr, four users. */
export function debianEtc(hostname = 'web-0'): readonly ImageEntry[] {
  return [
    { path: '/etc/alternatives', kind: 'dir' },
    { path: '/etc/group', kind: 'file', text: 'root:x:0:\ntty:x:5:\nwww-data:x:33:\nuser:x:1000:\nnogroup:x:65534:\n' },
    { path: '/etc/hostname', kind: 'file', text: `${hostname}\n` },
    { path: '/etc/inputrc', kind: 'file', text: 'set enable-bracketed-paste off\n' },
    { path: '/etc/ld.so.cache', kind: 'file', text: 'glibc-ld.so.cache1.1' },
    {
      path: '/etc/passwd',
      kind: 'file',
      text:
        'root:x:0:0:root:/root:/bin/bash\nwww-data:x:33:33:www-data:/var/www:/usr/sbin/nologin\n' +
        'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\nuser:x:1000:1000::/home/user:/bin/bash\n',
    },
  ];
}
