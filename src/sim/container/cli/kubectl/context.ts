/** What a running kubectl command has at hand, and how it words the server's refusals. */
import type { Sys } from '../../../kernel/abi/index.ts';
import { ApiError, type Answered, type ApiResource, type ClusterApi } from '../../cluster-api.ts';
import { err, Failure, out } from '../layer/io.ts';
import type { KubeConfig } from './kubeconfig.ts';

export { err, Failure, out };

export interface KubeContext {
  readonly api: ClusterApi;
  readonly env: ReadonlyMap<string, string>;
  /** -n, else the context's. */
  readonly namespace: string;
  /** -n was given: it must agree with the namespace in a file. */
  readonly enforceNamespace: boolean;
  /** Address for messages, as `https://127.0.0.1:6443`. */
  readonly server: string;
  readonly config: KubeConfig;
}

/** `pod`, `deployment.apps`. */
export function singular(r: ApiResource): string {
  return r.kind.toLowerCase() + (r.group === '' ? '' : `.${r.group}`);
}

export function refused(server: string): string {
  const host = server.replace(/^\w+:\/\//, '');
  return `The connection to the server ${host} was refused - did you specify the right host or port?`;
}

/** The message for a refusal; `source`: what was being done with which file. */
export function words(c: Pick<KubeContext, 'server'>, e: ApiError, source = ''): string {
  if (e.code === 0) return refused(c.server);
  if (e.reason === 'Invalid' && e.details.kind !== undefined) {
    const causes = (e.details.causes ?? []).map((cause) => `${cause.field}: ${cause.message}`);
    const what = `The ${e.details.kind} ${JSON.stringify(e.details.name ?? '')} is invalid`;
    if (causes.length === 0) return what;
    return causes.length === 1
      ? `${what}: ${causes[0] ?? ''}`
      : `${what}: \n${causes.map((each) => `* ${each}`).join('\n')}`;
  }
  return `Error from server (${e.reason}): ${source === '' ? '' : `${source}: `}${e.message}`;
}

export function* warn(warnings: readonly string[]): Sys<void> {
  for (const w of warnings) yield* err(`Warning: ${w}\n`);
}

/** The value of an answer, its warnings shown; a refusal ends the command. */
export function* must<T>(c: KubeContext, answer: Sys<Answered<T> | ApiError>): Sys<T> {
  const a = yield* answer;
  if (a instanceof ApiError) throw new Failure(words(c, a));
  yield* warn(a.warnings);
  return a.value;
}

/** A mistake in the command line, with the advice that kubectl gives. */
export function usageError(path: string, message: string): Failure {
  return new Failure(`error: ${message}\nSee '${path} -h' for help and examples`);
}
