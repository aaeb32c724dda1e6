// The stored form of the progress log: a header line with a version, then one event a line, so that damage to one line
// costs one event. Older versions are migrated line by line, newer ones are left alone.
import { eventFrom, type StoredEvent } from './events.ts';

export const LOG_NAME = 'inside-the-pod progress';
export const LOG_VERSION = 1;

/** Enough for years; a script that appends for ever must not fill the browser's storage. */
export const MAX_EVENTS = 20_000;

/** MIGRATIONS[n] turns a line of version n into a line of version n + 1. Version 0 named tasks `lesson/task`. */
type Migration = (line: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

const MIGRATIONS: readonly Migration[] = [
  (line) => {
    if (line['kind'] !== 'task' || typeof line['task'] !== 'string' || line['lesson'] !== undefined) return line;
    const [lesson, task] = line['task'].split('/');
    return { ...line, lesson, task };
  },
];

export type ReadLog =
  | {
      readonly kind: 'ok';
      readonly events: readonly StoredEvent[];
      /** Lines that could not be read. */ readonly damaged: number;
    }
  /** Written by a later version of the course: must not be overwritten. */
  | { readonly kind: 'newer'; readonly version: number }
  | { readonly kind: 'broken'; readonly why: string };

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Reads a stored or exported log. An empty text is an empty log. */
export function readLog(stored: string): ReadLog {
  if (stored.trim() === '') return { kind: 'ok', events: [], damaged: 0 };
  const lines = stored.split('\n');
  const header = parseLine(lines[0] ?? '') as { name?: unknown; version?: unknown } | undefined | null;
  if (typeof header !== 'object' || header === null || header.name !== LOG_NAME) {
    return { kind: 'broken', why: 'this is not a progress file of this course' };
  }
  const { version } = header;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 0) {
    return { kind: 'broken', why: 'its version is missing' };
  }
  if (version > LOG_VERSION) return { kind: 'newer', version };
  const events: StoredEvent[] = [];
  let damaged = 0;
  for (const line of lines.slice(1, MAX_EVENTS + 1)) {
    if (line.trim() === '') continue;
    let value = parseLine(line);
    if (typeof value === 'object' && value !== null) {
      for (const migrate of MIGRATIONS.slice(version)) value = migrate(value as Readonly<Record<string, unknown>>);
    }
    const event = eventFrom(value);
    if (event) events.push(event);
    else damaged += 1;
  }
  return { kind: 'ok', events: mergeEvents(events, []), damaged };
}

export function writeLog(events: readonly StoredEvent[]): string {
  const header = JSON.stringify({ name: LOG_NAME, version: LOG_VERSION });
  return `${[header, ...events.map((event) => JSON.stringify(event))].join('\n')}\n`;
}

/** Union by id, in the order of time; equal times by id, so that every device sees the same order. */
export function mergeEvents(a: readonly StoredEvent[], b: readonly StoredEvent[]): readonly StoredEvent[] {
  const byId = new Map<string, StoredEvent>();
  for (const event of a) byId.set(event.id, event);
  for (const event of b) if (!byId.has(event.id)) byId.set(event.id, event);
  return [...byId.values()].sort((x, y) => x.at - y.at || (x.id < y.id ? -1 : x.id > y.id ? 1 : 0)).slice(-MAX_EVENTS);
}
