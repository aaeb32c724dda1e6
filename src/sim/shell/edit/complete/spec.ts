// Programmable completion: the shell generates what a `complete` specification says; its options decide how it is inserted.
import type { Sys } from '../../../kernel/abi/index.ts';
import type { CompletionRequest, CompletionSpec } from '../../edit-api.ts';
import type { Editor } from '../editor.ts';
import { completeFiles, isDirectory } from './files.ts';
import { found, type Matches } from './matches.ts';
import type { Target } from './word.ts';

/** 'over': the specification speaks for this word and readline's own completion is not asked. */
export function* completeBySpec(
  ed: Editor,
  spec: CompletionSpec,
  request: CompletionRequest,
  target: Target,
): Sys<Matches | 'over' | undefined> {
  let result = yield* ed.ctx.completion.run(spec, request);
  let files = spec.options.has('filenames') || spec.actions.some((name) => name === 'file' || name === 'directory');
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
