/** Prints the server's tables: upper-case headers, aligned columns, labels, namespaces. */
import type { KubeObject, Table } from '../../../cluster-api.ts';
import { pairs, at } from '../../apiserver/json.ts';
import { tabbed } from '../../text/tabwriter.ts';

export interface TableOptions {
  readonly wide: boolean;
  readonly noHeaders: boolean;
  readonly showLabels: boolean;
  readonly withNamespace: boolean;
  readonly labelColumns: readonly string[];
  /** Printed before each name: `pod/`. */
  readonly kindPrefix: string;
}

/** kubectl's table writer: columns at least 6 wide, 3 apart. */
export function kubeColumns(text: string): string {
  return tabbed(text, { minWidth: 6, tabWidth: 4, padding: 3 });
}

function labels(o: KubeObject): string {
  return (
    pairs(at(o, 'metadata', 'labels'))
      .map(([k, v]) => `${k}=${v}`)
      .join(',') || '<none>'
  );
}

export function printTable(t: Table, o: TableOptions): string {
  const shown = t.columns.map((c, i) => ({ ...c, i })).filter((c) => o.wide || c.priority === 0);
  const lines: string[][] = [];
  if (!o.noHeaders) {
    lines.push([
      ...(o.withNamespace ? ['NAMESPACE'] : []),
      ...shown.map((c) => c.name.toUpperCase()),
      ...o.labelColumns.map((l) => l.slice(l.lastIndexOf('/') + 1).toUpperCase()),
      ...(o.showLabels ? ['LABELS'] : []),
    ]);
  }
  for (const row of t.rows) {
    lines.push([
      ...(o.withNamespace ? [row.object.metadata.namespace ?? ''] : []),
      ...shown.map((c) => cell(row.cells[c.i] ?? '', c.name === 'Name' ? o.kindPrefix : '')),
      ...o.labelColumns.map((l) => row.object.metadata.labels?.[l] ?? ''),
      ...(o.showLabels ? [labels(row.object)] : []),
    ]);
  }
  return kubeColumns(lines.map((l) => l.join('\t') + '\n').join(''));
}

/** A cell ends at its first line end. */
function cell(v: string | number, prefix: string): string {
  const text = String(v);
  const end = text.search(/[\f\n\r]/);
  return prefix + (end < 0 ? text : `${text.slice(0, end)}...`);
}
