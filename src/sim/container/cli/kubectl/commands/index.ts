/** All commands of kubectl; those without `run` are known by name only. */
import type { KubeCommand } from '../program.ts';
import { CATALOGUE } from '../catalogue.ts';
import { apply } from './apply.ts';
import { attach } from './attach.ts';
import { auth } from './auth.ts';
import { apiResources, apiVersions, clusterInfo } from './cluster-info.ts';
import { config } from './config/index.ts';
import { cp } from './cp.ts';
import { create } from './create/index.ts';
import { debug } from './debug.ts';
import { remove } from './delete.ts';
import { describe } from './describe.ts';
import { diff } from './diff.ts';
import { edit } from './edit.ts';
import { events } from './events.ts';
import { exec } from './exec.ts';
import { explain } from './explain.ts';
import { expose } from './expose.ts';
import { get } from './get.ts';
import { annotate, label } from './label.ts';
import { logs } from './logs.ts';
import { patch } from './patch.ts';
import { replace } from './replace.ts';
import { rollout } from './rollout/index.ts';
import { run } from './run.ts';
import { scale } from './scale.ts';
import { set } from './set.ts';
import { top } from './top.ts';
import { version } from './version.ts';
import { wait } from './wait.ts';

const MODELLED: readonly KubeCommand[] = [
  annotate,
  apiResources,
  apiVersions,
  apply,
  attach,
  auth,
  clusterInfo,
  config,
  cp,
  create,
  debug,
  describe,
  diff,
  edit,
  events,
  exec,
  explain,
  expose,
  get,
  label,
  logs,
  patch,
  remove,
  replace,
  rollout,
  run,
  scale,
  set,
  top,
  version,
  wait,
];

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
