/** Durations and sizes in words, as docker/go-units writes and reads them. */
import { formatFloat } from '../../../gotmpl/index.ts';

/** units.HumanDuration of a time in seconds. */
export function humanDuration(seconds: number): string {
  const whole = Math.trunc(seconds);
  if (whole < 1) return 'Less than a second';
  if (whole === 1) return '1 second';
  if (whole < 60) return `${whole} seconds`;
  const minutes = Math.trunc(seconds / 60);
  if (minutes === 1) return 'About a minute';
  if (minutes < 60) return `${minutes} minutes`;
  // Hours are rounded, everything above counts rounded hours down; only years count whole ones.
  const hours = Math.trunc(seconds / 3600 + 0.5);
  if (hours === 1) return 'About an hour';
  if (hours < 48) return `${hours} hours`;
  if (hours < 24 * 7 * 2) return `${Math.trunc(hours / 24)} days`;
  if (hours < 24 * 30 * 2) return `${Math.trunc(hours / 24 / 7)} weeks`;
  if (hours < 24 * 365 * 2) return `${Math.trunc(hours / 24 / 30)} months`;
  return `${Math.trunc(Math.trunc(seconds / 3600) / 24 / 365)} years`;
}

const DECIMAL = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB'];
const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB', 'ZiB', 'YiB'];

function scaled(size: number, base: number, units: readonly string[], digits: number): string {
  let i = 0;
  let n = size;
  while (n >= base && i < units.length - 1) {
    n /= base;
    i++;
  }
  return formatFloat(n, 'g', digits) + (units[i] ?? '');
}

/** units.HumanSizeWithPrecision: 1000-based; `digits` significant digits. */
export function humanSize(size: number, digits = 4): string {
  return scaled(size, 1000, DECIMAL, digits);
}

/** units.BytesSize: 1024-based, 4 significant digits. */
export function bytesSize(size: number): string {
  return scaled(size, 1024, BINARY, 4);
}

const RAM: Readonly<Record<string, number>> = { '': 0, k: 1, m: 2, g: 3, t: 4, p: 5 };

/** units.RAMInBytes: "64m" and the like, 1024-based. */
export function ramInBytes(text: string): number | Error {
  const sep = Math.max(...['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.', ' '].map((c) => text.lastIndexOf(c)));
  if (sep === -1) return new Error(`invalid size: '${text}'`);
  const number = text[sep] === ' ' ? text.slice(0, sep) : text.slice(0, sep + 1);
  const suffix = text.slice(sep + 1).toLowerCase();
  if (!/^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$/.test(number))
    return new Error(`strconv.ParseFloat: parsing ${JSON.stringify(number)}: invalid syntax`);
  const size = Number(number);
  if (size < 0) return new Error(`invalid size: '${text}'`);
  if (suffix === '' || suffix === 'b') return Math.trunc(size);
  const power = RAM[suffix[0] ?? ''];
  const tail = suffix.slice(1);
  if (power === undefined || !['', 'b', 'ib'].includes(tail)) return new Error(`invalid suffix: '${suffix}'`);
  return Math.trunc(size * 1024 ** power);
}
