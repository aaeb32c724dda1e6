/** `--format`: rows of named columns as a table, as JSON lines or through a template (cli/command/formatter). */
import { Dict, Func, Struct, toJson, type Templates, type Value } from '../../../gotmpl/index.ts';
import { tabbed } from '../text/tabwriter.ts';
import { HEADER_FUNCTIONS, parseTemplate } from './templates.ts';

/** A column: the name in templates, its header, and its cell for a row. */
export interface Column<R> {
  readonly name: string;
  readonly header?: string;
  readonly cell: (row: R) => Value;
  /** The column takes arguments (`.Label "x"`), so it is no member of the JSON. */
  readonly params?: readonly string[];
  readonly call?: (row: R, args: readonly Value[]) => Value;
}

export interface RowType<R> {
  /** Go's name of the row type: template errors show it. */
  readonly type: string;
  readonly columns: readonly Column<R>[];
}

function rowValue<R>(t: RowType<R>, row: R): Struct {
  const methods = new Map<string, Func>();
  for (const c of t.columns)
    methods.set(
      c.name,
      new Func({ params: c.params ?? [] }, (args) => (c.call === undefined ? c.cell(row) : c.call(row, args))),
    );
  return new Struct(t.type, new Map(), {
    methods,
    // The row marshals itself, with <, > and & escaped even where the template's json function would not.
    marshal: () =>
      toJson(new Dict(new Map(t.columns.filter((c) => c.call === undefined).map((c) => [c.name, c.cell(row)]))), {
        html: true,
      }),
  });
}

/** The text of all rows, or the error of the template. `format` is "table ...", "json" or a template. */
export function formatRows<R>(format: string, t: RowType<R>, rows: readonly R[]): { text: string; error?: string } {
  const table = format.startsWith('table');
  const source = table ? format.slice('table'.length) : format === 'json' ? '{{json .}}' : format;
  const template = parseTemplate(
    source
      .replace(/^ +| +$/g, '')
      .replaceAll('\\t', '\t')
      .replaceAll('\\n', '\n'),
  );
  if (typeof template === 'string') return { text: '', error: `template parsing error: ${template}` };
  let body = '';
  for (const row of rows) {
    const one = template.execute('', rowValue(t, row));
    if (one.error !== undefined) return { text: '', error: `template parsing error: ${one.error}` };
    body += one.output + '\n';
  }
  if (!table) return { text: body };
  return { text: tabbed(headerOf(template, t) + '\n' + body, { minWidth: 10, tabWidth: 1, padding: 3, wide: true }) };
}

function headerOf<R>(template: Templates, t: RowType<R>): string {
  const names = new Map<string, Value>();
  for (const c of t.columns) if (c.header !== undefined) names.set(c.name, c.header);
  const label = new Func(
    { params: ['string'] },
    ([name]) => String(name).split('.').at(-1)?.replace(/[-_]/g, ' ') ?? '',
  );
  const header = new Dict(names, 'formatter.SubHeaderContext', new Map([['Label', label]]), 'map[string]string');
  return template.execute('', header, { funcs: HEADER_FUNCTIONS }).output;
}

/** Checks a template against an empty row before anything is asked of the daemon. */
export function checkTemplate<R>(format: string, t: RowType<R>, empty: R): string | undefined {
  const template = parseTemplate(format);
  if (typeof template === 'string') return `failed to parse template: ${template}`;
  const run = template.execute('', rowValue(t, empty));
  return run.error === undefined ? undefined : `failed to execute template: ${run.error}`;
}
