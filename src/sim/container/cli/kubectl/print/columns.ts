/** -o custom-columns: a header and a path for each column. */
import type { Json } from '../../../engine-api.ts';
import { findAll, parseJsonPath } from './jsonpath.ts';
import { kubeColumns } from './table.ts';

/** `.a.b`, `a.b` and `{.a.b}` are the same path. */
export function relaxed(path: string): string {
  const m = /^\{?\.?([^{}]*)\}?$/.exec(path.trim());
  return m === null ? path : `{.${m[1] ?? ''}}`;
}

export function customColumns(
  spec: string,
  objects: readonly Json[],
  noHeaders: boolean,
): string | { readonly error: string } {
  if (spec === '') return { error: 'custom-columns format specified but no custom columns given' };
  const columns = spec
    .split(',')
    .map((c) => ({ header: c.slice(0, Math.max(0, c.indexOf(':'))), path: c.slice(c.indexOf(':') + 1), given: c }));
  const wrong = columns.find((c) => !c.given.includes(':'));
  if (wrong !== undefined)
    return { error: `unexpected custom-columns spec: ${wrong.given}, expected <header>:<json-path-expr>` };
  const parsed = columns.map((c) => parseJsonPath(relaxed(c.path)));
  const bad = parsed.find((p) => typeof p === 'string');
  if (typeof bad === 'string') return { error: bad };
  const lines = noHeaders ? [] : [columns.map((c) => c.header)];
  for (const o of objects) {
    lines.push(parsed.map((p) => (typeof p === 'string' ? '' : findAll(p, o).map(cell).join(',') || '<none>')));
  }
  return kubeColumns(lines.map((l) => l.join('\t') + '\n').join(''));
}

/** Values as Go prints them. */
function cell(v: Json): string {
  if (v === null) return '<nil>';
  if (Array.isArray(v)) return `[${(v as readonly Json[]).map(cell).join(' ')}]`;
  if (typeof v === 'object')
    return `map[${Object.keys(v)
      .sort()
      .map((k) => `${k}:${cell((v as { readonly [k: string]: Json })[k] ?? null)}`)
      .join(' ')}]`;
  return String(v);
}
