/** Declares docker commands: the fields that nearly all of them share are filled in here. */
import type { Sys } from '../../../kernel/abi/index.ts';
import type { ArgsRule, Command, Support } from '../layer/command.ts';
import type { Flags, FlagSpec } from '../layer/flags.ts';
import type { DockerContext } from './context.ts';

export type DockerCommand = Command<DockerContext>;

export interface Definition {
  readonly use: string;
  readonly short: string;
  readonly args: ArgsRule;
  readonly flags?: readonly FlagSpec[];
  readonly interspersed?: boolean;
  readonly aliases?: readonly string[];
  readonly aliasText?: string;
  readonly long?: string;
  readonly group?: string;
  readonly support?: Support;
  readonly missing?: string;
  readonly run?: (context: DockerContext, flags: Flags) => Sys<number>;
  readonly subs?: readonly DockerCommand[];
}

export function define(name: string, d: Definition): DockerCommand {
  return { name, flags: [], support: 'full', ...d };
}

export const min = (n: number): ArgsRule => ({ kind: 'min', n });
export const exact = (n: number): ArgsRule => ({ kind: 'exact', n });
export const NO_ARGS: ArgsRule = { kind: 'none' };
