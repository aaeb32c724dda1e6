/**
 * The programs of the browser's machines. What is installed is known from the page's data; code comes in groups: the shells'
 * prompt with the lab, their language and the other programs when one is first needed, or before, when nothing else is to do.
 */
import { groupFiles } from 'virtual:group-files';
import { installed } from 'virtual:installed';
import { EDITING, LANGUAGE } from '../../sim/shell/prompt.ts';
import type { ClusterCode, Library, ProgramSource } from '../../sim/lab/index.ts';
import { labSimulatorFor } from '../../sim/lab/index.ts';
import { core, type Later } from '../../sim/lab/groups/core.ts';

/** Each is one chunk, which puts what it brings where it belongs. `core` is in the lab's own. */
const GROUPS: Readonly<Record<string, () => Promise<void>>> = {
  language: () => import('../../sim/lab/groups/language.ts').then(add),
  editing: () => import('../../sim/lab/groups/editing.ts').then(add),
  procps: () => import('../../sim/lab/groups/procps.ts').then(install),
  tools: () => import('../../sim/lab/groups/tools.ts').then(install),
  demo: () => import('../../sim/lab/groups/demo.ts').then(install),
  node: () =>
    import('../../sim/lab/groups/node.ts').then((chunk) => {
      install(chunk);
      setCluster(chunk.cluster);
    }),
  pager: () => import('../../sim/lab/groups/pager.ts').then(install),
  net: () => import('../../sim/lab/groups/net.ts').then(install),
};

/** Which group has the code of a program, or of a part of the core. */
const groupOf = new Map<string, string>([
  ...[...installed.all, ...installed.inImages].map(({ name, group }) => [name, group] as const),
  [LANGUAGE, 'language'],
  [EDITING, 'editing'],
]);
let later: Partial<Later> = {};
let cluster: ClusterCode | undefined;
const sources = new Map<string, ProgramSource>(Object.entries(core((part) => later[part] as Later[typeof part])));
const loading = new Map<string, Promise<void>>();
/** Groups that a machine waits for, and those of them that could not be fetched. */
const wanted = new Set<string>();
const failed = new Set<string>();

const listeners = new Set<() => void>();

function install({ group }: { readonly group: Readonly<Record<string, ProgramSource>> }): void {
  for (const [name, source] of Object.entries(group)) sources.set(name, source);
}

function add(chunk: { readonly later: Partial<Later> }): void {
  later = { ...later, ...chunk.later };
}

/** The cluster comes with the node's programs, or before a machine that has pods (cluster.ts). */
export function setCluster(code: ClusterCode): void {
  cluster = code;
}

/** Says when code has arrived or could not be fetched. */
export function onCode(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A machine waits for code that could not be fetched: offline, or another version was published meanwhile. */
export const lacksCode = (): boolean => failed.size > 0;

/** Fetches once more what could not be fetched. */
export function retryFailed(): void {
  for (const name of [...failed]) void load(name);
}

const tell = (): void => {
  for (const listener of listeners) listener();
};

/**
 * Fetches a group. Its files come as data first: browsers remember for good that a module could not be imported, and then
 * trying again would be in vain. The import finds them in the browser's cache.
 */
async function fetchGroup(name: string, put: () => Promise<void>): Promise<void> {
  const got = await Promise.all(
    (groupFiles[name] ?? []).map(async (file) => {
      const response = await fetch(new URL(file, import.meta.url));
      await response.arrayBuffer();
      return response.ok;
    }),
  );
  if (got.includes(false)) throw new Error(`the code of ${name} is not there`);
  await put();
}

function load(name: string): Promise<void> {
  const known = loading.get(name);
  if (known) return known;
  const put = GROUPS[name];
  if (!put) return Promise.resolve();
  failed.delete(name);
  const promise = fetchGroup(name, put).then(tell, () => {
    loading.delete(name);
    if (wanted.has(name)) failed.add(name);
    tell();
  });
  loading.set(name, promise);
  return promise;
}

/** What the first command will need, as soon as the prompt is there, and then what Tab will. */
export const loadLanguage = (): Promise<void> => load('language').then(() => load('editing'));

let everything: Promise<void> | undefined;

/** All code: before a replay, and when the page has nothing else to do. */
export const loadAll = (): Promise<void> =>
  (everything ??= Promise.all(Object.keys(GROUPS).map(load)).then(() => undefined));

/** Asks for a group on behalf of a machine. */
function want(group: string): true {
  wanted.add(group);
  if (!failed.has(group)) void load(group);
  return true;
}

const library: Library = {
  installed: installed.all.filter(({ group }) => group !== 'node'),
  nodeOnly: installed.all.filter(({ group }) => group === 'node'),
  scripts: installed.scripts,
  source: (name) => sources.get(name),
  missing(name) {
    const group = groupOf.get(name);
    return group !== undefined && !sources.has(name) && !(name in later) && want(group);
  },
  cluster: () => cluster as ClusterCode,
};

export const labSimulator = labSimulatorFor(library);
