/** kubectl get: tables from the server, or objects in another form. */
import type { Sys } from '../../../../kernel/abi/index.ts';
import { ApiError, type ApiResource, type KubeObject, type Query, type Table } from '../../../cluster-api.ts';
import type { Json } from '../../../engine-api.ts';
import { bool, flag, type Flags } from '../../layer/flags.ts';
import { INT, STRING, STRING_SLICE } from '../../layer/kinds.ts';
import { err, Failure, out, singular, warn, words, type KubeContext } from '../context.ts';
import { relaxed } from '../print/columns.ts';
import { findAll, parseJsonPath } from '../print/jsonpath.ts';
import { checkedFormat, parsePrinter, type Named, type Printer } from '../print/printer.ts';
import { printTable, type TableOptions } from '../print/table.ts';
import type { KubeCommand } from '../program.ts';
import { discover, readWanted, type Wanted } from '../resources.ts';
import { watchTable } from './watch.ts';

export const get: KubeCommand = {
  name: 'get',
  use: '[(-o|--output=)FORMAT] (TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...) [flags] [options]',
  short: 'Display one or many resources',
  args: { kind: 'any' },
  flags: [
    bool('all-namespaces', 'A', ''),
    flag('chunk-size', '', INT, '', { def: 500 }),
    flag('field-selector', '', STRING, ''),
    flag('filename', 'f', STRING_SLICE, ''),
    bool('ignore-not-found', '', ''),
    flag('label-columns', 'L', STRING_SLICE, ''),
    bool('no-headers', '', ''),
    flag('output', 'o', STRING, ''),
    bool('show-kind', '', ''),
    bool('show-labels', '', ''),
    bool('show-managed-fields', '', ''),
    flag('selector', 'l', STRING, ''),
    flag('sort-by', '', STRING, ''),
    bool('watch', 'w', ''),
    bool('watch-only', '', ''),
  ],
  support: 'partial',
  missing: '-f, --raw, files of templates, chunks; -w prints tables only',
  *run(c, f) {
    const format = checkedFormat(f.text('output'));
    if (f.args.length === 0) {
      yield* err(
        'You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.\n\n',
      );
      throw new Failure(
        `error: Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).\nSee 'kubectl get -h' for help and examples`,
      );
    }
    const wanted = readWanted(yield* discover(c), f.args);
    if (f.bool('watch') || f.bool('watch-only')) return yield* watched(c, f, wanted, format);
    const form = format === '' || format === 'wide' ? undefined : parsePrinter(format, f.bool('no-headers'));
    return form === undefined ? yield* tables(c, f, wanted, format === 'wide') : yield* objects(c, f, wanted, form);
  },
};

function queryOf(c: KubeContext, f: Flags, w: Wanted): Query {
  const everywhere = f.bool('all-namespaces') || !w.resource.namespaced;
  return {
    namespace: everywhere ? '' : c.namespace,
    ...(w.name === undefined ? {} : { name: w.name }),
    ...(f.text('selector') === '' ? {} : { labels: f.text('selector') }),
    ...(f.text('field-selector') === '' ? {} : { fields: f.text('field-selector') }),
  };
}

function* watched(c: KubeContext, f: Flags, wanted: readonly Wanted[], format: string): Sys<number> {
  const [one] = wanted;
  if (one === undefined || wanted.length > 1) throw new Failure('error: you may only specify a single resource type');
  if (format !== '' && format !== 'wide')
    throw new Failure(`error: '-o ${format} of a watch' is not part of this simulator`);
  const options = tableOptions(f, one.resource, format === 'wide', '');
  return yield* watchTable(c, one, queryOf(c, f, one), options, f.bool('watch-only'));
}

function tableOptions(f: Flags, resource: ApiResource, wide: boolean, kindPrefix: string): TableOptions {
  return {
    wide,
    noHeaders: f.bool('no-headers'),
    showLabels: f.bool('show-labels'),
    withNamespace: f.bool('all-namespaces') && resource.namespaced,
    labelColumns: f.list('label-columns'),
    kindPrefix,
  };
}

interface Gathered {
  readonly resource: ApiResource;
  readonly tables: Table[];
}

