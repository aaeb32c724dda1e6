// The arguments of find(1)'s predicates: numbers with a sign, depths, times, modes, owners, formats.
import { isErr, SECOND, sys, type ByteString, type Micros, type Sys } from '../../kernel/abi/index.ts';
import { groups, users } from '../lib/accounts.ts';
import { zoneOf } from '../lib/clock.ts';
import { applyMode, parseMode } from '../lib/mode.ts';
import { parseDate } from '../lib/parse-date.ts';
import type { Tool } from '../lib/tool.ts';
import type { Bound, Node, Plan, TimeField } from './expression.ts';

/** What is wrong with the command line. */
export class FindError extends Error {}

export const FIELDS: Readonly<Record<string, TimeField>> = { a: 'atime', c: 'ctime', m: 'mtime' };

export class ArgumentReader {
  protected readonly tool: Tool;
  protected readonly words: readonly ByteString[];
  protected readonly plan: Plan;
  protected at = 0;

  constructor(tool: Tool, words: readonly ByteString[], plan: Plan) {
    this.tool = tool;
    this.words = words;
    this.plan = plan;
  }

  protected argument(predicate: ByteString): ByteString {
    const word = this.words[this.at];
    if (word === undefined) throw new FindError(`missing argument to \`${predicate}'`);
    this.at += 1;
    return word;
  }

  protected bound(predicate: ByteString, text: ByteString): Bound {
    const found = /^([+-]?)([0-9]+(?:\.[0-9]+)?)$/.exec(text);
    if (!found) throw new FindError(`invalid argument \`${text}' to \`${predicate}'`);
    return { sign: found[1] as Bound['sign'], value: Number(found[2]) };
  }

  protected depth(predicate: ByteString): number {
    const text = this.argument(predicate);
    if (!/^[0-9]+$/.test(text))
      throw new FindError(`Expected a positive decimal integer argument to ${predicate}, but got ${this.tool.q(text)}`);
    return Number(text);
  }

  protected target(predicate: ByteString): ByteString {
    const file = this.argument(predicate);
    this.plan.targets.add(file);
    return file;
  }

  protected *stat(path: ByteString): Sys<{ dev: number; ino: number; atime: Micros; mtime: Micros; ctime: Micros }> {
    const stat = this.plan.follow === 'never' ? yield* sys.lstat(path) : yield* sys.stat(path);
    if (isErr(stat)) throw new FindError(`${this.tool.q(path)}: ${stat.text}`);
    return stat;
  }

  protected *newerXY(word: ByteString): Sys<Node> {
    const field = FIELDS[word[6] ?? 'm'] ?? 'mtime';
    if (this.at >= this.words.length) throw new FindError(`The ${this.tool.q(word)} test needs an argument`);
    const text = this.argument(word);
    if (word[7] !== 't')
      return { kind: 'newer', field, than: (yield* this.stat(text))[FIELDS[word[7] ?? 'm'] ?? 'mtime'] };
    const now = yield* sys.clock('realtime');
    const moment = parseDate(text, { seconds: Math.floor(now / SECOND), nanos: 0 }, zoneOf(this.tool.env.get('TZ')));
    if (!moment) throw new FindError(`I cannot figure out how to interpret ${this.tool.q(text)} as a date or time`);
    return { kind: 'newer', field, than: moment.seconds * SECOND + Math.floor(moment.nanos / 1000) };
  }

  protected perm(): Node {
    const text = this.argument('-perm');
    if (/^\+[0-7]/.test(text)) throw new FindError(`invalid mode ${this.tool.q(text)}`);
    const match = text.startsWith('-') ? 'all' : text.startsWith('/') ? 'any' : 'exact';
    const changes = parseMode(match === 'exact' ? text : text.slice(1));
    if (!changes) throw new FindError(`invalid mode ${this.tool.q(text)}`);
    return { kind: 'perm', mode: applyMode(0, changes, false, 0), match };
  }

  protected *owner(word: ByteString): Sys<Node> {
    const name = this.argument(word);
    const field = word === '-user' ? 'uid' : 'gid';
    const found =
      word === '-user'
        ? (yield* users()).find((user) => user.name === name)?.uid
        : (yield* groups()).find((group) => group.name === name)?.gid;
    if (found !== undefined) return { kind: 'number', field, bound: { sign: '', value: found } };
    if (/^[0-9]+$/.test(name)) return { kind: 'number', field, bound: { sign: '', value: Number(name) } };
    throw new FindError(
      word === '-user'
        ? `${this.tool.q(name)} is not the name of a known user`
        : `${this.tool.q(name)} is not the name of an existing group`,
    );
  }

  protected format(word: ByteString): ByteString {
    const text = this.argument(word);
    if (/%[-+ #0]*[0-9]*(?:\.[0-9]*)?$/.test(text.replaceAll('%%', '')))
      throw new FindError('error: % at end of format string');
    return text;
  }
}
