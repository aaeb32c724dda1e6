// What an ex command is: its name with the shortest form, what may stand before and behind it, what it does.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import type { Range } from './ex.ts';
import type { Vi } from './state.ts';

export interface Given {
  readonly range: Range;
  /** Behind the name: `!`. */
  readonly force: boolean;
  readonly args: ByteString;
  /** As typed. */
  readonly name: string;
  readonly line: ByteString;
  readonly depth: number;
}

export interface ExCommand {
  readonly name: string;
  /** Letters that are enough. */
  readonly least: number;
  readonly range?: boolean;
  /** Line 0 is allowed. */
  readonly zero?: boolean;
  readonly bang?: boolean;
  readonly args?: boolean;
  /** Blanks around the arguments belong to them. */
  readonly raw?: boolean;
  /** A bar does not end it. */
  readonly bar?: boolean;
  run(vi: Vi, given: Given): Sys<void>;
}

type Allowed = Pick<ExCommand, 'range' | 'zero' | 'bang' | 'args' | 'raw' | 'bar'>;

/** `allowed`: r a range, 0 line 0 in it, ! a bang, a arguments, w with their blanks, | a bar among them. */
export function command(name: string, least: number, allowed: string, run: ExCommand['run']): ExCommand {
  const has = (letter: string): boolean => allowed.includes(letter);
  const flags: Allowed = {
    range: has('r'),
    zero: has('0'),
    bang: has('!'),
    args: has('a'),
    raw: has('w'),
    bar: has('|'),
  };
  return { name, least, ...flags, run };
}
