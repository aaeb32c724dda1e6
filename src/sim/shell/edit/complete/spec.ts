// Programmable completion: what a `complete` specification generates (bash(1), Programmable Completion).
import type { ByteString, Sys } from '../../../kernel/abi/index.ts';
import type { CompletionRequest, CompletionSpec } from '../../edit-api.ts';
import type { Editor } from '../editor.ts';
import { accounts, completeFiles, isDirectory } from './files.ts';
import { found, type Matches } from './matches.ts';
import { completeCommands, signalNames } from './names.ts';
import { readText } from './read-text.ts';
import type { Target } from './word.ts';

function* action(ed: Editor, name: ByteString, target: Target): Sys<readonly ByteString[]> {
  const of = ed.ctx.completion;
  switch (name) {
    case 'alias':
      return of.aliases();
    case 'builtin':
    case 'enabled':
    case 'helptopic':
      return of.builtins();
    case 'keyword':
      return of.keywords();
    case 'function':
      return of.functions();
    case 'variable':
      return of.variables();
    case 'export':
      return of.exported();
    case 'setopt':
      return of.setOptions();
    case 'shopt':
      return of.shoptOptions();
    case 'signal':
      return signalNames();
    case 'job':
    case 'running':
    case 'stopped':
      return of.jobs();
    case 'user':
      return (yield* accounts()).map(([user]) => user);
    case 'group':
      return (yield* readText('/etc/group')).split('\n').map((entry) => entry.split(':')[0] ?? '');
    case 'command':
      return (yield* completeCommands(ed, target, target.text))?.texts ?? [];
    case 'file':
      return (yield* completeFiles(ed, target))?.texts ?? [];
    case 'directory':
      return (yield* completeFiles(ed, target, isDirectory))?.texts ?? [];
    default:
      return [];
  }
}

/** The pattern language of `-X`: `*`, `?`, `[…]`; `!` in front keeps what matches. */
function filtered(texts: readonly ByteString[], filter: ByteString, word: ByteString): readonly ByteString[] {
  const negated = filter.startsWith('!');
  let source = '';
  for (let i = negated ? 1 : 0; i < filter.length; i += 1) {
    const char = filter[i] as string;
    if (char === '*') source += '.*';
    else if (char === '?') source += '.';
    else if (char === '&') source += word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    else if (char === '[') {
      const end = filter.indexOf(']', i + 2);
      if (end < 0) source += '\\[';
      else {
        source += `[${filter
          .slice(i + 1, end)
          .replace(/^!/, '^')
          .replace(/\\/g, '\\\\')}]`;
        i = end;
      }
    } else source += char.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  }
  const pattern = new RegExp(`^(?:${source})$`, 's');
  return texts.filter((text) => pattern.test(text) === negated);
}

/** 'over': the specification speaks for this word and readline's own completion is not asked. */
export function* completeBySpec(
  ed: Editor,
  spec: CompletionSpec,
  request: CompletionRequest,
  target: Target,
): Sys<Matches | 'over' | undefined> {
  const texts: ByteString[] = [];
  let files = spec.options.has('filenames');
  for (const name of spec.actions) {
    if (name === 'file' || name === 'directory') files = true;
    texts.push(...(yield* action(ed, name, target)).filter((text) => text.startsWith(target.text)));
  }
  texts.push(...spec.words.filter((text) => text.startsWith(target.text)));
  if (spec.func !== undefined || spec.command !== undefined)
    texts.push(...(yield* ed.ctx.completion.run(spec, request)));
  let result: readonly ByteString[] = spec.filter === undefined ? texts : filtered(texts, spec.filter, target.text);
  result = result.map((text) => spec.prefix + text + spec.suffix);
  if (spec.options.has('plusdirs') || (result.length === 0 && spec.options.has('dirnames'))) {
    result = [...result, ...((yield* completeFiles(ed, target, isDirectory))?.texts ?? [])];
    files = true;
  }
  if (result.length > 0) {
    const append = spec.options.has('nospace') ? '' : ' ';
    return found(result, { files, append, sorted: spec.options.has('nosort') });
  }
  return spec.options.has('default') || spec.options.has('bashdefault') ? undefined : 'over';
}
