// The word before the point as a pattern: completing, listing and inserting the names that match it.
import { isErr, sys, type ByteString, type Sys } from '../../../kernel/abi/index.ts';
import { fnmatch } from '../../../posix/index.ts';
import type { Editor } from '../editor.ts';
import { expandDirectory } from './files.ts';
import { found, type Matches } from './matches.ts';

/** Names that match the pattern; only the last component may hold one. Names with a leading dot need one in the pattern. */
export function* globMatches(ed: Editor, pattern: ByteString): Sys<Matches | undefined> {
  const cut = pattern.lastIndexOf('/') + 1;
  const typed = pattern.slice(0, cut);
  const last = pattern.slice(cut);
  const entries = yield* sys.readdir(typed === '' ? '.' : yield* expandDirectory(ed, typed));
  if (isErr(entries)) return undefined;
  const names = entries
    .map((entry) => entry.name)
    .filter((name) => (!name.startsWith('.') || last.startsWith('.')) && fnmatch(last, name));
  return found(
    names.map((name) => typed + name),
    { files: true },
  );
}
