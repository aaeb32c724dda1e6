/** Value kinds of docker's own flags: filters, sizes, lists, with the checks of docker/cli's opts. */
import { list, text, type FlagKind } from '../layer/kinds.ts';
import { ramInBytes } from '../text/units.ts';
import { isAddress } from './address.ts';

export const LIST: FlagKind = list('list');
export const MAP: FlagKind = list('map');

/** `name=value`; a filter without "=" is refused. */
export const FILTER: FlagKind = list(
  'filter',
  (t) => (t.includes('=') ? undefined : 'bad format of filter (expected name=value)'),
  (t) => [t.trim()],
);

export const ENV: FlagKind = list('list', (t) =>
  t.startsWith('=') ? `invalid environment variable: ${t}` : undefined,
);
export const LABEL: FlagKind = list('list', (t) =>
  t.trim() === '' || t.trim().startsWith('=') ? `invalid label '${t}': empty name` : undefined,
);

export const ATTACH: FlagKind = list(
  'list',
  (t) =>
    ['stdin', 'stdout', 'stderr'].includes(t.toLowerCase()) ? undefined : 'valid streams are STDIN, STDOUT and STDERR',
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
    if (!/^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$/.test(t))
      return new Error(`failed to parse ${t} as a rational number`);
    const nano = Number(t) * 1e9;
    return Number.isInteger(Math.round(nano * 1e3) / 1e3) ? Math.round(nano) : new Error('value is too precise');
  },
};

export const ULIMIT: FlagKind = list('ulimit', (t) =>
  /^[a-z]+=-?[0-9]+(:-?[0-9]+)?$/.test(t) ? undefined : `invalid ulimit argument: ${t}`,
);
export const NETWORK: FlagKind = list('network');
export const MOUNT: FlagKind = list('mount', mountError);
export const GPUS: FlagKind = text('gpu-request', gpusError);
export const SYSCTL: FlagKind = list('map', sysctlError);
export const EXTRA_HOST: FlagKind = list('list', hostError);
export const LINK: FlagKind = list('list', (t) =>
  t !== '' && t.split(':').length <= 2 && t[0] !== ':' ? undefined : `bad format for links: ${t}`,
);

/** --dns takes IP addresses only. */
export const IP_LIST: FlagKind = list(
  'list',
  (t) => (isAddress(t.trim()) ? undefined : `IP address is not correctly formatted: ${t}`),
  (t) => [t.trim()],
);

function hostError(t: string): string | undefined {
  const at = /[:=]/.exec(t)?.index ?? -1;
  if (at < 1) return `bad format for add-host: ${JSON.stringify(t)}`;
  const ip = t.slice(at + 1).replace(/^\[(.*)\]$/, '$1');
  return ip === 'host-gateway' || isAddress(ip) ? undefined : `invalid IP address in add-host: ${JSON.stringify(ip)}`;
}

const SYSCTLS = new Set([
  'kernel.msgmax',
  'kernel.msgmnb',
  'kernel.msgmni',
  'kernel.sem',
  'kernel.shmall',
  'kernel.shmmax',
  'kernel.shmmni',
  'kernel.shm_rmid_forced',
]);

/** Only namespaced settings may be changed for a container. */
function sysctlError(t: string): string | undefined {
  const name = t.slice(0, Math.max(0, t.indexOf('=')));
  return SYSCTLS.has(name) || name.startsWith('net.') || name.startsWith('fs.mqueue.')
    ? undefined
    : `sysctl '${t}' is not allowed`;
}

function gpusError(t: string): string | undefined {
  if (t.includes('=') || t === 'all' || /^-?\d+$/.test(t)) return undefined;
  return `invalid count (${t}): value must be either "all" or an integer: invalid syntax`;
}

const MOUNT_KEYS =
  /^(type|source|src|target|destination|dst|readonly|ro|bind-propagation|bind-nonrecursive|bind-recursive|consistency|volume-nocopy|volume-label|volume-driver|volume-opt|volume-subpath|image-subpath|tmpfs-size|tmpfs-mode)$/;

function mountError(t: string): string | undefined {
  let target = false;
  for (const field of t.split(',')) {
    const eq = field.indexOf('=');
    const key = (eq < 0 ? field : field.slice(0, eq)).toLowerCase();
    if (eq < 0 && !/^(readonly|ro|volume-nocopy|bind-nonrecursive)$/.test(key))
      return `invalid field '${field}' must be a key=value pair`;
    if (!MOUNT_KEYS.test(key)) return `unexpected key '${key}' in '${field}'`;
    if (/^(target|destination|dst)$/.test(key) && field.slice(eq + 1) !== '') target = true;
  }
  return target ? undefined : 'target is required';
}
