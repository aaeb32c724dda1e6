/** kubectl cp: one file into a container or out of it. Fidelity: no folders; `cat` does the work in the container instead of tar. */
import { isErr, O_CREAT, O_RDONLY, O_TRUNC, O_WRONLY, sys, type Sys } from '../../../../kernel/abi/index.ts';
import { ApiError } from '../../../cluster-api.ts';
import { bool, flag } from '../../layer/flags.ts';
import { INT, STRING } from '../../layer/kinds.ts';
import { err, Failure, type KubeContext, usageError, words } from '../context.ts';
import { isDirectory } from '../file-io.ts';
import { defaultContainer, podFor } from '../pods.ts';
import type { KubeCommand } from '../program.ts';

interface Place {
  /** '' = here. */
  readonly pod: string;
  readonly namespace: string;
  readonly path: string;
}

/** `pod:path`, `namespace/pod:path`, or a path. */
function placeOf(word: string): Place {
  const colon = word.indexOf(':');
  if (colon < 0 || word.startsWith('/') || word.startsWith('.')) return { pod: '', namespace: '', path: word };
  const [first = '', second] = word.slice(0, colon).split('/');
  const path = word.slice(colon + 1);
  return second === undefined ? { pod: first, namespace: '', path } : { pod: second, namespace: first, path };
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
const lastPart = (path: string): string => path.replace(/\/+$/, '').split('/').at(-1) ?? '';

export const cp: KubeCommand = {
  name: 'cp',
  use: '<file-spec-src> <file-spec-dest> [options]',
  short: 'Copy files and directories to and from containers',
  args: { kind: 'any' },
  flags: [
    flag('container', 'c', STRING, 'Container name.'),
    bool(
      'no-preserve',
      '',
      "The copied file/directory's ownership and permissions will not be preserved in the container",
    ),
    flag('retries', '', INT, 'Set number of retries to complete a copy operation from a container.'),
  ],
  support: 'partial',
  missing: 'folders, owners and modes',
  *run(c, f) {
    if (f.args.length !== 2) throw usageError('kubectl cp', 'source and destination are required');
    const [from, to] = [placeOf(f.args[0] as string), placeOf(f.args[1] as string)];
    if (from.pod !== '' && to.pod !== '')
      throw new Failure('error: one of src or dest must be a local file specification');
    if (from.pod === '' && to.pod === '')
      throw new Failure('error: one of src or dest must be a remote file specification');
    if (from.path === '' || to.path === '') throw new Failure('error: filepath can not be empty');
    return yield* from.pod === ''
      ? upload(c, f.text('container'), from.path, to)
      : download(c, f.text('container'), from, to.path);
  },
};

function* inPod(
  c: KubeContext,
  container: string,
  place: Place,
  command: string,
  io: { readonly stdin: number | undefined; readonly stdout: number },
): Sys<number> {
  const namespace = place.namespace || c.namespace;
  const pod = yield* podFor({ ...c, namespace }, place.pod);
  const name = container || (yield* defaultContainer(pod));
  const request = { container: name, command: ['sh', '-c', command], tty: false, stdin: io.stdin !== undefined };
  const code = yield* c.api.exec(namespace, pod.metadata.name, request, { ...io, stderr: 2 });
  if (code instanceof ApiError)
    throw new Failure(code.reason === 'InternalError' ? `error: ${code.message}` : words(c, code));
  if (code !== 0) throw new Failure(`command terminated with exit code ${code}`, code);
  return 0;
}

function* upload(c: KubeContext, container: string, path: string, to: Place): Sys<number> {
  const directory = yield* isDirectory(path);
  if (directory === undefined) throw new Failure(`error: ${path} doesn't exist in local filesystem`);
  if (directory) throw new Failure("error: 'kubectl cp of a folder' is not part of this simulator");
  const fd = yield* sys.open(path, O_RDONLY);
  if (isErr(fd)) throw new Failure(`error: open ${path}: ${fd.text.toLowerCase()}`);
  const target = quoted(to.path);
  const inside = quoted(`${to.path.replace(/\/+$/, '')}/${lastPart(path)}`);
  const code = yield* inPod(c, container, to, `if [ -d ${target} ]; then cat > ${inside}; else cat > ${target}; fi`, {
    stdin: fd,
    stdout: 1,
  });
  yield* sys.close(fd);
  return code;
}

function* download(c: KubeContext, container: string, from: Place, path: string): Sys<number> {
  const target = (yield* isDirectory(path)) === true ? `${path.replace(/\/+$/, '')}/${lastPart(from.path)}` : path;
  if (from.path.startsWith('/')) yield* err("tar: removing leading '/' from member names\n");
  const fd = yield* sys.open(target, O_WRONLY | O_CREAT | O_TRUNC, 0o644);
  if (isErr(fd)) throw new Failure(`error: open ${target}: ${fd.text.toLowerCase()}`);
  const code = yield* inPod(c, container, from, `cat ${quoted(from.path)}`, { stdin: undefined, stdout: fd });
  yield* sys.close(fd);
  return code;
}
