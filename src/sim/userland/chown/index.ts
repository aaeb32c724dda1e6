// chown(1) and chgrp(1): change owner and group.
import { isErr, S_IFDIR, S_IFLNK, S_IFMT, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { groups, Names, users } from '../lib/accounts.ts';
import { join } from '../lib/paths.ts';
import { command, type Tool } from '../lib/tool.ts';

interface Plan {
  uid: number | undefined;
  gid: number | undefined;
  recursive: boolean;
  verbose: 'no' | 'changes' | 'all';
  silent: boolean;
  follow: boolean;
  group: boolean;
  label: ByteString;
}

type Owner =
  | { readonly kind: 'ok'; readonly uid: number | undefined; readonly gid: number | undefined }
  | { readonly kind: 'bad'; readonly text: string };

/** `user`, `user:group`, `:group`, `user:` (his login group), numbers too. */
function* parseOwner(spec: ByteString, quote: (text: string) => string): Sys<Owner> {
  const colon = spec.includes(':') ? spec.indexOf(':') : -1;
  const userText = colon < 0 ? spec : spec.slice(0, colon);
  const groupText = colon < 0 ? undefined : spec.slice(colon + 1);
  let uid: number | undefined;
  let gid: number | undefined;
  if (userText !== '') {
    const user = (yield* users()).find((entry) => entry.name === userText);
    if (!user && !/^[0-9]+$/.test(userText)) return { kind: 'bad', text: `invalid user: ${quote(spec)}` };
    uid = user ? user.uid : Number(userText);
    if (groupText === '') {
      if (!user) return { kind: 'bad', text: `invalid spec: ${quote(spec)}` };
      gid = user.gid;
    }
  }
  if (groupText !== undefined && groupText !== '') {
    const group = (yield* groups()).find((entry) => entry.name === groupText);
    if (!group && !/^[0-9]+$/.test(groupText)) return { kind: 'bad', text: `invalid group: ${quote(spec)}` };
    gid = group ? group.gid : Number(groupText);
  }
  return { kind: 'ok', uid, gid };
}

function* change(tool: Tool, plan: Plan, path: ByteString, top: boolean, names: Names): Sys<boolean> {
  const stat = plan.follow ? yield* sys.stat(path) : yield* sys.lstat(path);
  if (isErr(stat)) {
    if (!plan.silent) {
      const own = yield* sys.lstat(path);
      yield* tool.warn(
        !isErr(own)
          ? `cannot dereference ${tool.qa(path)}: ${stat.text}`
          : `cannot access ${tool.qa(path)}: ${stat.text}`,
      );
    }
    return false;
  }
  let ok = true;
  if (plan.recursive && (stat.mode & S_IFMT) === S_IFDIR && (top || !isErr(yield* sys.lstat(path)))) {
    const own = yield* sys.lstat(path);
    const entries = isErr(own) || (own.mode & S_IFMT) === S_IFLNK ? [] : yield* sys.readdir(path);
    if (isErr(entries)) {
      if (!plan.silent) yield* tool.warn(`cannot read directory ${tool.qa(path)}: ${entries.text}`);
      ok = false;
    } else
      for (const { name } of entries)
        if (
          name !== '.' &&
          name !== '..' &&
          !(yield* change(tool, { ...plan, follow: false }, join(path, name), false, names))
        )
          ok = false;
  }
  const failed = yield* sys.chown(path, plan.uid ?? -1, plan.gid ?? -1, plan.follow);
  const what = plan.group ? 'group' : 'ownership';
  if (isErr(failed)) {
    if (!plan.silent) yield* tool.warn(`changing ${what} of ${tool.qa(path)}: ${failed.text}`);
    return false;
  }
  const changed =
    (plan.uid !== undefined && plan.uid !== stat.uid) || (plan.gid !== undefined && plan.gid !== stat.gid);
  if (plan.verbose === 'all' || (plan.verbose === 'changes' && changed)) {
    const user = (yield* names.user(stat.uid)) ?? String(stat.uid);
    const group = (yield* names.group(stat.gid)) ?? String(stat.gid);
    const old = plan.group
      ? group
      : plan.gid === undefined
        ? user
        : plan.uid === undefined
          ? `:${group}`.slice(1)
          : `${user}:${group}`;
    yield* tool.out.put(
      changed
        ? `changed ${what} of ${tool.qa(path)} from ${old} to ${plan.label}\n`
        : `${what} of ${tool.qa(path)} retained as ${plan.label === '' ? old : plan.group ? group : plan.gid === undefined ? user : `${user}:${group}`}\n`,
    );
  }
  return ok;
}

const mainFor = (isGroup: boolean) =>
  function* (tool: Tool): Sys<number> {
    const plan: Plan = {
      uid: undefined,
      gid: undefined,
      recursive: false,
      verbose: 'no',
      silent: false,
      follow: true,
      group: isGroup,
      label: '',
    };
    let reference: ByteString | undefined;
    const { options, operands } = tool.options({
      short: 'HLPRcfhv',
      long: {
        recursive: 'R',
        changes: 'c',
        dereference: 'dereference',
        'from=': 'from',
        'no-dereference': 'h',
        'no-preserve-root': 'root',
        'preserve-root': 'root',
        quiet: 'f',
        silent: 'f',
        'reference=': 'reference',
        verbose: 'v',
      },
    });
    for (const option of options) {
      switch (option.key) {
        case 'R':
          plan.recursive = true;
          break;
        case 'c':
          plan.verbose = 'changes';
          break;
        case 'v':
          plan.verbose = 'all';
          break;
        case 'f':
          plan.silent = true;
          break;
        case 'h':
          plan.follow = false;
          break;
        case 'reference':
          reference = option.arg;
          break;
        case 'H':
        case 'L':
        case 'P':
        case 'root':
        case 'from':
        case 'dereference':
          break;
        default:
          return yield* tool.other(option);
      }
    }
    const words = [...operands];
    if (reference !== undefined) {
      const stat = yield* sys.stat(reference);
      if (isErr(stat)) return yield* tool.fail(1, `failed to get attributes of ${tool.qa(reference)}: ${stat.text}`);
      plan.uid = isGroup ? undefined : stat.uid;
      plan.gid = stat.gid;
    } else {
      const spec = words.shift();
      if (spec === undefined) return yield* tool.usage(1, 'missing operand');
      if (words.length === 0) return yield* tool.usage(1, `missing operand after ${tool.q(spec)}`);
      plan.label = spec;
      if (isGroup) {
        const group = (yield* groups()).find((entry) => entry.name === spec);
        if (!group && !/^[0-9]+$/.test(spec) && spec !== '')
          return yield* tool.fail(1, `invalid group: ${tool.q(spec)}`);
        plan.gid = spec === '' ? undefined : group ? group.gid : Number(spec);
      } else {
        const owner = yield* parseOwner(spec, (text) => tool.q(text));
        if (owner.kind === 'bad') return yield* tool.fail(1, owner.text);
        plan.uid = owner.uid;
        plan.gid = owner.gid;
      }
    }
    if (words.length === 0) return yield* tool.usage(1, 'missing operand');
    const names = new Names();
    let status = 0;
    for (const path of words) if (!(yield* change(tool, plan, path, true, names))) status = 1;
    return status;
  };

const options = ['-c', '-f', '-h', '-R', '-v', '--reference'];
export const chown = command(
  {
    name: 'chown',
    pkg: 'coreutils',
    synopsis: '[OPTION]... [OWNER][:[GROUP]] FILE...',
    summary: 'Changes owner and group of files.',
    options,
  },
  mainFor(false),
);
export const chgrp = command(
  {
    name: 'chgrp',
    pkg: 'coreutils',
    synopsis: '[OPTION]... GROUP FILE...',
    summary: 'Changes the group of files.',
    options,
  },
  mainFor(true),
);
