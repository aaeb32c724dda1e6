/** The Events section at the end of a description. */
import type { Json } from '../../../engine-api.ts';
import { str } from '../../apiserver/json.ts';
import { byTime, interval } from '../commands/events.ts';
import type { Writer } from './writer.ts';

export function describeEvents(w: Writer, events: readonly Json[], nowMs: number): void {
  if (events.length === 0) {
    w.line(0, 'Events:\t<none>');
    return;
  }
  w.line(0, 'Events:');
  w.line(1, 'Type\tReason\tAge\tFrom\tMessage');
  w.line(1, '----\t------\t----\t----\t-------');
  for (const e of [...events].sort(byTime)) {
    const from = str(e, 'source', 'component') || str(e, 'reportingComponent');
    w.line(1, `${str(e, 'type')}\t${str(e, 'reason')}\t${interval(e, nowMs)}\t${from}\t${str(e, 'message').trim()}`);
  }
}
