/** docker events: what happens in the daemon. */
import { Dict, Scalar, Struct, type Value } from '../../../../gotmpl/index.ts';
import type { EngineEvent } from '../../../engine-api.ts';
import { flag } from '../../layer/flags.ts';
import { STRING } from '../../layer/kinds.ts';
import { Failure, must, out } from '../context.ts';
import { define, NO_ARGS, type DockerCommand } from '../define.ts';
import { FILTER_HELP, INSPECT_FORMAT_HELP } from '../flagtexts.ts';
import { FILTER } from '../kinds.ts';
import { parseTemplate } from '../templates.ts';
import { rfc3339NanoFixed } from '../time.ts';
import { checkTime } from '../timestamp.ts';
import { filters } from './ps.ts';

function line(e: EngineEvent): string {
  const time = e.timeNano === 0n ? '' : rfc3339NanoFixed(e.timeNano) + ' ';
  const attributes = Object.keys(e.attributes)
    .sort()
    .map((k) => `${k}=${e.attributes[k] ?? ''}`);
  return `${time}${e.type} ${e.action} ${e.id}${attributes.length === 0 ? '' : ` (${attributes.join(', ')})`}\n`;
}

const EMPTY: EngineEvent = { type: '', action: '', id: '', attributes: {}, scope: '', timeNano: 0n };

/** events.Message. Containers also have the older fields status, id and from. */
function message(e: EngineEvent, type = 'events.Message'): Struct {
  const attributes = new Dict(new Map(Object.entries(e.attributes)), 'map[string]string');
  const old = e.type === 'container';
  const fields: [string, Value][] = [
    ['Status', old ? e.action : ''],
    ['ID', old ? e.id : ''],
    ['From', old ? (e.attributes['image'] ?? '') : ''],
    ['Type', e.type],
    ['Action', e.action],
    [
      'Actor',
      new Struct(
        'events.Actor',
        new Map<string, Value>([
          ['ID', e.id],
          ['Attributes', attributes],
        ]),
      ),
    ],
    ['Scope', e.scope],
    ['Time', new Scalar('int64', e.timeNano / 1_000_000_000n)],
    ['TimeNano', new Scalar('int64', e.timeNano)],
  ];
  const tags = new Map([
    ['Status', 'status?'],
    ['ID', 'id?'],
    ['From', 'from?'],
    ['Scope', 'scope?'],
    ['Time', 'time?'],
    ['TimeNano', 'timeNano?'],
  ]);
  return new Struct(type, new Map(fields), { tags });
}

export const events: DockerCommand = define('events', {
  use: '[OPTIONS]',
  short: 'Get real time events from the server',
  aliasText: 'docker system events, docker events',
  args: NO_ARGS,
  flags: [
    flag('filter', 'f', FILTER, FILTER_HELP),
    flag('format', '', STRING, INSPECT_FORMAT_HELP),
    flag('since', '', STRING, 'Show all events created since timestamp'),
    flag('until', '', STRING, 'Stream events until this timestamp'),
  ],
  *run(c, f) {
    const format = f.text('format');
    const template = format === '' ? undefined : parseTemplate(format === 'json' ? '{{json .}}' : format);
    const wrong =
      typeof template === 'string' ? template : template?.execute('', message(EMPTY, '*events.Message')).error;
    if (wrong !== undefined) throw new Failure(`Error parsing format: ${wrong}`, 64);
    checkTime('since', f.text('since'));
    checkTime('until', f.text('until'));
    const options = { since: f.text('since'), until: f.text('until'), filters: filters(f.list('filter')) };
    yield* must(
      c,
      c.engine.events(options, function* (e) {
        yield* out(
          template === undefined || typeof template === 'string'
            ? line(e)
            : template.execute('', message(e)).output + '\n',
        );
      }),
    );
    return 0;
  },
});
