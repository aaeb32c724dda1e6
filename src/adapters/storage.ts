// The browser's storage as the course uses it: texts by name, shared by all tabs; in memory where the browser has none.

export type Written = 'ok' | 'full' | 'blocked';

export interface Store {
  readonly get: (name: string) => string | undefined;
  readonly set: (name: string, text: string) => Written;
  readonly remove: (name: string) => void;
  /** Called when another tab wrote `name`. Returns how to stop. */
  readonly watch: (name: string, changed: () => void) => () => void;
  /** False: nothing outlives this tab. */
  readonly lasting: boolean;
}

export function memoryStore(): Store {
  const texts = new Map<string, string>();
  return {
    get: (name) => texts.get(name),
    set: (name, text) => {
      texts.set(name, text);
      return 'ok';
    },
    remove: (name) => void texts.delete(name),
    watch: () => () => undefined,
    lasting: false,
  };
}

function localStore(storage: Storage): Store {
  return {
    get: (name) => {
      try {
        return storage.getItem(name) ?? undefined;
      } catch {
        return undefined;
      }
    },
    set: (name, text) => {
      try {
        storage.setItem(name, text);
        return 'ok';
      } catch (error) {
        return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'blocked';
      }
    },
    remove: (name) => {
      try {
        storage.removeItem(name);
      } catch {
        // Blocked storage holds nothing to remove.
      }
    },
    watch: (name, changed) => {
      const listen = (event: StorageEvent): void => {
        if (event.storageArea === storage && (event.key === name || event.key === null)) changed();
      };
      addEventListener('storage', listen);
      return () => removeEventListener('storage', listen);
    },
    lasting: true,
  };
}

/** localStorage when it can be written to (private windows and blocked cookies forbid it), else memory. */
export function browserStore(): Store {
  try {
    const storage = globalThis.localStorage;
    const probe = 'pod.probe';
    storage.setItem(probe, '1');
    storage.removeItem(probe);
    return localStore(storage);
  } catch (error) {
    // A full storage can still be read, and tells so when something is to be written.
    if (error instanceof DOMException && error.name === 'QuotaExceededError')
      return localStore(globalThis.localStorage);
    return memoryStore();
  }
}
