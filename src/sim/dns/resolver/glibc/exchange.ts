// One call of __res_context_send: the one or two queries, and what has come back for them.
import { labelsOf, nameFromLabels, peek, sameName, type RrType } from '../../message/index.ts';
import type { Why } from '../../net/index.ts';

export interface OwnQuery {
  readonly id: number;
  readonly bytes: Uint8Array;
  /** Where the question section ends. */
  readonly questionEnd: number;
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

/** In the form of names that come off the wire. */
const textOfName = (name: string): string => nameFromLabels(labelsOf(name));

/** The id of the header and __libc_res_queriesmatch: the same question. */
export function answers(query: OwnQuery, bytes: Uint8Array): boolean {
  if (bytes[0] !== query.bytes[0] || bytes[1] !== query.bytes[1]) return false;
  if (sameQuestionBytes(query, bytes)) return true;
  const packet = peek(bytes);
  if (packet?.id !== query.id || packet.questions !== 1 || packet.question === undefined) return false;
  return packet.question.type === query.type && sameName(packet.question.name, textOfName(query.name));
}

/** The fast way: one question, byte by byte. */
function sameQuestionBytes({ bytes: asked, questionEnd }: OwnQuery, bytes: Uint8Array): boolean {
  if (bytes.length < questionEnd || bytes[4] !== 0 || bytes[5] !== 1) return false;
  for (let i = 12; i < questionEnd; i += 1) if (asked[i] !== bytes[i]) return false;
  return true;
}
