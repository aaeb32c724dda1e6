/** Indented `Key:\tvalue` lines, aligned at the end as kubectl describe does it. */
import type { Json } from '../../../engine-api.ts';
import { pairs } from '../../apiserver/json.ts';
import { civil, parseRfc3339 } from '../../docker/time.ts';
import { tabbed } from '../../text/tabwriter.ts';

export class Writer {
  private readonly lines: string[] = [];

  /** A line at a level; two columns of a level are parted by a tab in the text. */
  line(level: number, text: string): void {
    this.lines.push('  '.repeat(level) + text);
  }

  text(): string {
    return tabbed(this.lines.map((l) => l + '\n').join(''), { minWidth: 0, padding: 2 });
  }

  /** Tabs as they are. */
  raw(): string {
    return this.lines.map((l) => l + '\n').join('');
  }

  /** One pair on the first line, the others below it. */
  pairs(
    level: number,
    title: string,
    v: Json | undefined,
    join: string,
    skip: (key: string) => boolean = () => false,
  ): void {
    const list = pairs(v).filter(([k]) => !skip(k));
    if (list.length === 0) this.line(level, `${title}:\t<none>`);
    list.forEach(([k, x], i) => this.line(i === 0 ? level : 0, `${i === 0 ? `${title}:` : ''}\t${k}${join}${x}`));
  }

  labels(v: Json | undefined): void {
    this.pairs(0, 'Labels', v, '=');
  }

  /** Long values go below their key. */
  annotations(v: Json | undefined): void {
    const list = pairs(v).filter(([k]) => k !== 'kubectl.kubernetes.io/last-applied-configuration');
    if (list.length === 0) this.line(0, 'Annotations:\t<none>');
    list.forEach(([k, x], i) => {
      const head = i === 0 ? 'Annotations:\t' : '\t';
      const value = x.replace(/\n$/, '');
      if (value.length + k.length + 2 > 140 || value.includes('\n')) {
        this.line(0, `${head}${k}:`);
        for (const l of value.split('\n')) this.line(0, `\t  ${l.length > 138 ? `${l.slice(0, 138)}...` : l}`);
      } else this.line(0, `${head}${k}: ${value}`);
    });
  }
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** RFC 1123 with a numeric zone. */
export function rfc1123(time: string): string {
  const ms = parseRfc3339(time);
  if (ms === undefined) return time;
  const p = civil(Math.floor(ms / 1000));
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${DAYS[p.weekday] ?? ''}, ${two(p.day)} ${MONTHS[p.month - 1] ?? ''} ${p.year} ${two(p.hour)}:${two(p.minute)}:${two(p.second)} +0000`;
}

/** Go's way of writing a bool in a sentence: True, False. */
export function title(v: boolean): string {
  return v ? 'True' : 'False';
}
