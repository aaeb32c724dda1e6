/** kubectl events: events in the order of time, with the client's own columns. */
import type { Json } from '../../../engine-api.ts';
import { humanAge } from '../../apiserver/age.ts';
import { at, num, secondsSince, str } from '../../apiserver/json.ts';
import { bool, flag } from '../../layer/flags.ts';
import { STRING, STRING_SLICE } from '../../layer/kinds.ts';
import { err, Failure, must, out } from '../context.ts';
import { kubeColumns } from '../print/table.ts';
import type { KubeCommand } from '../program.ts';
import { discover, findResource, readWanted } from '../resources.ts';

/** When an event happened last. */
export function lastTime(e: Json): string {
  return str(e, 'series', 'lastObservedTime') || str(e, 'lastTimestamp') || str(e, 'eventTime');
}

/** `60s`, or `60s (x4 over 2m2s)` for an event that happened more than once. */
export function interval(e: Json, nowMs: number): string {
  const ago = (time: string): string => {
    const s = secondsSince(time, nowMs);
    return s === undefined ? '<unknown>' : humanAge(s);
  };
  const first = str(e, 'firstTimestamp') || str(e, 'eventTime');
  const count = at(e, 'series') === undefined || at(e, 'series') === null ? num(e, 'count') : num(e, 'series', 'count');
  return count > 1 ? `${ago(lastTime(e))} (x${count} over ${ago(first)})` : ago(lastTime(e) || first);
}

export function byTime(a: Json, b: Json): number {
  return lastTime(a) < lastTime(b) ? -1 : lastTime(a) > lastTime(b) ? 1 : 0;
}

export const events: KubeCommand = {
  name: 'events',
  use: '[(-o|--output=)FORMAT] [--for TYPE/NAME] [--watch] [--types=Normal,Warning] [options]',
  short: 'List events',
  args: { kind: 'none' },
  flags: [
    bool('all-namespaces', 'A', ''),
    flag('for', '', STRING, ''),
    bool('no-headers', '', ''),
    flag('output', 'o', STRING, ''),
    flag('types', '', STRING_SLICE, ''),
    bool('watch', 'w', ''),
  ],
  support: 'partial',
  missing: '-w, -o',
  *run(c, f) {
    const all = yield* discover(c);
    const resource = findResource(all, 'events');
    if (resource === undefined) throw new Failure('error: the server doesn\'t have a resource type "events"');
    const namespace = f.bool('all-namespaces') ? '' : c.namespace;
    const list = yield* must(c, c.api.list(resource, { namespace }));
    const [target] = f.text('for') === '' ? [] : readWanted(all, [f.text('for')]);
    const types = f.list('types').map((t) => t.toLowerCase());
    const shown = list
      .filter((e) => types.length === 0 || types.includes(str(e, 'type').toLowerCase()))
      .filter(
        (e) =>
          target === undefined ||
          (str(e, 'involvedObject', 'kind') === target.resource.kind &&
            str(e, 'involvedObject', 'name') === target.name),
      )
      .sort(byTime);
    if (shown.length === 0) {
      yield* err(namespace === '' ? 'No events found.\n' : `No events found in ${namespace} namespace.\n`);
      return 0;
    }
    const nowMs = yield* c.api.now();
    const rows = shown.map((e) => [
      ...(namespace === '' ? [e.metadata.namespace ?? ''] : []),
      interval(e, nowMs),
      str(e, 'type'),
      str(e, 'reason'),
      `${str(e, 'involvedObject', 'kind')}/${str(e, 'involvedObject', 'name')}`,
      str(e, 'message').trim(),
    ]);
    const header = [...(namespace === '' ? ['NAMESPACE'] : []), 'LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE'];
    yield* out(kubeColumns((f.bool('no-headers') ? rows : [header, ...rows]).map((r) => r.join('\t') + '\n').join('')));
    return 0;
  },
};
