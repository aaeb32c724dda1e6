// What is remembered about a learner: small facts with an id and a time, only ever appended. Everything else is derived.
import type { Answer, Id } from '../schema.ts';

interface Base {
  /** Unique over all devices of a learner; merging logs is a union by id. */
  readonly id: string;
  /** Wall clock, milliseconds since 1970: orders events of several devices. */
  readonly at: number;
}

export type Fact =
  | { readonly kind: 'opened'; readonly lesson: Id; readonly section: Id }
  | { readonly kind: 'read'; readonly lesson: Id; readonly section: Id }
  | { readonly kind: 'task'; readonly lesson: Id; readonly task: Id }
  | { readonly kind: 'predicted'; readonly lesson: Id; readonly prediction: Id; readonly option: Id }
  | {
      readonly kind: 'answered';
      readonly lesson: Id;
      readonly question: Id;
      readonly answer: Answer;
      readonly right: boolean;
    }
  /** Everything before it no longer counts. Undone by an `undo` that names it. */
  | { readonly kind: 'reset' }
  | { readonly kind: 'undo'; readonly of: string };

export type ProgressEvent = Base & Fact;

/** An event of a later version of the course: kept and passed on, never understood. */
export type StoredEvent = ProgressEvent | (Base & { readonly kind: string });

const text = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length < 500;

/** Fields that each known kind must have as non-empty strings. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  opened: ['lesson', 'section'],
  read: ['lesson', 'section'],
  task: ['lesson', 'task'],
  predicted: ['lesson', 'prediction', 'option'],
  answered: ['lesson', 'question'],
  reset: [],
  undo: ['of'],
};

/** A parsed line is an event when its fields have the right types; undefined otherwise. */
export function eventFrom(value: unknown): StoredEvent | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const record = value as Readonly<Record<string, unknown>>;
  const { id, at, kind } = record;
  if (!text(id) || !text(kind) || typeof at !== 'number' || !Number.isFinite(at)) return undefined;
  const fields = Object.hasOwn(FIELDS, kind) ? FIELDS[kind] : undefined;
  if (fields && !fields.every((field) => text(record[field]))) return undefined;
  if (kind === 'answered' && (typeof record['right'] !== 'boolean' || typeof record['answer'] !== 'object')) {
    return undefined;
  }
  return value as StoredEvent;
}

const KNOWN = new Set(Object.keys(FIELDS));
export const isKnown = (event: StoredEvent): event is ProgressEvent => KNOWN.has(event.kind);
