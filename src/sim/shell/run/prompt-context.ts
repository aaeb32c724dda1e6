// What the line editor may ask of the shell's language, and prompts that need it.
import { sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { generate } from '../builtins/complete.ts';
import { builtinNames, findBuiltin } from '../builtins/index.ts';
import type { CompletionSources } from '../edit-api.ts';
import { expandStringGeneral } from '../expand/expander.ts';
import { expandPrompt } from '../expand/prompt.ts';
import { formatTime } from '../expand/time.ts';
import { expandHistory } from '../history/expand.ts';
import { RESERVED } from '../parse/grammar.ts';
import { compileWord } from '../parse/word.ts';
import { assign, assignArray } from '../vars/access.ts';
import { get, lookup } from '../vars/read.ts';
import { memoryOf } from './enter.ts';
import { ExpansionFault } from './faults.ts';
import { SET_OPTIONS, SHOPT_NAMES } from './options.ts';
import type { Prompt } from './prompt.ts';
import { complain, flush } from './report.ts';
import type { Shell } from './shell.ts';
import { runText } from './text.ts';

export function completionSources(sh: Shell): CompletionSources {
  return {
    builtins: () => builtinNames(sh.dash).filter((name) => findBuiltin(sh, name) !== undefined),
    keywords: () => [...RESERVED],
    aliases: () => [...sh.aliases.keys()],
    functions: () => [...sh.functions.keys()],
    variables: () => sh.vars.names().filter((name) => lookup(sh, name) !== undefined),
    exported: () => sh.vars.names().filter((name) => lookup(sh, name)?.exported === true),
    jobs: () => sh.jobs.list().map((job) => job.processes[0]?.text.split(' ')[0] ?? ''),
    setOptions: () => SET_OPTIONS.map((option) => option.name),
    shoptOptions: () => SHOPT_NAMES,
    variable: (name) => get(sh, name),
    shopt: (name) => sh.shopts.has(name),
    spec: (command) => sh.completions.get(command),
    *run(spec, request) {
      assignArray(
        sh,
        'COMP_WORDS',
        request.words.map((value) => ({ index: undefined, value, append: false })),
        false,
      );
      assign(sh, 'COMP_CWORD', String(request.wordIndex));
      assign(sh, 'COMP_LINE', request.line);
      assign(sh, 'COMP_POINT', String(request.point));
      const { status } = sh;
      const out = yield* generate(
        sh,
        spec,
        request.words[request.wordIndex] ?? '',
        request.words.slice(0, request.wordIndex + 1),
      );
      yield* flush(sh);
      sh.status = status;
      for (const name of ['COMP_WORDS', 'COMP_CWORD', 'COMP_LINE', 'COMP_POINT']) sh.vars.global.delete(name);
      return out;
    },
  };
}

/** `!`-expansion of the line so far. */
export function expandHistoryOf(
  prompt: Prompt,
  line: ByteString,
): ByteString | undefined | { readonly error: ByteString } {
  const { history } = prompt.sh;
  const result = history ? expandHistory(line, history, memoryOf(prompt)) : { kind: 'same' as const };
  if (result.kind === 'error') return { error: result.message };
  return result.kind === 'expanded' ? result.text : undefined;
}

/** Alias and word expansion of the line so far. */
export function* expandLine(sh: Shell, line: ByteString): Sys<ByteString> {
  const first = /^[ \t]*([^ \t]+)/.exec(line);
  const alias = first ? sh.aliases.get(first[1] ?? '') : undefined;
  const text = alias === undefined ? line : line.replace(first?.[1] ?? '', () => alias);
  return yield* expandStringGeneral(sh, compileWord(text, 'double', { dash: sh.dash, line: sh.line }), 'string');
}

/** `bind -x` */
export function* execute(
  sh: Shell,
  command: ByteString,
  line: ByteString,
  point: number,
): Sys<{ readonly line: ByteString; readonly point: number }> {
  assign(sh, 'READLINE_LINE', line);
  assign(sh, 'READLINE_POINT', String(point));
  const { status } = sh;
  yield* runText(sh, command, { name: 'bash', line: sh.line });
  yield* flush(sh);
  const after = { line: get(sh, 'READLINE_LINE') ?? line, point: Number(get(sh, 'READLINE_POINT')) || 0 };
  for (const name of ['READLINE_LINE', 'READLINE_POINT']) sh.vars.global.delete(name);
  sh.flow = undefined;
  sh.status = status;
  return after;
}

/** PS1 and PS2: escapes first, then expansions. `$?` stays what it is. */
export function* prompt(sh: Shell, name: 'PS0' | 'PS1' | 'PS2'): Sys<ByteString> {
  const raw = get(sh, name) ?? '';
  const { status } = sh;
  if (/\\[tT@AdD]/.test(raw)) sh.now = yield* sys.clock();
  const text = sh.dash ? raw : expandPrompt(sh, raw, formatTime);
  if (!sh.dash && !sh.shopts.has('promptvars')) return text;
  if (!/[$`\\]/.test(text)) return text;
  try {
    const out = yield* expandStringGeneral(sh, compileWord(text, 'double', { dash: sh.dash, line: sh.line }), 'string');
    sh.status = status;
    return out;
  } catch (error) {
    if (!(error instanceof ExpansionFault)) throw error;
    complain(sh, error.message);
    yield* flush(sh);
    return text;
  } finally {
    sh.status = status;
  }
}

export function* promptCommands(sh: Shell): Sys<void> {
  if (sh.dash) return;
  const v = lookup(sh, 'PROMPT_COMMAND');
  if (!v) return;
  const commands = v.array ? Object.values(v.array) : v.value === undefined ? [] : [v.value];
  for (const command of commands) {
    const { status, lastArg, pipeStatus } = sh;
    sh.indirection += 1;
    yield* runText(sh, command, { name: 'PROMPT_COMMAND', line: sh.line });
    sh.indirection -= 1;
    yield* flush(sh);
    sh.flow = undefined;
    sh.status = status;
    sh.lastArg = lastArg;
    sh.pipeStatus = pipeStatus;
  }
}
