/** kubectl config view: the kubeconfig, without its secrets. */
import type { Json, JsonObject } from '../../../../engine-api.ts';
import { items, str } from '../../../apiserver/json.ts';
import { isObject } from '../../../apiserver/patch.ts';
import { bool, flag } from '../../../layer/flags.ts';
import { STRING } from '../../../layer/kinds.ts';
import { Failure, out } from '../../context.ts';
import { named } from '../../kubeconfig.ts';
import { checkedFormat, parsePrinter } from '../../print/printer.ts';
import { current, leaf, type List } from './common.ts';

/** Secrets are not shown unless asked for. */
function redacted(json: JsonObject): JsonObject {
  const hide = (o: Json, keys: Readonly<Record<string, string>>): Json =>
    isObject(o)
      ? Object.fromEntries(
          Object.entries(o).map(([key, value]) => [key, keys[key] !== undefined && value !== '' ? keys[key] : value]),
        )
      : o;
  const each = (key: List, inner: string, keys: Readonly<Record<string, string>>): Json =>
    items(json, key).map((e) => (isObject(e) ? { ...e, [inner]: hide(e[inner] ?? {}, keys) } : e));
  return {
    ...json,
    clusters: each('clusters', 'cluster', { 'certificate-authority-data': 'DATA+OMITTED' }),
    users: each('users', 'user', {
      'client-certificate-data': 'DATA+OMITTED',
      'client-key-data': 'DATA+OMITTED',
      password: 'REDACTED',
      token: 'REDACTED',
    }),
  };
}

/** Only what the context in use needs. */
function minified(json: JsonObject, context: string): JsonObject {
  const name = context || current(json);
  const one = named(json, 'contexts', name);
  if (one === undefined)
    throw new Failure(
      name === '' ? 'error: current-context must exist in order to minify' : `error: cannot locate context ${name}`,
    );
  const keep = (of: List, wanted: string): Json => items(json, of).filter((each) => str(each, 'name') === wanted);
  return {
    ...json,
    clusters: keep('clusters', str(one, 'context', 'cluster')),
    contexts: [one],
    'current-context': name,
    users: keep('users', str(one, 'context', 'user')),
  };
}

export const view = leaf(
  'view',
  '[flags] [options]',
  'Display merged kubeconfig settings or a specified kubeconfig file',
  function* (c, f) {
    let { json } = c.config;
    if (f.bool('minify')) json = minified(json, f.text('context'));
    if (!f.bool('raw')) json = redacted(json);
    const listed = (key: List): Json => (items(json, key).length === 0 ? null : (json[key] ?? null));
    const whole: JsonObject = {
      apiVersion: 'v1',
      clusters: listed('clusters'),
      contexts: listed('contexts'),
      'current-context': current(json),
      kind: 'Config',
      ...(isObject(json['preferences']) && Object.keys(json['preferences']).length > 0
        ? { preferences: json['preferences'] }
        : {}),
      users: listed('users'),
    };
    const format = checkedFormat(f.text('output')) || 'yaml';
    const shown = parsePrinter(format, true)([], whole);
    if (typeof shown !== 'string') throw new Failure(`error: ${shown.error}`);
    yield* out(shown);
    return 0;
  },
  {
    flags: [
      bool(
        'flatten',
        '',
        'Flatten the resulting kubeconfig file into self-contained output (useful for creating portable kubeconfig files)',
      ),
      bool('merge', '', 'Merge the full hierarchy of kubeconfig files', { def: true }),
      bool('minify', '', 'Remove all information not used by current-context from the output'),
      flag('output', 'o', STRING, '', { def: '' }),
      bool('raw', '', 'Display raw byte data and sensitive data'),
    ],
  },
);
