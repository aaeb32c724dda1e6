// id(1), whoami(1), groups(1), logname(1): who one is.
import { sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { groups as readGroups, users, type Group, type User } from '../lib/accounts.ts';
import { command, type Tool } from '../lib/tool.ts';

interface Identity {
  readonly uid: number;
  readonly euid: number;
  readonly gid: number;
  readonly egid: number;
  readonly groups: readonly number[];
}

interface Database {
  readonly users: readonly User[];
  readonly groups: readonly Group[];
}

const groupsOf = (user: User, all: readonly Group[]): number[] => [
  user.gid,
  ...all.filter((group) => group.gid !== user.gid && group.members.includes(user.name)).map((group) => group.gid),
];

function* own(): Sys<Identity> {
  const { ruid, euid, rgid, egid, groups } = yield* sys.getuid();
  const list = groups.includes(egid) ? [egid, ...groups.filter((gid) => gid !== egid)] : [egid, ...groups];
  return { uid: ruid, euid, gid: rgid, egid, groups: list };
}

const userName = (uid: number, db: Database): ByteString | undefined => db.users.find((user) => user.uid === uid)?.name;
const groupName = (gid: number, db: Database): ByteString | undefined =>
  db.groups.find((group) => group.gid === gid)?.name;

function full(who: Identity, db: Database): ByteString {
  const user = (uid: number): string =>
    `${uid}${userName(uid, db) === undefined ? '' : `(${userName(uid, db) ?? ''})`}`;
  const group = (gid: number): string =>
    `${gid}${groupName(gid, db) === undefined ? '' : `(${groupName(gid, db) ?? ''})`}`;
  let out = `uid=${user(who.uid)} gid=${group(who.gid)}`;
  if (who.euid !== who.uid) out += ` euid=${user(who.euid)}`;
  if (who.egid !== who.gid) out += ` egid=${group(who.egid)}`;
  return `${out} groups=${who.groups.map(group).join(',')}\n`;
}

function* idMain(tool: Tool): Sys<number> {
  let what: 'all' | 'user' | 'group' | 'groups' = 'all';
  let choices = 0;
  let names = false;
  let real = false;
  let zero = false;
  const { options, operands } = tool.options({
    short: 'agnruzGZ',
    long: { context: 'Z', group: 'g', groups: 'G', name: 'n', real: 'r', user: 'u', zero: 'z' },
  });
  for (const option of options) {
    if (option.key === 'u' || option.key === 'g' || option.key === 'G') {
      const next = option.key === 'u' ? 'user' : option.key === 'g' ? 'group' : 'groups';
      if (what !== next) choices += 1;
      what = next;
    } else if (option.key === 'n') names = true;
    else if (option.key === 'r') real = true;
    else if (option.key === 'z') zero = true;
    else if (option.key === 'Z') return yield* tool.fail(1, '--context (-Z) works only on an SELinux-enabled kernel');
    else if (option.key !== 'a') return yield* tool.other(option);
  }
  if (choices > 1) return yield* tool.fail(1, 'cannot print "only" of more than one choice');
  if (what === 'all' && (names || real))
    return yield* tool.fail(1, 'cannot print only names or real IDs in default format');
  if (what === 'all' && zero) return yield* tool.fail(1, 'option --zero not permitted in default format');
  const db: Database = { users: yield* users(), groups: yield* readGroups() };
  let status = 0;
  const end = zero ? '\0' : '\n';
  for (const name of operands.length > 0 ? operands : [undefined]) {
    let who = yield* own();
    if (name !== undefined) {
      const user =
        db.users.find((entry) => entry.name === name) ??
        (/^[0-9]+$/.test(name) ? db.users.find((entry) => entry.uid === Number(name)) : undefined);
      if (!user) {
        yield* tool.warn(`${tool.q(name)}: no such user`);
        status = 1;
        continue;
      }
      who = { uid: user.uid, euid: user.uid, gid: user.gid, egid: user.gid, groups: groupsOf(user, db.groups) };
    }
    if (what === 'all') {
      yield* tool.out.put(full(who, db));
      continue;
    }
    const ids =
      what === 'user' ? [real ? who.uid : who.euid] : what === 'group' ? [real ? who.gid : who.egid] : who.groups;
    const texts: ByteString[] = [];
    for (const id of ids) {
      const label = names ? (what === 'user' ? userName(id, db) : groupName(id, db)) : String(id);
      if (label === undefined) {
        yield* tool.warn(`cannot find name for ${what === 'user' ? 'user' : 'group'} ID ${id}`);
        status = 1;
      }
      texts.push(label ?? String(id));
    }
    yield* tool.out.put(texts.join(zero ? '\0' : ' ') + end);
  }
  return status;
}

function* whoamiMain(tool: Tool): Sys<number> {
  const { options, operands } = tool.options({ short: '' });
  for (const option of options) return yield* tool.other(option);
  if (operands.length > 0) return yield* tool.usage(1, `extra operand ${tool.q(operands[0] ?? '')}`);
  const { euid } = yield* sys.getuid();
  const name = (yield* users()).find((user) => user.uid === euid)?.name;
  if (name === undefined) return yield* tool.fail(1, `cannot find name for user ID ${euid}`);
  yield* tool.out.put(`${name}\n`);
  return 0;
}

function* groupsMain(tool: Tool): Sys<number> {
  const { options, operands } = tool.options({ short: '' });
  for (const option of options) return yield* tool.other(option);
  const db: Database = { users: yield* users(), groups: yield* readGroups() };
  let status = 0;
  const line = function* (ids: readonly number[]): Sys<ByteString> {
    const texts: ByteString[] = [];
    for (const id of ids) {
      const name = groupName(id, db);
      if (name === undefined) {
        yield* tool.warn(`cannot find name for group ID ${id}`);
        status = 1;
      }
      texts.push(name ?? String(id));
    }
    return texts.join(' ');
  };
  if (operands.length === 0) {
    yield* tool.out.put(`${yield* line((yield* own()).groups)}\n`);
    return status;
  }
  for (const name of operands) {
    const user = db.users.find((entry) => entry.name === name);
    if (!user) {
      yield* tool.warn(`${tool.q(name)}: no such user`);
      status = 1;
    } else yield* tool.out.put(`${name} : ${yield* line(groupsOf(user, db.groups))}\n`);
  }
  return status;
}

function* lognameMain(tool: Tool): Sys<number> {
  const { options, operands } = tool.options({ short: '' });
  for (const option of options) return yield* tool.other(option);
  if (operands.length > 0) return yield* tool.usage(1, `extra operand ${tool.q(operands[0] ?? '')}`);
  // nobody logs in to a container: there is no utmp
  return yield* tool.fail(1, 'no login name');
}

export const id = command(
  {
    name: 'id',
    pkg: 'coreutils',
    synopsis: '[OPTION]... [USER]...',
    summary: 'Shows user and group numbers and names.',
    options: ['-g', '-G', '-n', '-r', '-u', '-z'],
  },
  idMain,
);
export const whoami = command(
  { name: 'whoami', pkg: 'coreutils', synopsis: '[OPTION]...', summary: 'Writes the name of the effective user.' },
  whoamiMain,
);
export const groups = command(
  { name: 'groups', pkg: 'coreutils', synopsis: '[OPTION]... [USERNAME]...', summary: 'Writes the groups of a user.' },
  groupsMain,
);
export const logname = command(
  { name: 'logname', pkg: 'coreutils', synopsis: '[OPTION]', summary: 'Writes the name one logged in with.' },
  lognameMain,
);
