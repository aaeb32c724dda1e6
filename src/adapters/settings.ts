// How the learner wants the pages: theme, motion, sizes, screen reader. Kept in this browser, put on <html> for the styles.
import { browserStore, type Store } from './storage.ts';

export interface Settings {
  readonly theme: 'system' | 'light' | 'dark';
  readonly motion: 'system' | 'reduced';
  /** Per cent of the browser's own size. */
  readonly textSize: number;
  /** Pixels. */
  readonly terminalSize: number;
  readonly screenReader: boolean;
}

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  motion: 'system',
  textSize: 100,
  terminalSize: 13.5,
  screenReader: false,
};

/** index.html reads the theme by this name before the first paint. */
const THEME = 'pod.theme';
const REST = 'pod.settings';

const within = (value: unknown, low: number, high: number, otherwise: number): number =>
  typeof value === 'number' && value >= low && value <= high ? value : otherwise;

function read(store: Store): Settings {
  let stored: Readonly<Record<string, unknown>> = {};
  try {
    const value: unknown = JSON.parse(store.get(REST) ?? '{}');
    if (typeof value === 'object' && value !== null) stored = value as Readonly<Record<string, unknown>>;
  } catch {
    // Damaged settings are the default settings.
  }
  const theme = store.get(THEME);
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    motion: stored['motion'] === 'reduced' ? 'reduced' : 'system',
    textSize: within(stored['textSize'], 80, 160, DEFAULT_SETTINGS.textSize),
    terminalSize: within(stored['terminalSize'], 10, 28, DEFAULT_SETTINGS.terminalSize),
    screenReader: stored['screenReader'] === true,
  };
}

export interface SettingsStore {
  readonly subscribe: (changed: () => void) => () => void;
  readonly snapshot: () => Settings;
  readonly change: (some: Partial<Settings>) => void;
}

function apply(settings: Settings): void {
  const root = document.documentElement;
  const dark =
    settings.theme === 'dark' || (settings.theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.dataset['theme'] = dark ? 'dark' : 'light';
  if (settings.motion === 'reduced') root.dataset['motion'] = 'reduced';
  else delete root.dataset['motion'];
  root.style.fontSize = settings.textSize === 100 ? '' : `${settings.textSize}%`;
}

export function settingsStore(store: Store = browserStore()): SettingsStore {
  let current = read(store);
  const listeners = new Set<() => void>();
  const publish = (): void => {
    apply(current);
    for (const listener of listeners) listener();
  };
  apply(current);
  const again = (): void => {
    current = read(store);
    publish();
  };
  store.watch(THEME, again);
  store.watch(REST, again);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => apply(current));
  return {
    subscribe: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    snapshot: () => current,
    change: (some) => {
      current = { ...current, ...some };
      const { theme, ...rest } = current;
      if (theme === 'system') store.remove(THEME);
      else store.set(THEME, theme);
      store.set(REST, JSON.stringify(rest));
      publish();
    },
  };
}
