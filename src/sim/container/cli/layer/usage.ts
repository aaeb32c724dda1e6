/** The option table of help texts, as pflag's FlagUsagesWrapped lays it out. */
import type { FlagSpec } from './flags.ts';

/** Words may stick out this far so that no short orphan is left on a last line. */
const SLOP = 5;

function shownDefault(f: FlagSpec): string {
  if (f.defText !== undefined) return f.defText === '' ? '' : ` (default ${f.defText})`;
  const { def } = f;
  if (def === undefined || def === f.kind.zero) return '';
  if (Array.isArray(def)) return def.length === 0 ? '' : ` (default [${def.join(',')}])`;
  return f.kind.name === 'string' ? ` (default ${JSON.stringify(def)})` : ` (default ${String(def)})`;
}

/** Option lines, sorted by name; `width` 0 leaves lines as long as they are. */
export function flagUsages(flags: readonly FlagSpec[], width: number): string {
  const shown = flags.filter((f) => f.hidden !== true && f.deprecated === undefined && f.target === undefined);
  const rows = [...shown]
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    .map((f) => {
      const short = f.short !== undefined && f.shortDeprecated === undefined ? `  -${f.short}, --` : '      --';
      const named = /`([^`]*)`/.exec(f.usage);
      const type = named?.[1] ?? f.kind.name;
      const bare =
        f.bare === undefined ? '' : f.kind.name === 'string' ? `[=${JSON.stringify(f.bare)}]` : `[=${String(f.bare)}]`;
      const left = short + f.name + (type === '' ? '' : ' ' + type) + bare;
      return { left, right: f.usage.replaceAll('`', '') + shownDefault(f) };
    });
  const widest = Math.max(0, ...rows.map((r) => r.left.length + 1));
  return rows
    .map((r) => `${r.left} ${' '.repeat(widest - r.left.length)} ${wrap(widest + 2, width, r.right)}\n`)
    .join('');
}

function wrap(indent: number, width: number, text: string): string {
  const indented = (s: string, by: number): string => s.replaceAll('\n', '\n' + ' '.repeat(by));
  if (width === 0) return indented(text, indent);
  let by = indent;
  let room = width - by;
  let out = '';
  if (room < 24) {
    by = 16;
    room = width - by;
    out = '\n' + ' '.repeat(by);
  }
  if (room < 24) return text.replaceAll('\n', out);
  room -= SLOP;
  let [line, rest] = cut(room, text);
  out += indented(line, by);
  while (rest !== '') {
    [line, rest] = cut(room, rest);
    out += '\n' + ' '.repeat(by) + indented(line, by);
  }
  return out;
}

function cut(room: number, text: string): [string, string] {
  if (room + SLOP > text.length) return [text, ''];
  const head = text.slice(0, room);
  const at = Math.max(head.lastIndexOf(' '), head.lastIndexOf('\t'), head.lastIndexOf('\n'));
  if (at <= 0) return [text, ''];
  const newline = head.lastIndexOf('\n');
  if (newline > 0 && newline < at) return [text.slice(0, newline), text.slice(newline + 1)];
  return [text.slice(0, at), text.slice(at + 1)];
}
