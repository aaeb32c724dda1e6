/** The learner's progress and settings for every component. On the server there are none: pages are drawn as for a newcomer. */
import { createContext, use, useSyncExternalStore, type ReactNode } from 'react';
import {
  DEFAULT_SETTINGS,
  EMPTY_SNAPSHOT,
  type ProgressSnapshot,
  type ProgressStore,
  type Settings,
  type SettingsStore,
} from '../adapters/index.ts';

export interface Stores {
  readonly progress: ProgressStore;
  readonly settings: SettingsStore;
}

const Context = createContext<Stores | undefined>(undefined);

export function StoresProvider({
  stores,
  children,
}: {
  readonly stores: Stores | undefined;
  readonly children: ReactNode;
}) {
  return <Context value={stores}>{children}</Context>;
}

export const useStores = (): Stores | undefined => use(Context);

const never = () => () => undefined;

export function useProgress(): ProgressSnapshot {
  const store = useStores()?.progress;
  return useSyncExternalStore(
    store?.subscribe ?? never,
    () => store?.snapshot() ?? EMPTY_SNAPSHOT,
    () => EMPTY_SNAPSHOT,
  );
}

export function useSettings(): Settings {
  const store = useStores()?.settings;
  return useSyncExternalStore(
    store?.subscribe ?? never,
    () => store?.snapshot() ?? DEFAULT_SETTINGS,
    () => DEFAULT_SETTINGS,
  );
}
