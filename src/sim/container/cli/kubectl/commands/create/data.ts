/** kubectl create configmap and secret: data from literals, files and environment files. */
import { isErr, type Sys } from '../../../../../kernel/abi/index.ts';
import { flag, type Flags } from '../../../layer/flags.ts';
import { STRING, STRING_ARRAY, STRING_SLICE } from '../../../layer/kinds.ts';
import { Failure } from '../../context.ts';
import { isDirectory, readFile } from '../../file-io.ts';
import type { KubeCommand } from '../../program.ts';
import { nameArg, objectOf } from './generators.ts';
import { CREATE_FLAGS, submit } from './submit.ts';

/** --from-literal, --from-file, --from-env-file. */
function* dataOf(f: Flags): Sys<Record<string, string>> {
  const data: Record<string, string> = {};
  const put = (key: string, value: string): void => {
    if (data[key] !== undefined)
      throw new Failure(
        `error: cannot add key ${JSON.stringify(key)}, another key by that name already exists in Data`,
      );
    data[key] = value;
  };
  for (const each of f.list('from-literal')) {
    const eq = each.indexOf('=');
    if (eq <= 0) throw new Failure(`error: invalid literal source ${each}, expected key=value`);
    put(each.slice(0, eq), each.slice(eq + 1).replace(/^(["'])(.*)\1$/s, '$2'));
  }
  for (const each of f.list('from-file')) {
    const eq = each.indexOf('=');
    const path = eq < 0 ? each : each.slice(eq + 1);
    if (yield* isDirectory(path)) throw new Failure(`error: '--from-file of a folder' is not part of this simulator`);
    const text = yield* readFile(path);
    if (isErr(text)) throw new Failure(`error: error reading ${path}: ${text.text.toLowerCase()}`);
    put(eq < 0 ? (path.split('/').at(-1) ?? '') : each.slice(0, eq), text);
  }
  for (const path of f.list('from-env-file')) {
    const text = yield* readFile(path);
    if (isErr(text)) throw new Failure(`error: open ${path}: ${text.text.toLowerCase()}`);
    for (const line of text
      .split('\n')
      .map((each) => each.trimStart())
      .filter((each) => each !== '' && !each.startsWith('#'))) {
      const eq = line.indexOf('=');
      put(eq < 0 ? line : line.slice(0, eq), eq < 0 ? '' : line.slice(eq + 1));
    }
  }
  return data;
}

const DATA_FLAGS = [
  flag('from-env-file', '', STRING_SLICE, 'Specify the path to a file to read lines of key=val pairs to create.'),
  flag(
    'from-file',
    '',
    STRING_SLICE,
    'Key file can be specified using its file path, in which case file basename will be used as key.',
  ),
  flag('from-literal', '', STRING_ARRAY, 'Specify a key and literal value to insert (i.e. mykey=somevalue)'),
];

export const configmap: KubeCommand = {
  name: 'configmap',
  aliases: ['cm'],
  use: 'NAME [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none] [options]',
  short: 'Create a config map from a local file, directory or literal value',
  args: { kind: 'any' },
  flags: [...CREATE_FLAGS, ...DATA_FLAGS],
  support: 'partial',
  missing: '--append-hash, folders',
  *run(c, f) {
    const name = nameArg(f, 'configmap');
    const data = yield* dataOf(f);
    const o = objectOf('v1', 'ConfigMap', name, undefined, Object.keys(data).length > 0 ? { data } : {});
    return yield* submit(c, f, o, 'failed to create configmap');
  },
};

/** Base 64 of bytes. */
function base64(text: string): string {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  let out = '';
  for (let i = 0; i < text.length; i += 3) {
    const [a, b, d] = [text.charCodeAt(i), text.charCodeAt(i + 1), text.charCodeAt(i + 2)];
    const bits = (a << 16) | ((Number.isNaN(b) ? 0 : b) << 8) | (Number.isNaN(d) ? 0 : d);
    const four = [18, 12, 6, 0].map((shift) => digits[(bits >> shift) & 63] ?? '');
    out += four.map((digit, n) => (n > text.length - i ? '=' : digit)).join('');
  }
  return out;
}

const generic: KubeCommand = {
  name: 'generic',
  use: 'NAME [--type=string] [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none] [options]',
  short: 'Create a secret from a local file, directory, or literal value',
  args: { kind: 'any' },
  flags: [...CREATE_FLAGS, ...DATA_FLAGS, flag('type', '', STRING, 'The type of secret to create')],
  support: 'partial',
  missing: '--append-hash, folders',
  *run(c, f) {
    const name = nameArg(f, 'secret generic');
    const data = Object.fromEntries(Object.entries(yield* dataOf(f)).map(([key, value]) => [key, base64(value)]));
    const type = f.text('type');
    const o = objectOf('v1', 'Secret', name, undefined, {
      ...(Object.keys(data).length > 0 ? { data } : {}),
      ...(type === '' ? {} : { type }),
    });
    return yield* submit(c, f, o, 'failed to create secret');
  },
};

export const secret: KubeCommand = {
  name: 'secret',
  use: '(docker-registry | generic | tls) [options]',
  short: 'Create a secret using a specified subcommand',
  args: { kind: 'any' },
  flags: [],
  support: 'partial',
  missing: 'docker-registry, tls',
  subs: [generic],
};
