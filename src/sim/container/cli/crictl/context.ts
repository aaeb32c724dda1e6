/** What a running crictl command has at hand, and how it words the runtime's errors. */
import type { Sys } from '../../../kernel/abi/index.ts';
import { CriError, type CriRuntime } from '../../cri-api.ts';
import { Failure } from '../layer/io.ts';

export interface CriContext {
  readonly runtime: CriRuntime;
  readonly env: ReadonlyMap<string, string>;
}

export function rpc(e: CriError): string {
  return `rpc error: code = ${e.code} desc = ${e.message}`;
}

/** The value, or the end of the command: what was being done, then the runtime's error. */
export function* must<T>(doing: string, answer: Sys<T | CriError>): Sys<T> {
  const value = yield* answer;
  if (value instanceof CriError) throw new Failure(`${doing}: ${rpc(value)}`);
  return value;
}

/** Ids in tables have 13 digits. */
export function shortId(id: string): string {
  return id.slice(id.indexOf(':') + 1).slice(0, 13);
}
