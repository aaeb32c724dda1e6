// Completion of file names: the directory part is expanded for reading, kept as typed in the result.
import { S_IFDIR, S_IFLNK, S_IFMT, X_OK, isErr, sys, type ByteString, type Sys } from '../../../kernel/abi/index.ts';
import type { Editor } from '../editor.ts';
import { found, type Matches } from './matches.ts';
import { dequote } from './quote.ts';
import type { Target } from './word.ts';
import { readText } from './read-text.ts';

/** Lines of /etc/passwd: name and home. */
export function* accounts(): Sys<readonly (readonly [ByteString, ByteString])[]> {
  const text = yield* readText('/etc/passwd');
  return text.split('\n').flatMap((entry) => {
    const fields = entry.split(':');
    return fields.length > 5 && fields[0] !== undefined ? [[fields[0], fields[5] ?? ''] as const] : [];
  });
}

/** `~`, `~user` and `$NAME` at work in a directory part. */
export function* expandDirectory(ed: Editor, dir: ByteString): Sys<ByteString> {
  let out = dir;
  const tilde = /^~([^/]*)/.exec(out);
  if (tilde) {
    const home =
      tilde[1] === '' ? ed.ctx.variable('HOME') : (yield* accounts()).find(([name]) => name === tilde[1])?.[1];
    if (home !== undefined) out = home + out.slice(tilde[0].length);
  }
  return out.replace(
    /\$(?:\{([A-Za-z_][A-Za-z0-9_]*)\}|([A-Za-z_][A-Za-z0-9_]*))/g,
    (_all, braced?: string, plain?: string) => ed.ctx.variable(braced ?? plain ?? '') ?? '',
  );
}

export function* isDirectory(path: ByteString, follow = true): Sys<boolean> {
  const st = yield* follow ? sys.stat(path) : sys.lstat(path);
  return !isErr(st) && (st.mode & S_IFMT) === S_IFDIR;
}

export function* isLink(path: ByteString): Sys<boolean> {
  const st = yield* sys.lstat(path);
  return !isErr(st) && (st.mode & S_IFMT) === S_IFLNK;
}

/** A command can be run from it: a directory, or an executable file. */
export function* isRunnable(path: ByteString): Sys<boolean> {
  if (yield* isDirectory(path)) return true;
  return (yield* sys.access(path, X_OK)) === 0;
}

export type FileFilter = (path: ByteString) => Sys<boolean>;

/** Names that begin with the text, `filter` decides by their real paths. */
export function* completeFiles(ed: Editor, target: Target, filter?: FileFilter): Sys<Matches | undefined> {
  const text = target.quoted || target.quote !== '' ? dequote(target.text, target.quote) : target.text;
  const cut = text.lastIndexOf('/') + 1;
  const typed = text.slice(0, cut);
  const prefix = text.slice(cut);
  const expanded = typed === '' ? './' : target.quote === "'" ? typed : yield* expandDirectory(ed, typed);
  const shown = typed.startsWith('~') && ed.options.flags.get('expand-tilde') ? expanded : typed;
  const entries = yield* sys.readdir(expanded);
  if (isErr(entries)) return undefined;
  const names: ByteString[] = [];
  const hidden = ed.options.flags.get('match-hidden-files') ?? true;
  const all = [...entries.map((entry) => entry.name), '.', '..'];
  const fold = ed.options.flags.get('completion-ignore-case') ?? false;
  const wanted = fold ? prefix.toLowerCase() : prefix;
  const ignored = (ed.ctx.variable('FIGNORE') ?? '').split(':').filter((suffix) => suffix !== '');
  for (const name of new Set(all)) {
    if (ignored.some((suffix) => name.length > suffix.length && name.endsWith(suffix))) continue;
    if (prefix === '' && (name === '.' || name === '..')) continue;
    if (prefix === '' && !hidden && name.startsWith('.')) continue;
    if (!(fold ? name.toLowerCase() : name).startsWith(wanted)) continue;
    if (filter && !(yield* filter(expanded + name))) continue;
    names.push(shown + name);
  }
  return found(names, { files: true, keep: expanded !== typed && typed.includes('$') ? '$' : '' });
}

/** `~na` → `~name`. */
export function* completeUsers(text: ByteString): Sys<Matches | undefined> {
  const bare = text.startsWith('~') ? text.slice(1) : text;
  const names = (yield* accounts()).map(([name]) => name).filter((name) => name.startsWith(bare));
  return found(
    names.map((name) => (text.startsWith('~') ? `~${name}` : name)),
    { files: text.startsWith('~'), keep: '~' },
  );
}