function* tables(c: KubeContext, f: Flags, wanted: readonly Wanted[], wide: boolean): Sys<number> {
  const groups: Gathered[] = [];
  const errors: string[] = [];
  for (const w of wanted) {
    const t = yield* c.api.table(w.resource, queryOf(c, f, w));
    if (t instanceof ApiError) {
      if (!(f.bool('ignore-not-found') && t.code === 404)) errors.push(words(c, t));
      continue;
    }
    yield* warn(t.warnings);
    if (t.value.rows.length === 0) continue;
    const last = groups.at(-1);
    if (last?.resource === w.resource) last.tables.push(t.value);
    else groups.push({ resource: w.resource, tables: [t.value] });
  }
  const kinds = new Set(wanted.map((w) => w.resource)).size;
  // A prefix tells kinds apart, unless only one kind has been found by name.
  const withKind =
    f.bool('show-kind') || (kinds > 1 && (groups.length > 1 || wanted.some((w) => w.name === undefined)));
  const texts = groups.map((g) => {
    const rows = g.tables.flatMap((t) => t.rows);
    const table = { columns: g.tables[0]?.columns ?? [], rows: sorted(rows, f.text('sort-by'), (r) => r.object) };
    return printTable(table, tableOptions(f, g.resource, wide, withKind ? `${singular(g.resource)}/` : ''));
  });
  yield* out(texts.join('\n'));
  if (groups.length === 0 && errors.length === 0 && !f.bool('ignore-not-found')) yield* err(nothing(c, f, wanted));
  if (errors.length > 0) throw new Failure(errors.join('\n'));
  return 0;
}

function nothing(c: KubeContext, f: Flags, wanted: readonly Wanted[]): string {
  const namespaced = !f.bool('all-namespaces') && wanted.every((w) => w.resource.namespaced);
  return namespaced ? `No resources found in ${c.namespace} namespace.\n` : 'No resources found\n';
}

/** Rows in the order of a field. */
function sorted<T>(rows: readonly T[], by: string, object: (row: T) => Json): readonly T[] {
  if (by === '') return rows;
  const path = parseJsonPath(relaxed(by));
  if (typeof path === 'string') throw new Failure(`error: ${path}`);
  const key = (row: T): Json => findAll(path, object(row))[0] ?? '';
  return [...rows].sort((a, b) => compare(key(a), key(b)));
}

function compare(a: Json, b: Json): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [x, y] = [String(a as string), String(b as string)];
  return x < y ? -1 : x > y ? 1 : 0;
}

function* objects(c: KubeContext, f: Flags, wanted: readonly Wanted[], print: Printer): Sys<number> {
  const errors: string[] = [];
  const found: Named[] = [];
  for (const { resource, name } of wanted) {
    const query = queryOf(c, f, { resource, name });
    const answer =
      name === undefined ? yield* c.api.list(resource, query) : yield* c.api.get(resource, { ...query, name });
    if (answer instanceof ApiError) {
      if (!(f.bool('ignore-not-found') && answer.code === 404)) errors.push(words(c, answer));
      continue;
    }
    yield* warn(answer.warnings);
    const list = (Array.isArray(answer.value) ? answer.value : [answer.value]) as readonly KubeObject[];
    found.push(...list.map((o) => ({ object: clean(o, f.bool('show-managed-fields')), resource })));
  }
  const list = sorted(found, f.text('sort-by'), (x) => x.object);
  const single = wanted.length === 1 && wanted[0]?.name !== undefined;
  if (found.length > 0 || (!single && errors.length === 0)) {
    const items = list.map((x) => x.object);
    const whole: Json = single
      ? (items[0] as Json)
      : { apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } };
    const text = print(list, whole);
    if (typeof text !== 'string') throw new Failure(`error: ${text.error}`);
    yield* out(text);
  }
  if (errors.length > 0) throw new Failure(errors.join('\n'));
  return 0;
}

/** Bookkeeping of field owners is not shown unless asked for. */
function clean(o: KubeObject, keep: boolean): KubeObject {
  if (keep || o.metadata['managedFields'] === undefined) return o;
  const { managedFields: _, ...metadata } = o.metadata;
  return { ...o, metadata: metadata as KubeObject['metadata'] };
}
