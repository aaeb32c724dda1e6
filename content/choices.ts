// What the lessons' machines let a learner choose: values with words, and what a value stands for.
import type { Choice } from '../src/lesson/index.ts';

export type Options = Readonly<Record<string, string>>;
export type Value = Choice['values'][number];

/** A program that can be started. */
export interface Program extends Value {
  readonly argv: readonly string[];
}

export const program = (value: string, label: string, about: string, ...argv: readonly string[]): Program => ({
  value,
  label,
  about,
  argv,
});

/** The choice among these; the first is what it begins with, unless said otherwise. */
export const choice = (
  name: string,
  label: string,
  values: readonly Value[],
  initial = values[0]?.value ?? '',
): Choice => ({
  name,
  label,
  values: values.map(({ value, label: text, about }) => ({
    value,
    label: text,
    ...(about === undefined ? {} : { about }),
  })),
  initial,
});

/** An unknown value means the first. */
export function chosen<T extends Value>(values: readonly T[], value: string | undefined): T {
  const found = values.find((each) => each.value === value) ?? values[0];
  if (!found) throw new RangeError('a choice needs values');
  return found;
}
