/** kubectl edit: the object as YAML in the learner's editor; what is saved is sent. */
import { isErr, sys, type Sys, wExitStatus, wIfExited } from '../../../../kernel/abi/index.ts';
import { ApiError, type ApiResource, type KubeObject } from '../../../cluster-api.ts';
import type { JsonObject } from '../../../engine-api.ts';
import { isObject, threeWayPatch } from '../../apiserver/patch.ts';
import { flag } from '../../layer/flags.ts';
import { STRING } from '../../layer/kinds.ts';
import { readYaml, YamlError } from '../../yaml/read.ts';
import { toYaml } from '../../yaml/write.ts';
import { err, Failure, out, singular, words, type KubeContext } from '../context.ts';
import { readFile, writeFile } from '../file-io.ts';
import { FILE_FLAGS } from '../files.ts';
import type { KubeCommand } from '../program.ts';
import { everyTarget } from '../targets.ts';

const HEADER =
  "# Please edit the object below. Lines beginning with a '#' will be ignored,\n# and an empty file will abort the edit. If an error occurs while saving this file will be\n# reopened with the relevant failures.\n#\n";

export const edit: KubeCommand = {
  name: 'edit',
  use: '(RESOURCE/NAME | -f FILENAME) [options]',
  short: 'Edit a resource on the server',
  args: { kind: 'any' },
  flags: [
    ...FILE_FLAGS('Filename, directory, or URL to files to use to edit the resource'),
    flag('output', 'o', STRING, ''),
    flag('selector', 'l', STRING, ''),
  ],
  support: 'partial',
  missing: '-o, several objects at once; a refused change is told and kept in a file, the editor is not opened again',
  *run(c, f) {
    for (const { resource, namespace, object } of yield* everyTarget(c, f, f.args))
      yield* editOne(c, resource, namespace, object);
    return 0;
  },
};

const body = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n');

function* editOne(c: KubeContext, resource: ApiResource, namespace: string, object: KubeObject): Sys<void> {
  const { managedFields: _, ...metadata } = object.metadata;
  const before = toYaml({ ...object, metadata });
  const path = `/tmp/kubectl-edit-${yield* sys.getpid()}.yaml`;
  if (yield* writeFile(path, HEADER + before)) throw new Failure(`error: unable to write ${path}`);
  yield* runEditor(c, path);
  const text = yield* readFile(path);
  const after = isErr(text) ? '' : body(text);
  if (after.trim() === '') {
    yield* err('Edit cancelled, saved file was empty.\n');
    return;
  }
  const documents = readYaml(after);
  const [next] = documents instanceof YamlError ? [] : documents;
  if (documents instanceof YamlError || !isObject(next)) {
    yield* err(`A copy of your changes has been stored to ${JSON.stringify(path)}\n`);
    const why = documents instanceof YamlError ? documents.message : 'not an object';
    throw new Failure(`error: Edit cancelled, no valid changes were saved: ${why}`);
  }
  const from: JsonObject = { ...object, metadata: metadata as JsonObject };
  const patch = threeWayPatch(from, next, from);
  if (Object.keys(patch).length === 0) {
    yield* sys.unlink(path);
    yield* err('Edit cancelled, no changes made.\n');
    return;
  }
  const query = { namespace, name: object.metadata.name };
  const answer = yield* c.api.patch(resource, query, { type: 'strategic', body: patch }, { dryRun: false });
  if (answer instanceof ApiError) {
    yield* err(`A copy of your changes has been stored to ${JSON.stringify(path)}\n`);
    throw new Failure(words(c, answer));
  }
  yield* sys.unlink(path);
  yield* out(`${singular(resource)}/${object.metadata.name} edited\n`);
}

/** $KUBE_EDITOR, $EDITOR, vi; by way of a shell, as it may be more than a name. */
function* runEditor(c: KubeContext, path: string): Sys<void> {
  const editor = c.env.get('KUBE_EDITOR') ?? c.env.get('EDITOR') ?? 'vi';
  const child = yield* sys.fork(function* () {
    yield* sys.execve('/bin/sh', ['sh', '-c', `${editor} ${path}`], c.env);
    return 127;
  });
  if (isErr(child)) throw new Failure(`error: unable to launch the editor ${JSON.stringify(editor)}`);
  for (;;) {
    const done = yield* sys.wait4(child);
    if (isErr(done) && done.name === 'EINTR') continue;
    if (isErr(done) || done === 0) return;
    const code = wIfExited(done.status) ? wExitStatus(done.status) : 1;
    if (code === 127) throw new Failure(`error: unable to launch the editor ${JSON.stringify(editor)}`);
    if (code !== 0) throw new Failure(`error: there was a problem with the editor ${JSON.stringify(editor)}`);
    return;
  }
}
