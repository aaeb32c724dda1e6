// Key maps: a byte leads to a command, to a macro, or to the map of the bytes that may follow it.
import type { ByteString } from '../../kernel/abi/index.ts';

export type Binding =
  | { readonly kind: 'command'; readonly name: string }
  | { readonly kind: 'macro'; readonly text: ByteString }
  | { readonly kind: 'map'; readonly map: KeyMap }
  /** `bind -x`: a command line for the shell. */
  | { readonly kind: 'shell'; readonly text: ByteString };

export interface KeyMap {
  readonly keys: Map<number, Binding>;
  /** What the sequence so far does when the next byte continues none of them. */
  other: Binding | undefined;
}

export const newKeyMap = (): KeyMap => ({ keys: new Map(), other: undefined });

/** Binds a byte sequence. A command on the way stays reachable as the map's `other`. */
export function bindKeys(map: KeyMap, keys: ByteString, binding: Binding | undefined): void {
  let at = map;
  for (let i = 0; i < keys.length - 1; i += 1) {
    const code = keys.charCodeAt(i);
    const there = at.keys.get(code);
    if (there?.kind === 'map') at = there.map;
    else {
      const next = newKeyMap();
      // (The lower-case version is no command of its own.)
      next.other = there?.kind === 'command' && there.name === 'do-lowercase-version' ? undefined : there;
      at.keys.set(code, { kind: 'map', map: next });
      at = next;
    }
  }
  const last = keys.charCodeAt(keys.length - 1);
  const there = at.keys.get(last);
  if (there?.kind === 'map') there.map.other = binding;
  else if (binding) at.keys.set(last, binding);
  else at.keys.delete(last);
}

/** Every key sequence of the map with what it does, in byte order. */
export function sequences(map: KeyMap, prefix: ByteString = ''): readonly (readonly [ByteString, Binding])[] {
  const out: (readonly [ByteString, Binding])[] = [];
  for (const code of [...map.keys.keys()].sort((a, b) => a - b)) {
    const binding = map.keys.get(code);
    const keys = prefix + String.fromCharCode(code);
    if (binding?.kind === 'map') out.push(...sequences(binding.map, keys));
    else if (binding) out.push([keys, binding]);
  }
  // What the prefix itself does is shown as a key that no terminal sends.
  if (map.other) out.push([`${prefix}\0`, map.other]);
  return out;
}
