// curl's progress meter (lib/progress.c): two lines of titles, then one line that is written over.
import type { Micros } from '../../../engine/index.ts';
import { net, type Net } from '../net/index.ts';

export const METER_TITLES =
  '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n' +
  '                                 Dload  Upload   Total   Spent    Left  Speed\n';

const SECOND = 1_000_000;

/** max5data: five columns whatever the number. */
function five(value: number): string {
  if (value < 100_000) return String(value).padStart(5);
  if (value < 10_000 * 1024) return `${String(Math.floor(value / 1024)).padStart(4)}k`;
  if (value < 100 * 1024 * 1024) return `${(Math.floor((value * 10) / (1024 * 1024)) / 10).toFixed(1).padStart(4)}M`;
  return `${String(Math.floor(value / (1024 * 1024))).padStart(4)}M`;
}

/** time2str */
function spentText(micros: Micros): string {
  const seconds = Math.floor(micros / SECOND);
  if (seconds <= 0) return '--:--:--';
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(Math.floor(seconds / 3600)).padStart(2)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

export function meterLine(spent: Micros, received: number, total: number): string {
  const percent = total > 0 ? String(Math.floor((received * 100) / total)).padStart(3) : '  0';
  const share = received > 0 && total === 0 ? '100' : percent;
  const speed = spent > 0 ? Math.floor((received * SECOND) / spent) : received;
  return `\r${share} ${five(Math.max(total, received))}  ${share} ${five(received)}    0     0  ${five(speed)}      0 --:--:-- ${spentText(spent)} --:--:-- ${five(speed)}`;
}

/** A line each second, as long as it lives. */
export function* ticking(start: Micros): Net<never> {
  for (let second = 1; ; second += 1) {
    yield* net.sleep(start + second * SECOND);
    yield* net.print(2, meterLine(second * SECOND, 0, 0));
  }
}
