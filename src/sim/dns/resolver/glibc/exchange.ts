// One call of __res_context_send: the one or two queries, and what has come back for them.
import { labelsOf, nameFromLabels, peek, sameName, type RrType } from '../../message/index.ts';
import type { QueryId, Why } from '../../net/index.ts';

export interface OwnQuery {
  readonly id: number;
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly type: RrType;
}

export interface Exchange {
  readonly first: OwnQuery;
  readonly second: OwnQuery | undefined;
  /** Why this name is asked: goes with every query. */
  readonly name: Why;
  /** Answer buffers in order of arrival, as *ansp and *ansp2. */
  answer1: Uint8Array | undefined;
  answer2: Uint8Array | undefined;
  /** resplen2; 1 stands for "no second answer, but good". */
  size2: number;
  virtualCircuit: boolean;
  gotSomewhere: boolean;
}

export const newExchange = (first: OwnQuery, second: OwnQuery | undefined, name: Why): Exchange => ({
  first,
  second,
  name,
  answer1: undefined,
  answer2: undefined,
  size2: 0,
  virtualCircuit: false,
  gotSomewhere: false,
});

export const textOfName = (name: string): string => nameFromLabels(labelsOf(name));

/** The id of the header and __libc_res_queriesmatch: the same question. */
export function answers(query: OwnQuery, bytes: Uint8Array): boolean {
  const packet = peek(bytes);
  if (packet?.id !== query.id || packet.questions !== 1 || packet.question === undefined) return false;
  return packet.question.type === query.type && sameName(packet.question.name, query.name);
}

/** Queries under way, for the words of a timeout. */
export type Open = { first: readonly QueryId[]; second: readonly QueryId[] };
