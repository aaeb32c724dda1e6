/** --dry-run: what is sent, and what is said about it. */
import { flag, type Flags, type FlagSpec } from '../layer/flags.ts';
import { STRING } from '../layer/kinds.ts';
import { Failure } from './context.ts';

export type DryRun = 'none' | 'client' | 'server';

export const DRY_RUN: FlagSpec = flag(
  'dry-run',
  '',
  STRING,
  'Must be "none", "server", or "client". If client strategy, only print the object that would be sent, without sending it. If server strategy, submit server-side request without persisting the resource.',
  { def: 'none', bare: 'unchanged' },
);

export function dryRunOf(f: Flags): DryRun {
  const value = f.text('dry-run');
  if (value === 'none' || value === 'client' || value === 'server') return value;
  if (value === 'unchanged' || value === '')
    throw new Failure(
      'error: --dry-run flag without a value was specified. A value must be set: "none", "server", or "client".',
    );
  throw new Failure(`error: Invalid dry-run value (${value}). Must be "none", "server", or "client".`);
}

export const drySuffix = (dry: DryRun): string =>
  dry === 'client' ? ' (dry run)' : dry === 'server' ? ' (server dry run)' : '';
