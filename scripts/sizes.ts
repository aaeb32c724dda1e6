/** `npm run sizes`: what each page makes a reader load, against its budget. */
import { buildIfStale, builtSizes } from '../src/build/index.ts';

await buildIfStale((line) => console.log(line));
const all = builtSizes();
const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
for (const { what, bytes, limit } of all) {
  const verdict = limit === undefined ? '       ' : bytes > limit ? 'TOO BIG' : 'ok     ';
  const bound = limit === undefined ? '' : `of ${kB(limit).padStart(9)}`;
  console.log(`${verdict}  ${kB(bytes).padStart(9)} ${bound.padEnd(12)}  ${what}`);
}
if (all.some(({ bytes, limit }) => limit !== undefined && bytes > limit)) process.exitCode = 1;
