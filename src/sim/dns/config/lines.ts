// A file as lines that know their number: what decides something can be shown.
import type { ConfigLine } from '../net/index.ts';

export const RESOLV_CONF = '/etc/resolv.conf';
export const HOSTS = '/etc/hosts';
export const NSSWITCH = '/etc/nsswitch.conf';

/** The texts of the files that a resolver reads; absent: there is no such file. */
export interface ClientFiles {
  readonly resolvConf?: string;
  readonly hosts?: string;
  readonly nsswitch?: string;
  /** Its name decides the default search domain when it has a dot. */
  readonly hostname?: string;
}

/** A value and the line that set it; without a line it is the default. */
export interface Setting<T> {
  readonly value: T;
  readonly line?: ConfigLine;
}

export const byDefault = <T>(value: T): Setting<T> => ({ value });

/** Lines without their newline; `text` of the last one may lack it in the file. */
export function linesOf(file: string, text: string): readonly (ConfigLine & { readonly ended: boolean })[] {
  const parts = text.split('\n');
  const last = parts.pop() ?? '';
  const lines = parts.map((line, i) => ({ file, line: i + 1, text: line, ended: true }));
  return last === '' ? lines : [...lines, { file, line: lines.length + 1, text: last, ended: false }];
}

/** atoi(3) */
export function atoi(text: string): number {
  const match = /^[ \t\n\v\f\r]*([+-]?\d+)/.exec(text);
  return match ? Math.max(-2_147_483_648, Math.min(2_147_483_647, Number(match[1]))) : 0;
}
