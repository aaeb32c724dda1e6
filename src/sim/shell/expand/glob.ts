// Pathname expansion: patterns against directories, with bash's glob options.
import { isErr, sys, S_IFDIR, S_IFLNK, S_IFMT, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { ExpansionFault } from '../run/faults.ts';
import type { Shell } from '../run/shell.ts';
import { get } from '../vars/read.ts';
import { compilePattern, isPattern, unescapePattern, type Pattern } from './pattern.ts';
import type { Field } from './sinks.ts';

/** Names one expansion may give; a directory of a simulated machine never holds as many. */
const MAX_MATCHES = 100_000;

export function* globFields(sh: Shell, fields: readonly Field[]): Sys<ByteString[]> {
  const out: ByteString[] = [];
  const off = sh.options.has('noglob');
  for (const field of fields) {
    if (field.pattern === undefined || off || !isPattern(field.pattern, sh.shopts.has('extglob'))) {
      out.push(field.text);
      continue;
    }
    const matches = yield* glob(sh, field.pattern);
    if (matches.length > 0) out.push(...matches);
    else if (sh.shopts.has('failglob')) throw new ExpansionFault(`no match: ${field.text}`, false);
    else if (!sh.shopts.has('nullglob')) out.push(field.text);
  }
  return out;
}

/** Splits a pattern at its slashes; slashes inside an extended group stay. */
function components(pattern: ByteString): ByteString[] {
  const out: ByteString[] = [];
  let current = '';
  let level = 0;
  for (let i = 0; i < pattern.length; i += 1) {
    const c = pattern[i] ?? '';
    if (c === '\\') {
      current += c + (pattern[i + 1] ?? '');
      i += 1;
      continue;
    }
    if (c === '(') level += 1;
    else if (c === ')') level -= 1;
    if (c === '/' && level <= 0) {
      out.push(current);
      current = '';
    } else current += c;
  }
  out.push(current);
  return out;
}

function* names(path: ByteString): Sys<{ name: ByteString; type: number }[]> {
  const entries = yield* sys.readdir(path);
  if (isErr(entries)) return [];
  return entries
    .filter((e) => e.name !== '.' && e.name !== '..')
    .map((e) => ({ name: e.name, type: e.type }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function* isDirectory(path: ByteString, type: number): Sys<boolean> {
  if (type === S_IFDIR) return true;
  if (type !== S_IFLNK) return false;
  const stat = yield* sys.stat(path);
  return !isErr(stat) && (stat.mode & S_IFMT) === S_IFDIR;
}

/** All directories below `prefix`, itself first (symbolic links are not followed). */
function* below(prefix: ByteString, dots: boolean): Sys<ByteString[]> {
  const out: ByteString[] = [];
  for (const entry of yield* names(prefix === '' ? '.' : prefix)) {
    if (entry.type !== S_IFDIR || (!dots && entry.name.startsWith('.'))) continue;
    const path = `${prefix}${entry.name}/`;
    out.push(path, ...(yield* below(path, dots)));
    if (out.length > MAX_MATCHES) break;
  }
  return out;
}

export function* glob(sh: Shell, pattern: ByteString): Sys<ByteString[]> {
  const extglob = sh.shopts.has('extglob');
  const nocase = sh.shopts.has('nocaseglob');
  const ignore = get(sh, 'GLOBIGNORE');
  const dots = sh.shopts.has('dotglob') || (ignore !== undefined && ignore !== '');
  const globstar = sh.shopts.has('globstar');
  const parts = components(pattern);
  let found: ByteString[] = [''];
  if (parts[0] === '' && parts.length > 1) {
    found = ['/'];
    parts.shift();
  }
  for (let i = 0; i < parts.length; i += 1) {
    const part = parts[i] ?? '';
    const last = i === parts.length - 1;
    const next: ByteString[] = [];
    if (part === '') {
      // `dir/` or `a//b`
      if (last) found = yield* onlyDirectories(found);
      else found = found.map((p) => `${p}/`);
      continue;
    }
    if (part === '**' && globstar) {
      for (const prefix of found) {
        const dirs = yield* below(prefix, dots);
        if (!last) next.push(prefix, ...dirs);
        else {
          const all: ByteString[] = [];
          if (prefix !== '') all.push(prefix);
          for (const dir of [prefix, ...dirs])
            for (const entry of yield* names(dir === '' ? '.' : dir))
              if (dots || !entry.name.startsWith('.')) all.push(dir + entry.name);
          next.push(...all);
        }
      }
      found = next;
      continue;
    }
    if (!isPattern(part, extglob)) {
      const name = unescapePattern(part);
      for (const prefix of found) {
        if (last) {
          const stat = yield* sys.lstat(prefix + name);
          if (!isErr(stat)) next.push(prefix + name);
        } else next.push(`${prefix}${name}/`);
      }
      found = next;
      continue;
    }
    const compiled = compilePattern(part, { extglob, nocase });
    const explicitDot =
      part.startsWith('.') || part.startsWith('\\.') || (extglob && /^[?*+@!]\((?:[^)]*\|)?\./.test(part));
    for (const prefix of found) {
      for (const entry of yield* names(prefix === '' ? '.' : prefix)) {
        if (entry.name.startsWith('.') && !explicitDot && !dots) continue;
        if (!compiled.matches(entry.name)) continue;
        const path = prefix + entry.name;
        if (last) next.push(path);
        else if (yield* isDirectory(path, entry.type)) next.push(`${path}/`);
      }
      if (next.length > MAX_MATCHES) break;
    }
    found = next;
  }
  const result = [...new Set(found.filter((p) => p !== ''))].sort();
  return ignore === undefined || ignore === '' ? result : ignored(result, ignore, extglob);
}

function* onlyDirectories(paths: readonly ByteString[]): Sys<ByteString[]> {
  const out: ByteString[] = [];
  for (const path of paths) {
    if (path === '') continue;
    const stat = yield* sys.stat(path);
    if (!isErr(stat) && (stat.mode & S_IFMT) === S_IFDIR) out.push(path.endsWith('/') ? path : `${path}/`);
  }
  return out;
}

function ignored(paths: readonly ByteString[], ignore: ByteString, extglob: boolean): ByteString[] {
  const patterns: Pattern[] = ignore.split(':').map((p) => compilePattern(p, { extglob, nocase: false }));
  return paths.filter((path) => !patterns.some((p) => p.matches(path)));
}
