// The edge of the program: storage, settings, files, clipboard. What the lab needs is in lab/, loaded with it.
export { browserStore, memoryStore, type Store, type Written } from './storage.ts';
export {
  EMPTY_SNAPSHOT,
  progressStore,
  type Outside,
  type ProgressSnapshot,
  type ProgressStore,
  type StorageTrouble,
} from './progress.ts';
export { DEFAULT_SETTINGS, settingsStore, type Settings, type SettingsStore } from './settings.ts';
export { copyText, readFile, saveFile } from './files.ts';

/** Reading and writing links to machines, and the compression that they need: a chunk of its own, for most visits share nothing. */
export const loadShare = () => import('./lab/share.ts');

/** What a machine with pods needs before it can be made. */
export const loadCluster = (): Promise<void> => import('./lab/cluster.ts').then(({ bring }) => bring());

/** All code of the machines: before one that has been up for a while when its terminals open. */
export const loadCode = (): Promise<void> => import('./lab/cluster.ts').then(({ bringAll }) => bringAll());
