// resolv.conf as musl reads it: src/network/resolvconf.c, __get_resolv_conf. The same in 1.2.3 and 1.2.5.
import { parseMuslLiteral } from '../address/literal.ts';
import { byDefault, linesOf, RESOLV_CONF, type ClientFiles, type Setting } from './lines.ts';

/** char line[256] and fgets: a line with its newline must be shorter, or the whole line is skipped. */
export const MUSL_LINE = 256;
const MAXNS = 3;

export interface MuslConf {
  readonly nameservers: readonly Setting<string>[];
  readonly search: readonly Setting<string>[];
  readonly ndots: Setting<number>;
  /** Seconds in all, not per try. */
  readonly timeout: Setting<number>;
  /** Sends within that time. */
  readonly attempts: Setting<number>;
  /** Lines longer than its buffer, which it skips. */
  readonly skipped: readonly { readonly line: number; readonly text: string }[];
}

const SPACE = /[ \t\n\v\f\r]/;

function option(text: string, prefix: string, digit: RegExp, most: number): number | undefined {
  const at = text.indexOf(prefix);
  const value = at < 0 ? '' : text.slice(at + prefix.length);
  if (!digit.test(value)) return undefined;
  const number = /^\d+/.exec(value)?.[0];
  return number === undefined ? undefined : Math.min(most, Number(number));
}

export function readMuslConf(files: ClientFiles): MuslConf {
  const servers: Setting<string>[] = [];
  let search: readonly Setting<string>[] = [];
  let ndots: Setting<number> = byDefault(1);
  let timeout: Setting<number> = byDefault(5);
  let attempts: Setting<number> = byDefault(2);
  const skipped: { line: number; text: string }[] = [];
  for (const line of linesOf(RESOLV_CONF, files.resolvConf ?? '')) {
    // fgets stops at 255 bytes; a line that is cut there and not the end of the file is read to its end and forgotten.
    if (line.text.length + (line.ended ? 1 : 0) >= MUSL_LINE && (line.ended || line.text.length >= MUSL_LINE)) {
      skipped.push({ line: line.line, text: line.text });
      continue;
    }
    const text = line.text + (line.ended ? '\n' : '');
    const keyword = (word: string): boolean => text.startsWith(word) && SPACE.test(text[word.length] ?? '');
    if (keyword('options')) {
      const dots = option(text, 'ndots:', /^\d/, 15);
      const tries = option(text, 'attempts:', /^\d/, 10);
      const seconds = option(text, 'timeout:', /^\d/, 60);
      if (dots !== undefined) ndots = { value: dots, line };
      if (tries !== undefined) attempts = { value: tries, line };
      if (seconds !== undefined) timeout = { value: seconds, line };
    } else if (keyword('nameserver')) {
      const word = text.slice(11).trimStart().split(SPACE)[0] ?? '';
      const value = parseMuslLiteral(word);
      if (value !== undefined && servers.length < MAXNS) servers.push({ value, line });
    } else if (keyword('domain') || keyword('search')) {
      const words = text.slice(7).split(SPACE);
      search = words.flatMap((value) => (value === '' ? [] : [{ value, line }]));
    }
  }
  return {
    nameservers: servers.length === 0 ? [byDefault('127.0.0.1')] : servers,
    search,
    ndots,
    timeout,
    attempts,
    skipped,
  };
}
