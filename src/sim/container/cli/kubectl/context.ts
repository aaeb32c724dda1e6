/** What a running kubectl command has at hand, and how it words the server's refusals. */
import type { Sys } from '../../../kernel/abi/index.ts';
import { ApiError, type Answered, type ApiResource, type ClusterApi } from '../../cluster-api.ts';
import { err, Failure, out } from '../layer/io.ts';

export { err, Failure, out };

export interface KubeContext {
  readonly api: ClusterApi;
  readonly env: ReadonlyMap<string, string>;
  /** -n, else the context's. */
  readonly namespace: string;
}

/** `pod`, `deployment.apps`. */
export function singular(r: ApiResource): string {
  return r.kind.toLowerCase() + (r.group === '' ? '' : `.${r.group}`);
}

export function refused(api: ClusterApi): string {
  const host = api.server.replace(/^\w+:\/\//, '');
  return `The connection to the server ${host} was refused - did you specify the right host or port?`;
}

/** The message for a refusal. */
export function words(api: ClusterApi, e: ApiError): string {
  if (e.code === 0) return refused(api);
  return `Error from server (${e.reason}): ${e.message}`;
}

export function* warn(warnings: readonly string[]): Sys<void> {
  for (const w of warnings) yield* err(`Warning: ${w}\n`);
}

/** The value of an answer, its warnings shown; a refusal ends the command. */
export function* must<T>(c: KubeContext, answer: Sys<Answered<T> | ApiError>): Sys<T> {
  const a = yield* answer;
  if (a instanceof ApiError) throw new Failure(words(c.api, a));
  yield* warn(a.warnings);
  return a.value;
}

/** A mistake in the command line, with the advice that kubectl gives. */
export function usageError(path: string, message: string): Failure {
  return new Failure(`error: ${message}\nSee '${path} -h' for help and examples`);
}
