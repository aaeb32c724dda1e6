/** What a running docker command has at hand: the daemon, its streams, and its ways to fail. */
import { sys, utf8, type Sys } from '../../../kernel/abi/index.ts';
import { EngineError, type DockerEngine } from '../../engine-api.ts';

/** Ends a command with a message and an exit code; raised by `fail`, caught by the program. */
export class Failure extends Error {
  readonly exit: number;
  constructor(message: string, exit = 1) {
    super(message);
    this.exit = exit;
  }
}

export interface DockerContext {
  readonly engine: DockerEngine;
  readonly env: ReadonlyMap<string, string>;
}

export function* out(text: string): Sys<void> {
  if (text !== '') yield* sys.writeAll(1, text);
}

export function* err(text: string): Sys<void> {
  if (text !== '') yield* sys.writeAll(2, text);
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

/** A text of the simulator's own source to the machine's bytes. */
export const bytes = utf8;
