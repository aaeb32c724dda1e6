// The listing of ls: reads operands and directories, sorts, lays out, prints.
import {
  isErr,
  S_IFBLK,
  S_IFCHR,
  S_IFDIR,
  S_IFLNK,
  S_IFMT,
  SECOND,
  sys,
  type ByteString,
  type Stat,
  type Sys,
} from '../../kernel/abi/index.ts';
import { fnmatch } from '../../posix/index.ts';
import { Names } from '../lib/accounts.ts';
import { localTime, zoneOf, type Zone } from '../lib/clock.ts';
import { characters } from '../lib/locale.ts';
import { modeString } from '../lib/mode.ts';
import { humanSize } from '../lib/numbers.ts';
import { join } from '../lib/paths.ts';
import { escapeChar, quoteAlways, quoteIfNeeded } from '../lib/quote.ts';
import { strftime } from '../lib/strftime.ts';
import type { Tool } from '../lib/tool.ts';
import { colour, indicator, sortEntries, type Entry } from './entry.ts';
import { commas, layout, type Shown } from './format.ts';
import type { Plan } from './options.ts';

/** Half a year: older files show their year (posix time format of ls). */
const RECENT = 31556952 / 2;

const cString = (name: ByteString): ByteString =>
  `"${[...name].map((c) => (c === '"' || c === '\\' ? `\\${c}` : c < ' ' || c > '~' ? escapeChar(c) : c)).join('')}"`;

export class Lister {
  status = 0;
  readonly #tool: Tool;
  readonly #plan: Plan;
  readonly #names = new Names();
  readonly #zone: Zone;
  readonly #now: number;
  #printed = false;
  #coloured = false;
  readonly #ancestors: string[] = [];

  constructor(tool: Tool, plan: Plan, now: number) {
    this.#tool = tool;
    this.#plan = plan;
    this.#zone = zoneOf(tool.env.get('TZ'));
    this.#now = now;
  }

