// The words after busybox' nslookup: options by any beginning of their names, then the host and a server.
import type { RrType } from '../message/index.ts';

export interface Arguments {
  readonly name: string;
  readonly server: string | undefined;
  /** As asked; empty: A and AAAA, or PTR for an address. */
  readonly types: readonly RrType[];
  readonly debug: boolean;
  readonly port: number;
  /** Seconds for one server. */
  readonly timeout: number;
  /** Sends within that time. */
  readonly retry: number;
}

const OPTIONS = ['type', 'querytype', 'port', 'retry', 'debug', 'timeout'] as const;
const TYPES: readonly RrType[] = ['SOA', 'NS', 'A', 'AAAA', 'CNAME', 'MX', 'TXT', 'PTR', 'SRV', 'ANY'];

export function readArguments(words: readonly string[]): Arguments | 'usage' | { readonly fault: string } {
  const types: RrType[] = [];
  const numbers = { port: 53, timeout: 5, retry: 2 };
  let debug = false;
  let at = 0;
  for (; words[at]?.startsWith('-'); at += 1) {
    const [, key = '', value] = /^-([^=]*)(?:=([^]*))?$/.exec(words[at] ?? '') ?? [];
    const option = OPTIONS.find((each) => key !== '' && each.startsWith(key));
    if (option === undefined || (option !== 'debug' && value === undefined)) return 'usage';
    if (option === 'debug') debug = true;
    else if (option === 'type' || option === 'querytype') {
      const type = TYPES.find((each) => each.toLowerCase() === value?.toLowerCase());
      if (!type) return { fault: `invalid query type "${value}"` };
      types.push(type);
    } else {
      if (!/^\d+$/.test(value ?? '')) return { fault: `invalid number '${value}'` };
      numbers[option] = Math.max(1, Number(value));
    }
  }
  const [name, server, ...others] = words.slice(at);
  if (name === undefined || others.length > 0) return 'usage';
  return { name, server, types, debug, ...numbers };
}
