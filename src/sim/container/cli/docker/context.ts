/** What a running docker command has at hand: the daemon, its streams, and its ways to fail. */
import type { Sys } from '../../../kernel/abi/index.ts';
import { EngineError, type DockerEngine } from '../../engine-api.ts';
import { err, Failure, out } from '../layer/io.ts';

export { err, Failure, out };

export interface DockerContext {
  readonly engine: DockerEngine;
  readonly env: ReadonlyMap<string, string>;
}

/** Where the daemon listens. */
export function daemonHost(env: ReadonlyMap<string, string>): string {
  return env.get('DOCKER_HOST') || 'unix:///var/run/docker.sock';
}

/** How the client words an error of the daemon. */
export function words(context: DockerContext, e: EngineError): string {
  if (e.status === 0)
    return `Cannot connect to the Docker daemon at ${daemonHost(context.env)}. Is the docker daemon running?`;
  return `Error response from daemon: ${e.message}`;
}

/** The value of an answer, or the end of the command with the daemon's message. */
export function* must<T>(context: DockerContext, answer: Sys<T | EngineError>): Sys<T> {
  const value = yield* answer;
  if (value instanceof EngineError) throw new Failure(words(context, value));
  return value;
}

/** Several errors become one message of several lines and exit code 1. */
export function failAll(errors: readonly string[]): void {
  if (errors.length > 0) throw new Failure(errors.join('\n'));
}

/** Does the same to every container at once; echoes the names that worked, in order, and fails with all errors. */
export function* forEach(
  context: DockerContext,
  names: readonly string[],
  act: (name: string) => Sys<void | EngineError>,
  spare?: (e: EngineError) => boolean,
): Sys<number> {
  const results = yield* context.engine.concurrently(names.map((n) => () => act(n)));
  const errors: string[] = [];
  for (const [i, name] of names.entries()) {
    const r = results[i];
    if (r instanceof EngineError) {
      if (spare?.(r) === true) yield* err(words(context, r) + '\n');
      else errors.push(words(context, r));
    } else yield* out(name + '\n');
  }
  failAll(errors);
  return 0;
}
