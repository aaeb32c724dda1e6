// The small applets that busybox does itself here, in its own words.
import { SECOND, SIGTERM, isErr, signalName, signalNumber, sys, type Program } from '../../kernel/abi/index.ts';
import { FOR_EVER } from '../sleep/nap.ts';
import { banner } from './usage.ts';

const UNITS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

export const sleep: Program = function* (argv) {
  const words = argv.slice(1);
  if (words.length === 0) {
    yield* sys.writeAll(
      2,
      `${banner}\nUsage: sleep [N]...\n\nPause for a time equal to the total of the args given, where each arg can\nhave an optional suffix of (s)econds, (m)inutes, (h)ours, or (d)ays\n`,
    );
    return 1;
  }
  let total = 0;
  // "GNU sleep accepts inf": looked for in the first word only, as coreutils/sleep.c does.
  if (/^inf/i.test(words[0] ?? '')) for (;;) yield* sys.nanosleep(FOR_EVER);
  for (const word of words) {
    const match = /^([0-9]*\.?[0-9]+)([smhd]?)$/.exec(word);
    if (!match) {
      yield* sys.writeAll(2, `sleep: invalid number '${word}'\n`);
      return 1;
    }
    total += Number(match[1]) * (UNITS[match[2] ?? ''] ?? 1);
  }
  let left = Math.round(total * SECOND);
  while (left > 0) left = yield* sys.nanosleep(left);
  return 0;
};

export const kill: Program = function* (argv) {
  const words = [...argv.slice(1)];
  let sig = SIGTERM;
  if (words[0] === '-l') {
    for (let number = 1; number < 32; number += 1)
      yield* sys.writeAll(1, `${String(number).padStart(2)}) ${signalName(number)}\n`);
    return 0;
  }
  if (words[0]?.startsWith('-') && words[0] !== '--') {
    const name = words[0] === '-s' ? (words[1] ?? '') : words[0].slice(1);
    words.splice(0, words[0] === '-s' ? 2 : 1);
    const found = signalNumber(name);
    if (found === undefined) {
      yield* sys.writeAll(2, `kill: bad signal name '${name}'\n`);
      return 1;
    }
    sig = found;
  }
  if (words[0] === '--') words.shift();
  if (words.length === 0) {
    yield* sys.writeAll(2, 'kill: you need to specify whom to kill\n');
    return 1;
  }
  let errors = 0;
  for (const word of words) {
    if (!/^-?[0-9]+$/.test(word)) {
      yield* sys.writeAll(2, `kill: invalid number '${word}'\n`);
      errors += 1;
      continue;
    }
    const sent = yield* sys.kill(Number(word), sig);
    if (!isErr(sent)) continue;
    yield* sys.writeAll(2, `kill: can't kill pid ${word}: ${sent.text}\n`);
    errors += 1;
  }
  return errors;
};

export const yes: Program = function* () {
  return 0;
};
export const no: Program = function* () {
  return 1;
};
