// Command substitution and process substitution.
import { isErr, O_RDONLY, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { expandWords } from '../expand/expander.ts';
import { compileTrusted, SyntaxFault } from '../parse/index.ts';
import type { List, Part } from '../parse/nodes.ts';
import { runNode } from './exec.ts';
import { DiscardLine } from './faults.ts';
import { forkShell } from './fork.ts';
import { complain, flush } from './report.ts';
import type { Shell } from './shell.ts';
import { runText } from './text.ts';
import { readAll } from './read-all.ts';
import { waitForJob } from './wait.ts';

/** undefined: what stands between backquotes is no program, which is seen only when it is to run. */
function script(sh: Shell, part: Extract<Part, { kind: 'command' | 'process' }>): List | undefined {
  try {
    part.cache.script ??= compileTrusted(part.source, part.line, sh.dash);
  } catch (fault) {
    if (!(fault instanceof SyntaxFault)) throw fault;
  }
  return part.cache.script;
}

/** In the child: the compiled list, or the text, whose fault is then told there. */
function* runSubstitution(
  child: Shell,
  list: List | undefined,
  part: Extract<Part, { kind: 'command' | 'process' }>,
): Sys<number> {
  if (!list) return yield* runText(child, part.source, { name: 'command substitution', line: part.line });
  return list.items.length === 0 ? 0 : yield* runNode(child, list, true);
}

/** `$(<file)`: read without a process (bash). */
function* fileOnly(sh: Shell, list: List): Sys<ByteString | undefined> {
  const item = list.items[0];
  if (sh.dash || list.items.length !== 1 || item?.background || item?.node.kind !== 'simple') return undefined;
  const { node } = item;
  const redir = node.redirs[0];
  if (
    node.args.length > 0 ||
    node.assigns.length > 0 ||
    node.redirs.length !== 1 ||
    redir?.operator !== '<' ||
    (redir.fd ?? 0) !== 0
  )
    return undefined;
  const words = yield* expandWords(sh, [redir.word]);
  if (words.length !== 1) {
    complain(sh, `${redir.word.text}: ambiguous redirect`);
    sh.lastSubstStatus = 1;
    return '';
  }
  const fd = yield* sys.open(words[0] ?? '', O_RDONLY);
  if (isErr(fd)) {
    complain(sh, `${words[0] ?? ''}: ${fd.text}`);
    yield* flush(sh);
    sh.lastSubstStatus = 1;
    return '';
  }
  const text = yield* readAll(fd);
  yield* sys.close(fd);
  sh.lastSubstStatus = 0;
  return text;
}

export function* commandSubstitution(sh: Shell, part: Extract<Part, { kind: 'command' }>): Sys<ByteString> {
  const list = script(sh, part);
  let text = list && (yield* fileOnly(sh, list));
  text ??= yield* captured(sh, list, part);
  sh.status = sh.lastSubstStatus ?? 0;
  if (text.includes('\0')) {
    if (!sh.dash) {
      complain(sh, 'warning: command substitution: ignored null byte in input');
      yield* flush(sh);
    }
    text = text.replace(/\0+/g, '');
  }
  return text.replace(/\n+$/, '');
}

function* captured(sh: Shell, list: List | undefined, part: Extract<Part, { kind: 'command' }>): Sys<ByteString> {
  const pipe = yield* sys.pipe();
  if (isErr(pipe)) {
    complain(sh, `cannot make pipe for command substitution: ${pipe.text}`);
    yield* flush(sh);
    throw new DiscardLine(1);
  }
  const pid = yield* forkShell(
    sh,
    { pgrp: undefined, background: false, foreground: false, subshell: true, substitution: true },
    function* (child) {
      child.jobs.disown();
      yield* sys.close(pipe.r);
      if (pipe.w !== 1) {
        yield* sys.dup2(pipe.w, 1);
        yield* sys.close(pipe.w);
      }
      child.indirection += 1;
      if (!child.shopts.has('inherit_errexit') && !child.opt('posix') && !child.dash) child.options.delete('errexit');
      if (child.status !== 0 && sh.lastSubstStatus === undefined) void 0;
      return yield* runSubstitution(child, list, part);
    },
  );
  yield* sys.close(pipe.w);
  const text = yield* readAll(pipe.r);
  yield* sys.close(pipe.r);
  const job = sh.jobs.add(sh.pgrp, [{ pid, text: '', status: undefined, stopped: false }], {
    foreground: true,
    control: false,
    cwd: sh.cwd,
  });
  const { pipeStatus } = sh;
  sh.lastSubstStatus = yield* waitForJob(sh, job);
  sh.pipeStatus = pipeStatus;
  job.notified = true;
  sh.jobs.remove(job);
  return text;
}

export function* processSubstitution(sh: Shell, part: Extract<Part, { kind: 'process' }>): Sys<ByteString> {
  const list = script(sh, part);
  const pipe = yield* sys.pipe();
  if (isErr(pipe)) {
    complain(sh, `cannot make pipe for process substitution: ${pipe.text}`);
    throw new DiscardLine(1);
  }
  const reads = part.operator === '<';
  const [ours, theirs] = reads ? [pipe.r, pipe.w] : [pipe.w, pipe.r];
  // bash moves its end up, so that it does not meet the descriptors scripts use.
  let high = yield* sys.dupfd(ours, 63, false);
  for (let want = 62; isErr(high) && want > 10; want -= 1) high = yield* sys.dupfd(ours, want, false);
  const path = isErr(high) ? ours : high;
  if (!isErr(high)) yield* sys.close(ours);
  yield* forkShell(
    sh,
    { pgrp: undefined, background: true, foreground: false, subshell: true, substitution: true },
    function* (child) {
      child.jobs.disown();
      yield* sys.close(path);
      yield* sys.dup2(theirs, reads ? 1 : 0);
      yield* sys.close(theirs);
      for (const fd of child.substFds) yield* sys.close(fd);
      child.substFds = [];
      return yield* runSubstitution(child, list, part);
    },
  );
  yield* sys.close(theirs);
  sh.substFds.push(path);
  return `/dev/fd/${path}`;
}

/** Closes what process substitutions opened for a command that has ended. */
export function* closeSubstitutions(sh: Shell, from: number): Sys<void> {
  while (sh.substFds.length > from) {
    const fd = sh.substFds.pop();
    if (fd !== undefined) yield* sys.close(fd);
  }
}
