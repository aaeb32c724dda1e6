/** From what a user types (`po`, `pod/web`, `pods,svc`, `all`, `deploy.apps`) to resources and names. */
import type { Sys } from '../../../kernel/abi/index.ts';
import { ApiError, type ApiResource } from '../../cluster-api.ts';
import { err, Failure, refused, words, type KubeContext } from './context.ts';

/** Where the client's discovery cache complains, and how often before it gives up. */
const TRIES = 5;

/** What the server offers; a refused connection is told five times, as the client's cache does. */
export function* discover(c: KubeContext): Sys<readonly ApiResource[]> {
  const found = yield* c.api.resources();
  if (!(found instanceof ApiError)) return found;
  if (found.code !== 0) throw new Failure(words(c, found));
  const host = c.server.replace(/^\w+:\/\//, '').replace('localhost', '127.0.0.1');
  const cause = `couldn't get current server API group list: Get \\"${c.server}/api?timeout=32s\\": dial tcp ${host}: connect: connection refused`;
  for (let i = 0; i < TRIES; i++)
    yield* err(`${klog(yield* c.api.now())} memcache.go:265] "Unhandled Error" err="${cause}"\n`);
  throw new Failure(refused(c.server));
}

/** klog's prefix for an error: month, day, time, process. */
function klog(nowMs: number): string {
  const ms = ((nowMs % 86_400_000) + 86_400_000) % 86_400_000;
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
  return `E0302 ${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}.000000    4242`;
}

export function findResource(all: readonly ApiResource[], word: string): ApiResource | undefined {
  const dot = word.indexOf('.');
  const name = (dot < 0 ? word : word.slice(0, dot)).toLowerCase();
  const group = dot < 0 ? undefined : word.slice(dot + 1);
  return all.find((r) => {
    const named = r.plural === name || r.kind.toLowerCase() === name || r.shortNames.includes(name);
    return (
      named && (group === undefined || r.group === group || (r.group !== '' && `${r.version}.${r.group}` === group))
    );
  });
}

export interface Wanted {
  readonly resource: ApiResource;
  readonly name: string | undefined;
}

function unknown(word: string): Failure {
  return new Failure(`error: the server doesn't have a resource type ${JSON.stringify(word.split('.')[0])}`);
}

/** `all` stands for the resources of that category. */
function expand(all: readonly ApiResource[], word: string): readonly ApiResource[] {
  const members = all.filter((r) => r.categories.includes(word));
  const one = members.length > 0 ? members : [findResource(all, word)];
  return one.map((r) => {
    if (r === undefined) throw unknown(word);
    return r;
  });
}

/** Reads TYPE[,TYPE] [NAME...] or TYPE/NAME...; without a name the whole list is wanted. */
export function readWanted(all: readonly ApiResource[], args: readonly string[]): readonly Wanted[] {
  const [first = '', ...names] = args;
  if (args.some((a) => a.includes('/'))) {
    if (!args.every((a) => a.includes('/')))
      throw new Failure(
        "error: there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'",
      );
    return args.map((a) => {
      const [type = '', name = '', ...more] = a.split('/');
      if (type === '' || name === '' || more.length > 0)
        throw new Failure('error: arguments in resource/name form may not have more than one slash');
      const resource = findResource(all, type);
      if (resource === undefined) throw unknown(type);
      return { resource, name };
    });
  }
  const types = first.split(',').filter((t) => t !== '');
  const resources = types.flatMap((t) => expand(all, t));
  if (names.length === 0) return resources.map((resource) => ({ resource, name: undefined }));
  return resources.flatMap((resource) => names.map((name) => ({ resource, name })));
}
