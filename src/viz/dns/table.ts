// The timelines as a table: the text twin of the picture, and what is exported.
import { duration } from './axis.ts';
import type { Timeline } from './timeline.ts';

export interface TableRow {
  readonly lane: string;
  readonly number: number;
  readonly at: string;
  readonly name: string;
  readonly type: string;
  readonly server: string;
  readonly proto: string;
  readonly outcome: string;
  readonly took: string;
}

export function tableOf(timeline: Timeline, labelOf: (lane: string) => string): readonly TableRow[] {
  return timeline.lanes.flatMap((lane) =>
    lane.bars.map((bar, i) => ({
      lane: labelOf(lane.id),
      number: i + 1,
      at: duration(bar.start - lane.start),
      name: bar.sent.name ?? '?',
      type: bar.type,
      server: bar.server,
      proto: bar.proto.toUpperCase(),
      outcome: bar.kind === 'found' ? 'answered' : bar.word,
      took: duration(bar.end - bar.start),
    })),
  );
}

/** RFC 4180, with a first line of names. A cell that a spreadsheet would compute is kept a text. */
export function csvOf(rows: readonly TableRow[]): string {
  const cell = (value: string | number): string => {
    const text = /^[=+\-@]/.test(String(value)) ? `'${value}` : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };
  const heads = ['resolver', 'query', 'at', 'name', 'type', 'server', 'protocol', 'outcome', 'took'];
  const lines = rows.map((row) =>
    [row.lane, row.number, row.at, row.name, row.type, row.server, row.proto, row.outcome, row.took]
      .map(cell)
      .join(','),
  );
  return [heads.join(','), ...lines, ''].join('\r\n');
}

/** A table as Markdown has it; a bar within a cell is escaped. */
export function markdownOf(rows: readonly TableRow[]): string {
  const line = (cells: readonly (string | number)[]): string =>
    `| ${cells
      .map((cell) =>
        String(cell)
          .replace(/\\/g, '\\\\')
          .replace(/\|/g, '\\|')
          .replace(/[\r\n]+/g, ' '),
      )
      .join(' | ')} |`;
  const heads = ['resolver', '#', 'at', 'name', 'type', 'server', 'protocol', 'outcome', 'took'];
  return [
    line(heads),
    line(heads.map(() => '---')),
    ...rows.map((row) =>
      line([row.lane, row.number, row.at, row.name, row.type, row.server, row.proto, row.outcome, row.took]),
    ),
    '',
  ].join('\n');
}
