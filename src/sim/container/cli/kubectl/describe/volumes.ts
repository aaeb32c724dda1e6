/** Volumes and tolerations in a description. */
import type { Json } from '../../../engine-api.ts';
import { at, items, num, str } from '../../apiserver/json.ts';
import type { Writer } from './writer.ts';

type Rows = readonly (readonly [key: string, value: string])[];

const yes = (v: Json | undefined): string => String(v === true);

function projected(v: Json): Rows {
  const rows: [string, string][] = [['Type', 'Projected (a volume that contains injected data from multiple sources)']];
  for (const s of items(v, 'sources')) {
    const [secret, token, map] = [at(s, 'secret'), at(s, 'serviceAccountToken'), at(s, 'configMap')];
    if (secret !== undefined) rows.push(['SecretName', str(secret, 'name')], ['Optional', yes(at(secret, 'optional'))]);
    else if (at(s, 'downwardAPI') !== undefined) rows.push(['DownwardAPI', 'true']);
    else if (map !== undefined) rows.push(['ConfigMapName', str(map, 'name')], ['Optional', yes(at(map, 'optional'))]);
    else if (token !== undefined) rows.push(['TokenExpirationSeconds', String(num(token, 'expirationSeconds'))]);
  }
  return rows;
}

const KINDS: readonly (readonly [key: string, rows: (v: Json) => Rows])[] = [
  [
    'hostPath',
    (v) => [
      ['Type', 'HostPath (bare host directory volume)'],
      ['Path', str(v, 'path')],
      ['HostPathType', str(v, 'type')],
    ],
  ],
  [
    'emptyDir',
    (v) => [
      ['Type', "EmptyDir (a temporary directory that shares a pod's lifetime)"],
      ['Medium', str(v, 'medium')],
      ['SizeLimit', str(v, 'sizeLimit') || '<unset>'],
    ],
  ],
  [
    'secret',
    (v) => [
      ['Type', 'Secret (a volume populated by a Secret)'],
      ['SecretName', str(v, 'secretName')],
      ['Optional', yes(at(v, 'optional'))],
    ],
  ],
  [
    'configMap',
    (v) => [
      ['Type', 'ConfigMap (a volume populated by a ConfigMap)'],
      ['Name', str(v, 'name')],
      ['Optional', yes(at(v, 'optional'))],
    ],
  ],
  [
    'persistentVolumeClaim',
    (v) => [
      ['Type', 'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)'],
      ['ClaimName', str(v, 'claimName')],
      ['ReadOnly', yes(at(v, 'readOnly'))],
    ],
  ],
  ['projected', projected],
  [
    'nfs',
    (v) => [
      ['Type', 'NFS (an NFS mount that lasts the lifetime of a pod)'],
      ['Server', str(v, 'server')],
      ['Path', str(v, 'path')],
      ['ReadOnly', yes(at(v, 'readOnly'))],
    ],
  ],
];

/** `spaces` is how far the names are indented besides the level. */
export function describeVolumes(w: Writer, volumes: readonly Json[], level: number, spaces: string): void {
  if (volumes.length === 0) {
    w.line(level, 'Volumes:\t<none>');
    return;
  }
  w.line(level, 'Volumes:');
  for (const v of volumes) {
    w.line(level, `${spaces}${str(v, 'name')}:`);
    const kind = KINDS.find(([key]) => at(v, key) !== undefined);
    const rows: Rows = kind === undefined ? [['<unknown>', '']] : kind[1](at(v, kind[0]) ?? null);
    for (const [k, x] of rows) w.line(2, k.startsWith('<') ? k : `${k}:\t${x}`);
  }
}

export function describeTolerations(w: Writer, level: number, list: readonly Json[]): void {
  if (list.length === 0) w.line(level, 'Tolerations:\t<none>');
  list.forEach((t, i) => {
    const value = str(t, 'value');
    const effect = str(t, 'effect');
    let text = str(t, 'key') + (value === '' ? '' : `=${value}`) + (effect === '' ? '' : `:${effect}`);
    if (str(t, 'operator') === 'Exists' && value === '')
      text += str(t, 'key') !== '' || effect !== '' ? ' op=Exists' : 'op=Exists';
    if (at(t, 'tolerationSeconds') !== undefined) text += ` for ${num(t, 'tolerationSeconds')}s`;
    w.line(level, `${i === 0 ? 'Tolerations:' : ''}\t${text}`);
  });
}
