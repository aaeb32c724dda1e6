/** kubectl patch: a patch from the command line or a file, in one of three forms. */
import { isErr } from '../../../../kernel/abi/index.ts';
import { ApiError, type Patch } from '../../../cluster-api.ts';
import type { Json } from '../../../engine-api.ts';
import { equal } from '../../apiserver/patch.ts';
import { flag } from '../../layer/flags.ts';
import { STRING } from '../../layer/kinds.ts';
import { readYaml, YamlError } from '../../yaml/read.ts';
import { Failure, usageError, warn, words } from '../context.ts';
import { DRY_RUN, dryRunOf, drySuffix } from '../dry-run.ts';
import { readFile } from '../file-io.ts';
import { FILE_FLAGS } from '../files.ts';
import type { KubeCommand } from '../program.ts';
import { everyTarget } from '../targets.ts';
import { OUTPUT, tell } from './changed.ts';

export const patch: KubeCommand = {
  name: 'patch',
  use: '(-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE] [options]',
  short: 'Update fields of a resource',
  args: { kind: 'any' },
  flags: [
    DRY_RUN,
    ...FILE_FLAGS('Filename, directory, or URL to files identifying the resource to update'),
    OUTPUT,
    flag('patch', 'p', STRING, 'The patch to be applied to the resource JSON file.'),
    flag('patch-file', '', STRING, 'A file containing a patch to be applied to the resource.'),
    flag('subresource', '', STRING, 'If specified, patch will operate on the subresource of the requested object.'),
    flag('type', '', STRING, 'The type of patch being provided; one of [json merge strategic]', { def: 'strategic' }),
  ],
  support: 'partial',
  missing: '--local',
  *run(c, f) {
    const type = f.text('type').toLowerCase();
    if (type !== 'strategic' && type !== 'merge' && type !== 'json')
      throw usageError(
        'kubectl patch',
        `--type must be one of [json merge strategic], not ${JSON.stringify(f.text('type'))}`,
      );
    const file = f.text('patch-file');
    if (f.text('patch') === '' && file === '')
      throw usageError('kubectl patch', 'must specify --patch or --patch-file containing the contents of the patch');
    let text = f.text('patch');
    if (file !== '') {
      const read = yield* readFile(file);
      if (isErr(read)) throw new Failure(`error: unable to read patch file: open ${file}: ${read.text.toLowerCase()}`);
      text = read;
    }
    const body = bodyOf(text);
    const dry = dryRunOf(f);
    for (const { resource, namespace, object } of yield* everyTarget(c, f, f.args)) {
      if (body instanceof ApiError) throw new Failure(words(c, body));
      const wanted: Patch = { type, body };
      const query = { namespace, name: object.metadata.name };
      const sub = f.text('subresource');
      // A dry run of the client is computed from the answer of one at the server.
      const answer = yield* c.api.patch(resource, query, wanted, {
        dryRun: dry !== 'none',
        ...(sub === '' ? {} : { subresource: sub }),
      });
      if (answer instanceof ApiError) throw new Failure(words(c, answer));
      yield* warn(answer.warnings);
      const what = equal(answer.value, object) ? 'patched (no change)' : 'patched';
      yield* tell(f, resource, answer.value, what + drySuffix(dry));
    }
    return 0;
  },
};

/** YAML is made JSON by the client; what is neither is sent as it is, and the server complains. */
function bodyOf(text: string): Json | ApiError {
  try {
    return JSON.parse(text) as Json;
  } catch {
    const yaml = readYaml(text);
    const [one] = yaml instanceof YamlError ? [] : yaml;
    if (one !== undefined && typeof one === 'object' && one !== null) return one;
    const bad = /^\s*\{\s*([^"}\s])/.exec(text)?.[1];
    return new ApiError(
      400,
      'BadRequest',
      bad === undefined
        ? `error decoding patch: invalid character '${text.trim()[0] ?? ''}' looking for beginning of value`
        : `error decoding patch: invalid character '${bad}' looking for beginning of object key string`,
    );
  }
}
