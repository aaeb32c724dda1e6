/** kubectl get -w: the table, then a row for every change of an object, until it is interrupted. */
import type { Sys } from '../../../../kernel/abi/index.ts';
import { ApiError, type Query, type Table } from '../../../cluster-api.ts';
import { Failure, out, words, type KubeContext } from '../context.ts';
import { printTable, type TableOptions } from '../print/table.ts';
import type { Wanted } from '../resources.ts';

type Row = Table['rows'][number];

/** Columns that change by themselves as time goes by. */
const CLOCKS = new Set(['Age', 'Last Seen', 'First Seen']);

/** What a row says besides the time. */
function gist(columns: Table['columns'], row: Row): string {
  const cells = row.cells.filter((_, i) => !CLOCKS.has(columns[i]?.name ?? ''));
  return JSON.stringify(cells).replace(/ \(\w+ ago\)/g, '');
}

export function* watchTable(
  c: KubeContext,
  { resource }: Wanted,
  query: Query,
  options: TableOptions,
  onlyChanges: boolean,
): Sys<number> {
  const seen = new Map<string, { readonly text: string; readonly row: Row }>();
  // Columns keep their widths from row to row, and grow.
  const printed: Row[] = [];
  const print = function* (columns: Table['columns'], rows: readonly Row[]): Sys<void> {
    if (rows.length === 0) return;
    const before = printed.length;
    printed.push(...rows);
    const lines = printTable({ columns, rows: printed }, options).split('\n');
    const head = options.noHeaders ? 0 : 1;
    yield* out(lines.slice(before === 0 ? 0 : head + before).join('\n'));
  };
  for (let first = true; ; first = false) {
    const answer = yield* c.api.table(resource, query);
    if (answer instanceof ApiError && (first || answer.code !== 404)) throw new Failure(words(c, answer));
    const { columns, rows } = answer instanceof ApiError ? { columns: [], rows: [] } : answer.value;
    const changed: Row[] = [];
    const there = new Set<string>();
    for (const row of rows) {
      const key = row.object.metadata.uid ?? row.object.metadata.name;
      const text = gist(columns, row);
      there.add(key);
      if (seen.get(key)?.text !== text && !(first && onlyChanges)) changed.push(row);
      seen.set(key, { text, row });
    }
    for (const [key, { row }] of [...seen])
      if (!there.has(key)) {
        changed.push(row);
        seen.delete(key);
      }
    yield* print(columns, changed);
    if (!(yield* c.api.changed(resource, query))) return 0;
  }
}
