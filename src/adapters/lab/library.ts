/**
 * The programs of the browser's machines. What is installed is known from the page's data; code comes in groups: the shells
 * with the lab, the others when a program of theirs is first run, or before, when nothing else is to do.
 */
import { installed } from 'virtual:installed';
import type { Library, ProgramSource } from '../../sim/lab/index.ts';
import { labSimulatorFor } from '../../sim/lab/index.ts';
import { core } from '../../sim/lab/groups/core.ts';

type Group = Readonly<Record<string, ProgramSource>>;

/** Each is one chunk. `core` is in the lab's own. */
const GROUPS: Readonly<Record<string, () => Promise<{ readonly group: Group }>>> = {
  procps: () => import('../../sim/lab/groups/procps.ts'),
  tools: () => import('../../sim/lab/groups/tools.ts'),
  demo: () => import('../../sim/lab/groups/demo.ts'),
  node: () => import('../../sim/lab/groups/node.ts'),
  pager: () => import('../../sim/lab/groups/pager.ts'),
};

const sources = new Map<string, ProgramSource>(Object.entries(core));
const groupOf = new Map(installed.all.map(({ name, group }) => [name, group]));
const loading = new Map<string, Promise<void>>();
const failed = new Set<string>();

const listeners = new Set<() => void>();

/** Says when code has arrived or could not be fetched. */
export function onCode(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Groups whose code could not be fetched: offline, or another version was published meanwhile. */
export const failedGroups = (): readonly string[] => [...failed];

/** Fetches once more what could not be fetched. */
export function retryFailed(): void {
  for (const name of [...failed]) void load(name);
}

const tell = (): void => {
  for (const listener of listeners) listener();
};

function load(name: string): Promise<void> {
  const known = loading.get(name);
  if (known) return known;
  const group = GROUPS[name];
  if (!group) return Promise.resolve();
  failed.delete(name);
  const promise = group().then(
    ({ group: found }) => {
      for (const [key, source] of Object.entries(found)) sources.set(key, source);
      tell();
    },
    () => {
      loading.delete(name);
      failed.add(name);
      tell();
    },
  );
  loading.set(name, promise);
  return promise;
}

let everything: Promise<void> | undefined;

/** All code: before a replay, and when the page has nothing else to do. */
export const loadAll = (): Promise<void> =>
  (everything ??= Promise.all(Object.keys(GROUPS).map(load)).then(() => undefined));

const library: Library = {
  installed: installed.all.filter(({ group }) => group !== 'node'),
  nodeOnly: installed.all.filter(({ group }) => group === 'node'),
  scripts: installed.scripts,
  source: (name) => sources.get(name),
  missing(name) {
    const group = groupOf.get(name);
    if (group === undefined || sources.has(name)) return false;
    if (!failed.has(group)) void load(group);
    return true;
  },
};

export const labSimulator = labSimulatorFor(library);
