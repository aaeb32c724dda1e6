/** All commands of kubectl; those without `run` are known by name only. */
import type { KubeCommand } from '../program.ts';
import { CATALOGUE } from '../help.ts';
import { describe } from './describe.ts';
import { events } from './events.ts';
import { exec } from './exec.ts';
import { get } from './get.ts';
import { logs } from './logs.ts';
import { remove } from './delete.ts';
import { version } from './version.ts';

const MODELLED: readonly KubeCommand[] = [get, describe, logs, exec, remove, events, version];

export const COMMANDS: readonly KubeCommand[] = CATALOGUE.flatMap(([, rows]) =>
  rows.map(
    ([name, short]) =>
      MODELLED.find((c) => c.name === name) ?? {
        name,
        short,
        use: '',
        flags: [],
        args: { kind: 'any' },
        support: 'none',
      },
  ),
);
