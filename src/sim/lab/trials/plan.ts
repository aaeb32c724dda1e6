// What a hidden schedule is: what PID 1 is started with, what then happens to it, and what must be true of it afterwards.
import type { Rng } from '../../../engine/index.ts';
import { CHILDREN, type Witness } from './witness.ts';

/** Which part of an init's duties a schedule is about. */
export type Duty = 'reap' | 'calm' | 'main';

/** One thing done from the node's terminal, or time that passes. */
export type Act =
  | { readonly kind: 'type'; readonly line: string }
  | { readonly kind: 'wait'; readonly ms: number }
  /** Lets time pass in which nothing happens, and measures what PID 1 does meanwhile. */
  | { readonly kind: 'watch'; readonly ms: number }
  /** Until the script is done and PID 1 owes nothing any more; so long at most. */
  | { readonly kind: 'settle'; readonly ms: number }
  /** Until the container has ended; so long at most. */
  | { readonly kind: 'end'; readonly ms: number };

/** A file of the container: a script, or the C source of an executable. */
export type PlanFile = { readonly script: string } | { readonly c: string };

/** Something that a program got wrong, in words with numbers; `undefined` when it did it right. */
export type Finding = string | undefined;

export interface Schedule {
  /** In one sentence, with this schedule's numbers. */
  readonly story: string;
  /** What PID 1 is told to run: `/app/init COMMAND ARGUMENT…`. */
  readonly command: readonly string[];
  /** Runs before PID 1 and becomes it by exec; undefined: PID 1 is /app/init from the start. */
  readonly entry?: string;
  readonly files: Readonly<Record<string, PlanFile>>;
  readonly pidsMax?: number;
  readonly acts: readonly Act[];
  /** Pointless for a program that does not run its command. */
  readonly needsCommand?: boolean;
  readonly check: (witness: Witness) => Finding;
}

export interface Plan {
  /** Stored in links and progress: never renamed. */
  readonly id: string;
  readonly title: string;
  /** What it asks of an init. */
  readonly asks: string;
  readonly duty: Duty;
  /** The numbers differ from variation to variation, so that no program can know them. */
  readonly make: (rng: Rng) => Schedule;
}

export const type = (line: string): Act => ({ kind: 'type', line });
export const wait = (ms: number): Act => ({ kind: 'wait', ms });
export const watch = (ms: number): Act => ({ kind: 'watch', ms });
/** A program that looks for its dead once a second is slow, and not wrong. */
export const settle = (ms = 2000): Act => ({ kind: 'settle', ms });
export const end = (ms: number): Act => ({ kind: 'end', ms });

export { CHILDREN };
export const MAIN = '/app/main.sh';
/** Runs the schedule's script in the container, on no terminal: what it leaves behind becomes PID 1's. */
export const START_CHILDREN = type(`docker exec -d web-0 bash ${CHILDREN}`);

/** A command that lives as long as nobody ends it. */
export const SLEEPER: readonly string[] = ['sleep', '1000'];

/** from..to, both included. */
export const between = (rng: Rng, from: number, to: number): number => from + rng.below(to - from + 1);

export function pick<T>(rng: Rng, values: readonly [T, ...T[]]): T {
  return values[rng.below(values.length)] ?? values[0];
}
