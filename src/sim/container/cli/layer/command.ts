/** A tree of commands: names, aliases, arguments, flags and what to run. Finding a command is the same for every cobra program. */
import type { Sys } from '../../../kernel/abi/index.ts';
import type { Flags, FlagSpec } from './flags.ts';

/** How many arguments a command takes. */
export type ArgsRule =
  | { readonly kind: 'none' }
  | { readonly kind: 'any' }
  | { readonly kind: 'exact'; readonly n: number }
  | { readonly kind: 'min'; readonly n: number }
  | { readonly kind: 'max'; readonly n: number }
  | { readonly kind: 'range'; readonly min: number; readonly max: number };

/** How well the simulator follows the real command. */
export type Support = 'full' | 'partial' | 'none';

export interface Command<C> {
  readonly name: string;
  /** What follows the name in the usage line. */
  readonly use: string;
  /** Other names in the same parent. */
  readonly aliases?: readonly string[];
  readonly short: string;
  readonly long?: string;
  readonly example?: string;
  /** What help lists under "Aliases:", when the command is known by other paths. */
  readonly aliasText?: string;
  readonly flags: readonly FlagSpec[];
  /** false: flags end at the first argument. */
  readonly interspersed?: boolean;
  readonly args: ArgsRule;
  readonly run?: (context: C, flags: Flags) => Sys<number>;
  readonly subs?: readonly Command<C>[];
  /** Where the list of commands shows it. */
  readonly group?: string;
  readonly hidden?: boolean;
  readonly support: Support;
  /** What is missing, for the fidelity page. */
  readonly missing?: string;
}

export function findSub<C>(command: Command<C>, name: string): Command<C> | undefined {
  return command.subs?.find((s) => s.name === name || s.aliases?.includes(name) === true);
}
