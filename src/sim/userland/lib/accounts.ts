// Users and groups: what getpwnam(3), getpwuid(3) and their group counterparts read from /etc/passwd and /etc/group.
import { isErr, O_RDONLY, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { readAll, splitLines } from './stdio.ts';

export interface User {
  readonly name: ByteString;
  readonly uid: number;
  readonly gid: number;
  readonly gecos: ByteString;
  readonly home: ByteString;
  readonly shell: ByteString;
}

export interface Group {
  readonly name: ByteString;
  readonly gid: number;
  readonly members: readonly ByteString[];
}

export function* readFile(path: ByteString): Sys<ByteString | undefined> {
  const fd = yield* sys.open(path, O_RDONLY);
  if (isErr(fd)) return undefined;
  const text = yield* readAll(fd);
  yield* sys.close(fd);
  return isErr(text) ? undefined : text;
}

export function* users(): Sys<User[]> {
  return splitLines((yield* readFile('/etc/passwd')) ?? '').flatMap((line) => {
    const [name = '', , uid = '', gid = '', gecos = '', home = '', shell = ''] = line.split(':');
    return name === '' || line.startsWith('#')
      ? []
      : [{ name, uid: Number(uid), gid: Number(gid), gecos, home, shell }];
  });
}

export function* groups(): Sys<Group[]> {
  return splitLines((yield* readFile('/etc/group')) ?? '').flatMap((line) => {
    const [name = '', , gid = '', members = ''] = line.split(':');
    return name === '' || line.startsWith('#')
      ? []
      : [{ name, gid: Number(gid), members: members.split(',').filter((m) => m !== '') }];
  });
}

/** Names for many numbers: the files are read once, when the first name is asked for. */
export class Names {
  #users: Map<number, ByteString> | undefined;
  #groups: Map<number, ByteString> | undefined;

  *user(uid: number): Sys<ByteString | undefined> {
    if (!this.#users) this.#users = new Map((yield* users()).reverse().map((user) => [user.uid, user.name]));
    return this.#users.get(uid);
  }

  *group(gid: number): Sys<ByteString | undefined> {
    if (!this.#groups) this.#groups = new Map((yield* groups()).reverse().map((group) => [group.gid, group.name]));
    return this.#groups.get(gid);
  }
}
