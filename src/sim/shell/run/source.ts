// Running a file in the shell itself: `source`, and the files a shell starts with.
import { isErr, O_RDONLY, S_IFDIR, S_IFMT, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { get } from '../vars/read.ts';
import { DiscardLine, ExitShell } from './faults.ts';
import { readAll } from './read-all.ts';
import { builtinError, complain, flush } from './report.ts';
import type { Shell } from './shell.ts';
import { runText } from './text.ts';
import { invoke } from './trampoline.ts';
import { runNamedTrap } from './trap.ts';

/** eval and source nested deeper than this would only be a runaway. */
export const MAX_NESTED_TEXT = 1000;

function* locate(sh: Shell, file: ByteString): Sys<ByteString | undefined> {
  if (file.includes('/')) return file;
  for (const dir of (get(sh, 'PATH') ?? '').split(':')) {
    const full = `${dir === '' ? '.' : dir}/${file}`;
    const stat = yield* sys.stat(full);
    if (!isErr(stat) && (stat.mode & S_IFMT) !== S_IFDIR) return full;
  }
  if (sh.dash) return undefined;
  return isErr(yield* sys.stat(file)) ? undefined : file;
}

export function* sourceFile(sh: Shell, file: ByteString, args: readonly ByteString[] = []): Sys<number> {
  const path = yield* locate(sh, file);
  const fd = path === undefined ? undefined : yield* sys.open(path, O_RDONLY);
  if (path === undefined || fd === undefined || isErr(fd)) {
    if (sh.dash) {
      builtinError(sh, path === undefined ? `${file}: not found` : `cannot open ${file}: No such file`);
      yield* flush(sh);
      if (!sh.interactive) throw new ExitShell(2);
      throw new DiscardLine(2);
    }
    complain(sh, `${file}: ${fd !== undefined && isErr(fd) ? fd.text : 'No such file or directory'}`);
    yield* flush(sh);
    return 1;
  }
  const stat = yield* sys.fstat(fd);
  if (!isErr(stat) && (stat.mode & S_IFMT) === S_IFDIR) {
    yield* sys.close(fd);
    builtinError(sh, `${file}: is a directory`);
    return 1;
  }
  const text = yield* readAll(fd);
  yield* sys.close(fd);
  return yield* sourceText(sh, file, path, text, args);
}

/** Runs the text of a file that was found as `path`. */
export function* sourceText(
  sh: Shell,
  file: ByteString,
  path: ByteString,
  text: ByteString,
  args: readonly ByteString[] = [],
): Sys<number> {
  if (sh.textDepth >= MAX_NESTED_TEXT) {
    builtinError(sh, `${file}: maximum source nesting level exceeded (${MAX_NESTED_TEXT})`);
    yield* flush(sh);
    throw new DiscardLine(1);
  }
  const { positional, line, builtin, loopDepth, dashContext } = sh;
  sh.dashContext = path;
  if (args.length > 0) sh.positional = [...args];
  sh.frames.push({ name: 'source', source: path === file ? file : path, line: sh.line, kind: 'source' });
  sh.textDepth += 1;
  sh.indirection += 1;
  sh.sourceDepth += 1;
  sh.loopDepth = 0;
  sh.builtin = '';
  const own = sh.positional;
  try {
    let status = yield* invoke(runText(sh, text, { name: sh.interactiveShell ? file : undefined, line: 1 }));
    if (sh.flow?.kind === 'return') {
      status = sh.status;
      sh.flow = undefined;
    }
    if (sh.traps.has('RETURN')) {
      sh.status = status;
      yield* runNamedTrap(sh, 'RETURN');
    }
    return status;
  } finally {
    sh.frames.pop();
    sh.textDepth -= 1;
    sh.indirection -= 1;
    sh.sourceDepth -= 1;
    sh.loopDepth = loopDepth;
    sh.dashContext = dashContext;
    if (args.length > 0 && sh.positional === own) sh.positional = positional;
    sh.line = line;
    sh.builtin = builtin;
  }
}
