/** Points in time that a user types: a date, seconds since the epoch, or a duration back from now. */
import { parseDuration } from '../layer/kinds.ts';
import { Failure } from './context.ts';

const DATE = /^\d{4}-\d\d-\d\d(T\d\d(:\d\d(:\d\d(\.\d+)?)?)?)?(Z|[+-]\d\d:\d\d)?$/;

/** Refuses what the client cannot read as a time. */
export function checkTime(option: string, text: string): void {
  if (text === '' || DATE.test(text) || /^\d+(\.\d+)?$/.test(text) || typeof parseDuration(text) === 'number') return;
  throw new Failure(
    `invalid value for ${JSON.stringify(option)}: failed to parse value as time or duration: ${JSON.stringify(text)}`,
  );
}