  *#complain(text: ByteString, serious: boolean): Sys<void> {
    yield* this.#tool.out.flush();
    yield* this.#tool.warn(text);
    if (serious) this.status = 2;
    else if (this.status === 0) this.status = 1;
  }

  get #needsStat(): boolean {
    const { format, inode, blocks, sort, color, indicators } = this.#plan;
    return (
      format === 'long' ||
      inode ||
      blocks ||
      sort === 'time' ||
      sort === 'size' ||
      color ||
      indicators === 'classify' ||
      this.#plan.follow === 'always' ||
      this.#plan.recursive ||
      this.#plan.dirsFirst
    );
  }

  /** Looks at a file; undefined when it cannot be seen (and that was said). */
  *entry(path: ByteString, name: ByteString, commandLine: boolean, type = 0): Sys<Entry | undefined> {
    const plan = this.#plan;
    if (!commandLine && !this.#needsStat && type !== 0)
      return { name, stat: undefined, type, link: undefined, target: undefined };
    const follow = plan.follow === 'always' || (commandLine && plan.follow === 'command-line');
    let stat = follow ? yield* sys.stat(path) : yield* sys.lstat(path);
    if (commandLine && plan.follow === 'command-line-dirs') {
      const real = yield* sys.stat(path);
      if (!isErr(real) && (real.mode & S_IFMT) === S_IFDIR) stat = real;
    }
    if (isErr(stat) && follow && stat.name === 'ENOENT' && !commandLine) stat = yield* sys.lstat(path);
    if (isErr(stat)) {
      yield* this.#complain(`cannot access ${this.#tool.qa(path)}: ${stat.text}`, commandLine);
      return undefined;
    }
    let link: ByteString | undefined;
    let target: Stat | undefined;
    if (
      (stat.mode & S_IFMT) === S_IFLNK &&
      (plan.format === 'long' || plan.color || plan.indicators === 'classify' || plan.dirsFirst)
    ) {
      const text = yield* sys.readlink(path);
      if (!isErr(text)) link = text;
      const real = yield* sys.stat(path);
      if (!isErr(real)) target = real;
    }
    return { name, stat, type: stat.mode & S_IFMT, link, target };
  }

  #quoted(name: ByteString, quoting: boolean): ByteString {
    const { quoting: style, hideControls } = this.#plan;
    const utf8 = this.#tool.utf8;
    let text = name;
    if (style === 'shell' && quoting) text = quoteIfNeeded(name, utf8);
    else if (style === 'shell-always') text = quoteAlways(name, utf8);
    else if (style === 'c') text = cString(name);
    else if (style === 'escape')
      text = [...name]
        .map((c) => (c === '\\' || c === ' ' ? `\\${c}` : c < ' ' || c > '~' ? escapeChar(c) : c))
        .join('');
    return hideControls ? text.replace(utf8 ? /[\x00-\x1f\x7f]/g : /[\x00-\x1f\x7f-\xff]/g, '?') : text;
  }

  #paint(text: ByteString, name: ByteString, mode: number, broken: boolean): ByteString {
    const code = this.#plan.color ? colour(name, mode, broken, this.#tool.env.has('LS_COLORS')) : '';
    if (code === '') return text;
    // the first coloured name is preceded by a reset
    const first = this.#coloured ? '' : '\x1b[0m';
    this.#coloured = true;
    return `${first}\x1b[${code}m${text}\x1b[0m`;
  }

  #shown(entry: Entry, align: boolean): Shown {
    const quoted = this.#quoted(entry.name, true);
    const lead = align && !/^['"]/.test(quoted) ? ' ' : '';
    const mode = entry.stat?.mode ?? entry.type;
    const mark = this.#plan.format === 'long' && entry.link !== undefined ? '' : indicator(mode, this.#plan.indicators);
    const prefix = this.#prefix(entry);
    const width = prefix.length + lead.length + characters(quoted, this.#tool.utf8).length + mark.length;
    return {
      text: prefix + lead + this.#paint(quoted, entry.name, mode, entry.link !== undefined && !entry.target) + mark,
      width,
    };
  }

  #prefixWidths = { inode: 0, blocks: 0 };

  #blocksOf(stat: Stat | undefined): string {
    const bytes = (stat?.blocks ?? 0) * 512;
    return this.#plan.human ? humanSize(bytes, this.#plan.human) : String(Math.ceil(bytes / 1024));
  }

  #prefix(entry: Entry): string {
    let out = '';
    if (this.#plan.inode) out += `${String(entry.stat?.ino ?? '?').padStart(this.#prefixWidths.inode)} `;
    if (this.#plan.blocks) out += `${this.#blocksOf(entry.stat).padStart(this.#prefixWidths.blocks)} `;
    return out;
  }

  #timeText(stat: Stat): ByteString {
    const micros = stat[this.#plan.time];
    const at = Math.floor(micros / SECOND);
    const t = localTime(at, this.#zone);
    const nanos = (micros - at * SECOND) * 1000;
    const style = this.#plan.timeStyle;
    const recent = at > this.#now - RECENT && at <= this.#now;
    if (style.startsWith('+')) {
      const [old = '', fresh] = style.slice(1).split('\n');
      return strftime(recent && fresh !== undefined ? fresh : old, t, at, nanos);
    }
    if (style === 'full-iso') return strftime('%Y-%m-%d %H:%M:%S.%N %z', t, at, nanos);
    if (style === 'long-iso') return strftime('%Y-%m-%d %H:%M', t, at);
    if (style === 'iso') return strftime(recent ? '%m-%d %H:%M' : '%Y-%m-%d ', t, at);
    return strftime(recent ? '%b %e %H:%M' : '%b %e  %Y', t, at);
  }

  *#owner(id: number, kind: 'user' | 'group'): Sys<string> {
    if (this.#plan.numeric) return String(id);
    return (kind === 'user' ? yield* this.#names.user(id) : yield* this.#names.group(id)) ?? String(id);
  }

  /** `others`: directories of the command line count for the widths of its files. */
  *#long(entries: readonly Entry[], align: boolean, others: readonly Entry[]): Sys<void> {
    const plan = this.#plan;
    interface Row {
      readonly entry: Entry;
      readonly links: string;
      readonly user: string;
      readonly group: string;
      readonly size: string;
      readonly device: readonly [string, string] | undefined;
    }
    const rows: Row[] = [];
    for (const entry of [...entries, ...others]) {
      const { stat } = entry;
      const type = (stat?.mode ?? 0) & S_IFMT;
      const device =
        stat && (type === S_IFCHR || type === S_IFBLK)
          ? ([String(stat.rdev >> 8), String(stat.rdev & 255)] as const)
          : undefined;
      rows.push({
        entry,
        links: stat ? String(stat.nlink) : '?',
        user: stat ? yield* this.#owner(stat.uid, 'user') : '?',
        group: stat ? yield* this.#owner(stat.gid, 'group') : '?',
        size: stat ? (plan.human ? humanSize(stat.size, plan.human) : String(stat.size)) : '?',
        device,
      });
    }
    const widest = (pick: (row: Row) => string): number => Math.max(0, ...rows.map((row) => pick(row).length));
    const major = widest((row) => row.device?.[0] ?? '');
    const minor = widest((row) => row.device?.[1] ?? '');
    const sizes = Math.max(
      widest((row) => (row.device ? '' : row.size)),
      major > 0 ? major + minor + 2 : 0,
    );
    const [links, users, groups] = [widest((r) => r.links), widest((r) => r.user), widest((r) => r.group)];
    const times = Math.max(0, ...rows.map((row) => (row.entry.stat ? this.#timeText(row.entry.stat).length : 0)));
    const numeric = (text: string, width: number): string =>
      plan.numeric || /^[0-9]+$/.test(text) ? text.padStart(width) : text.padEnd(width);
    for (const { entry, ...row } of rows.slice(0, entries.length)) {
      const { stat } = entry;
      const size = row.device
        ? `${row.device[0].padStart(sizes - minor - 2)}, ${row.device[1].padStart(minor)}`
        : row.size.padStart(sizes);
      const shown = this.#shown({ ...entry }, align);
      const prefix = this.#prefix(entry);
      let line = `${prefix}${stat ? modeString(stat.mode) : '??????????'} ${row.links.padStart(links)} `;
      if (plan.owner) line += `${numeric(row.user, users)} `;
      if (plan.group) line += `${numeric(row.group, groups)} `;
      line += `${size} ${(stat ? this.#timeText(stat) : '?').padStart(times)} ${shown.text.slice(prefix.length)}`;
      if (entry.link !== undefined) {
        const mode = entry.target?.mode;
        const quoted = this.#quoted(entry.link, true);
        line += ` -> ${mode === undefined ? quoted : this.#paint(quoted, entry.link, mode, false)}${mode === undefined ? '' : indicator(mode, plan.indicators)}`;
      }
      yield* this.#tool.out.put(`${line}${plan.zero ? '\0' : '\n'}`);
    }
  }

  *print(unsorted: readonly Entry[], others: readonly Entry[] = []): Sys<void> {
    const plan = this.#plan;
    const entries = sortEntries(unsorted, plan.sort, plan.time, plan.reverse, plan.dirsFirst);
    this.#prefixWidths = {
      inode: Math.max(0, ...entries.map((entry) => String(entry.stat?.ino ?? '?').length)),
      blocks: Math.max(0, ...entries.map((entry) => this.#blocksOf(entry.stat).length)),
    };
    const align =
      plan.quoting === 'shell' &&
      plan.format !== 'commas' &&
      plan.format !== 'one' &&
      entries.some((entry) => /^['"]/.test(this.#quoted(entry.name, true)));
    if (plan.format === 'long') {
      yield* this.#long(entries, align, others);
      return;
    }
    const shown = entries.map((entry) => this.#shown(entry, align));
    const end = plan.zero ? '\0' : '\n';
    if (plan.format === 'one') for (const { text } of shown) yield* this.#tool.out.put(text + end);
    else if (plan.format === 'commas') yield* this.#tool.out.put(commas(shown, plan.width));
    else yield* this.#tool.out.put(layout(shown, plan.width, plan.format === 'across', plan.color ? 0 : plan.tabs));
  }

  *directory(path: ByteString, header: boolean, commandLine: boolean): Sys<void> {
    const plan = this.#plan;
    const list = yield* sys.readdir(path);
    if (isErr(list)) {
      yield* this.#complain(`cannot open directory ${this.#tool.qa(path)}: ${list.text}`, commandLine);
      return;
    }
    if (plan.recursive) {
      const stat = yield* sys.stat(path);
      const key = isErr(stat) ? path : `${stat.dev}:${stat.ino}`;
      if (this.#ancestors.includes(key)) {
        yield* this.#complain(`${this.#tool.qf(path)}: not listing already-listed directory`, true);
        return;
      }
      this.#ancestors.push(key);
    }
    if (header || plan.recursive)
      yield* this.#tool.out.put(
        `${this.#printed ? '\n' : ''}${this.#quoted(path, true).replace(/^([^'"].*:.*)$/, (all) => (plan.quoting === 'shell' ? quoteAlways(all, this.#tool.utf8) : all))}:\n`,
      );
    this.#printed = true;
    const entries: Entry[] = [];
    for (const { name, type } of list) {
      if (plan.all !== 'all' && (name === '.' || name === '..')) continue;
      if (plan.all === 'no' && name.startsWith('.')) continue;
      if (plan.ignore.some((glob) => fnmatch(glob, name, { period: true }))) continue;
      const entry = yield* this.entry(join(path, name), name, false, type);
      if (entry) entries.push(entry);
      else entries.push({ name, stat: undefined, type, link: undefined, target: undefined });
    }
    if (plan.all === 'all') {
      for (const name of ['..', '.']) {
        if (entries.some((entry) => entry.name === name)) continue;
        const entry = yield* this.entry(join(path, name), name, false);
        if (entry) entries.unshift(entry);
      }
    }
    if (plan.format === 'long' || plan.blocks) {
      const total = entries.reduce((sum, entry) => sum + (entry.stat?.blocks ?? 0), 0) * 512;
      yield* this.#tool.out.put(
        `total ${plan.human ? humanSize(total, plan.human) : Math.ceil(total / 1024)}${plan.zero ? '\0' : '\n'}`,
      );
    }
    yield* this.print(entries);
    if (plan.recursive) {
      for (const entry of sortEntries(entries, plan.sort, plan.time, plan.reverse, plan.dirsFirst)) {
        if (entry.type === S_IFDIR && entry.name !== '.' && entry.name !== '..')
          yield* this.directory(
            path === '/' ? `/${entry.name}` : path.endsWith('/') ? path + entry.name : `${path}/${entry.name}`,
            true,
            false,
          );
      }
      this.#ancestors.pop();
    }
  }

  *run(operands: readonly ByteString[]): Sys<void> {
    const plan = this.#plan;
    const files: Entry[] = [];
    const dirs: Entry[] = [];
    for (const name of operands.length > 0 ? operands : ['.']) {
      const entry = yield* this.entry(name, name, true);
      if (!entry) continue;
      if (entry.type === S_IFDIR && !plan.directory) dirs.push(entry);
      else files.push(entry);
    }
    if (files.length > 0) {
      yield* this.print(files, dirs);
      this.#printed = true;
    }
    for (const entry of sortEntries(dirs, plan.sort, plan.time, plan.reverse, false))
      yield* this.directory(entry.name, operands.length > 1, true);
  }
}
