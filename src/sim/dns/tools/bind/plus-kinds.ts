// Kinds of dig's plus options: flags, numbers, options that need EDNS or a value.
import type { DigState } from './dig-state.ts';
import type { Lookup } from './lookup.ts';
import { parseNumber } from './numbers.ts';
import type { Session } from './session.ts';

export interface Setting {
  readonly s: Session;
  readonly state: DigState;
  readonly l: Lookup;
  readonly on: boolean;
  readonly value: string | undefined;
}

/** false: not like this ("Invalid option"). */
export type Apply = (setting: Setting) => boolean | undefined;

/** A number, or the end of the program. */
export function number(setting: Setting, max: number, what: string, label = what, anyBase = false): number {
  const { s, value = '' } = setting;
  const parsed = parseNumber(s, value, max, what, anyBase);
  if (parsed !== undefined) return parsed;
  s.complain(`Couldn't parse ${label}`);
  return s.end();
}

type Flag = { [K in keyof Lookup]: Lookup[K] extends boolean ? K : never }[keyof Lookup];

export const flag =
  (key: Flag): Apply =>
  ({ l, on }) =>
    void (l[key] = on);
export const notFlag =
  (key: Flag): Apply =>
  ({ l, on }) =>
    void (l[key] = !on);

/** Options that make EDNS necessary. */
export const withEdns =
  (apply: (l: Lookup, on: boolean) => void): Apply =>
  ({ l, on }) => {
    if (on && l.edns === -1) l.edns = 0;
    apply(l, on);
    return undefined;
  };

/** Needs a value and has no opposite. */
export const valued =
  (apply: (setting: Setting) => void): Apply =>
  (setting) => {
    if (setting.value === undefined || !setting.on) return false;
    apply(setting);
    return undefined;
  };

/** Deprecated words change nothing; they are said without an end of line, as dig does. */
export const deprecated =
  (words: string): Apply =>
  ({ s }) => {
    s.print(`;; ${words}`, 2);
    return undefined;
  };
