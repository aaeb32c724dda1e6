/** Value kinds of docker's own flags: filters, sizes, lists, with the checks of docker/cli's opts. */
import { list, STRING, text, type FlagKind } from '../layer/kinds.ts';
import { ramInBytes } from '../text/units.ts';

export const LIST: FlagKind = list('list');
export const MAP: FlagKind = list('map');

/** `name=value`; a filter without "=" is refused. */
export const FILTER: FlagKind = list('filter', (t) => (t.includes('=') ? undefined : 'bad format of filter (expected name=value)'), (t) => [t.trim()]);

export const ENV: FlagKind = list('list', (t) => (t.startsWith('=') ? `invalid environment variable: ${t}` : undefined));
export const LABEL: FlagKind = list('list', (t) => (t.trim() === '' || t.trim().startsWith('=') ? `invalid label '${t}': empty name` : undefined));

export const ATTACH: FlagKind = list(
  'list',
  (t) => (['stdin', 'stdout', 'stderr'].includes(t.toLowerCase()) ? undefined : 'valid streams are STDIN, STDOUT and STDERR'),
  (t) => [t.toLowerCase()],
);

/** A size as text; -1 stands for "no limit" where that is allowed. */
function size(unlimited: boolean): FlagKind {
  return {
    name: 'bytes',
    zero: 0,
    read: (t) => (unlimited && t === '-1' ? -1 : ramInBytes(t)),
  };
}
export const BYTES: FlagKind = size(false);
export const SWAP_BYTES: FlagKind = size(true);

/** `--cpus`: a rational number of processors, kept in nano units. */
export const DECIMAL: FlagKind = {
  name: 'decimal',
  zero: 0,
  read: (t) => {
    if (!/^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$/.test(t)) return new Error(`failed to parse ${t} as a rational number`);
    const nano = Number(t) * 1e9;
    return Number.isInteger(Math.round(nano * 1e3) / 1e3) ? Math.round(nano) : new Error('value is too precise');
  },
};

export const ULIMIT: FlagKind = list('ulimit', (t) => (/^[a-z]+=-?[0-9]+(:-?[0-9]+)?$/.test(t) ? undefined : `invalid ulimit argument: ${t}`));
export const NETWORK: FlagKind = list('network');
export const MOUNT: FlagKind = list('mount');
export const GPUS: FlagKind = { ...STRING, name: 'gpu-request' };

/** --dns takes IP addresses only. */
export const IP_LIST: FlagKind = list('list', (t) => (isAddress(t.trim()) ? undefined : `IP address is not correctly formatted: ${t}`), (t) => [t.trim()]);

function isAddress(t: string): boolean {
  const v4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(t);
  if (v4 !== null) return v4.slice(1).every((p) => Number(p) < 256 && !/^0\d/.test(p));
  return t.includes(':') && /^[0-9a-fA-F:]+$/.test(t) && (t.match(/::/g) ?? []).length <= 1;
}

export const checkedText = text;
