// What GNU wget writes about sizes, rates and progress (src/progress.c, src/retr.c, src/utils.c).
import { clock, dateText } from '../capture/clock.ts';

/** "2026-11-23 19:36:50" */
export const stamp = (at: number): string => `${dateText(at)} ${clock(at).slice(0, 8)}`;

const UNITS = ['B', 'KB', 'MB', 'GB'];

function scaled(bytesPerSecond: number): readonly [value: number, unit: number] {
  let value = bytesPerSecond;
  let unit = 0;
  while (value >= 1024 && unit < 3) {
    value /= 1024;
    unit += 1;
  }
  return [value, unit];
}

const digits = (value: number): number => (value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2);

/** retr_rate: "2.43 MB/s" */
export function rateText(bytes: number, seconds: number): string {
  const [value, unit] = scaled(bytes / seconds);
  return `${value.toFixed(digits(value))} ${UNITS[unit]}/s`;
}

function shortRate(bytes: number, seconds: number): string {
  const [value, unit] = scaled(bytes / seconds);
  return `${value.toFixed(digits(value))}${' KMG'[unit]}`.padStart(5);
}

/** human_readable: "488K" */
export function humanSize(bytes: number): string {
  const [value, unit] = scaled(bytes);
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.floor(value)}${['', 'K', 'M', 'G'][unit]}`;
}

const DOTS_A_LINE = 50;
const CLUSTER = 10;

/** progress=dot: a dot for each KiB, fifty a line. */
export function dots(size: number, seconds: number): string {
  const total = Math.floor(size / 1024);
  const lines = Math.floor(total / DOTS_A_LINE) + 1;
  const text: string[] = [];
  for (let line = 0; line < lines; line += 1) {
    const here = Math.min(DOTS_A_LINE, total - line * DOTS_A_LINE);
    let row = `${String(line * DOTS_A_LINE).padStart(6)}K`;
    for (let i = 0; i < DOTS_A_LINE; i += 1) row += `${i % CLUSTER === 0 ? ' ' : ''}${i < here ? '.' : ' '}`;
    const last = line === lines - 1;
    const percent = last ? 100 : Math.floor(((line + 1) * DOTS_A_LINE * 1024 * 100) / size);
    row += `${String(percent).padStart(3)}% ${shortRate(size, seconds)}`;
    text.push(`${row}${last ? `=${durationText(seconds)}` : ' 0s'}\n`);
  }
  return `${text.join('')}\n`;
}

/** print_percentage … eta_to_human_short and the "=0.04s" at the end. */
function durationText(seconds: number): string {
  if (seconds < 0.01) return `${seconds < 0.001 ? '0' : seconds.toFixed(3)}s`;
  return `${seconds < 10 ? seconds.toFixed(2).replace(/0$/, '') : Math.round(seconds)}s`;
}

/** progress=bar at 80 columns, as it stands at the end. */
export function bar(name: string, size: number): string {
  const shown = name.length > 19 ? `${name.slice(0, 19)}` : name;
  const amount = size < 1024 ? String(size) : humanTwo(size);
  return `\r${shown.padEnd(20)}100%[===================>] ${amount.padStart(7)}  --.-KB/s    in 0s      \n\n`;
}

function humanTwo(bytes: number): string {
  const [value, unit] = scaled(bytes);
  return `${value.toFixed(digits(value))}${' KMG'[unit]}`;
}
