// busybox time: how long a program took. Fidelity: the machine's programs use no measurable processor time.
import {
  isErr,
  O_APPEND,
  O_CREAT,
  O_TRUNC,
  O_WRONLY,
  SECOND,
  sys,
  wExitStatus,
  wIfExited,
  wTermSig,
  type ByteString,
  type Program,
} from '../../kernel/abi/index.ts';
import { execvp, waitFor } from '../lib/spawn.ts';
import { banner } from './usage.ts';

const USAGE = `${banner}
Usage: time [-vpa] [-o FILE] PROG ARGS

Run PROG, display resource usage when it exits

	-v	Verbose
	-p	POSIX output format
	-f FMT	Custom format
	-o FILE	Write result to FILE
	-a	Append (else overwrite)
`;

/** `0m 5.00s` */
function minutes(hundredths: number): string {
  const whole = Math.floor(hundredths / 100);
  const fraction = String(hundredths % 100).padStart(2, '0');
  const hours = whole >= 3600 ? `${Math.floor(whole / 3600)}h ` : '';
  return `${hours}${Math.floor((whole % 3600) / 60)}m ${String(whole % 60).padStart(hours === '' ? 1 : 2, '0')}.${fraction}s`;
}

export const time: Program = function* (argv, env) {
  let words = argv.slice(1);
  let posix = false;
  let append = false;
  let file: ByteString | undefined;
  while (words[0]?.startsWith('-') === true && words[0] !== '--') {
    const [word = '', ...rest] = words;
    words = rest;
    for (let i = 1; i < word.length; i += 1) {
      const letter = word[i] ?? '';
      if (letter === 'p') posix = true;
      else if (letter === 'a') append = true;
      else if (letter === 'o') {
        file = i + 1 < word.length ? word.slice(i + 1) : words.shift();
        break;
      } else {
        yield* sys.writeAll(2, `time: invalid option -- '${letter}'\n${USAGE}`);
        return 1;
      }
    }
  }
  if (words[0] === '--') words = words.slice(1);
  if (words.length === 0) {
    yield* sys.writeAll(2, USAGE);
    return 1;
  }
  const began = yield* sys.clock();
  const child = yield* sys.fork(function* () {
    const error = yield* execvp(words, env);
    yield* sys.writeAll(2, `time: can't execute '${words[0] ?? ''}': ${error.text}\n`);
    return error.name === 'ENOENT' ? 127 : 126;
  });
  if (isErr(child)) {
    yield* sys.writeAll(2, `time: can't fork: ${child.text}\n`);
    return 1;
  }
  const status = yield* waitFor(child);
  const took = Math.floor((((yield* sys.clock()) - began) * 100) / SECOND);
  const how = wIfExited(status)
    ? wExitStatus(status) === 0
      ? ''
      : `Command exited with non-zero status ${wExitStatus(status)}\n`
    : `Command terminated by signal ${wTermSig(status)}\n`;
  const text = posix
    ? `real ${Math.floor(took / 100)}.${String(took % 100).padStart(2, '0')}\nuser 0.00\nsys 0.00\n`
    : `real\t${minutes(took)}\nuser\t0m 0.00s\nsys\t0m 0.00s\n`;
  const fd = file === undefined ? 2 : yield* sys.open(file, O_WRONLY | O_CREAT | (append ? O_APPEND : O_TRUNC), 0o666);
  if (isErr(fd)) {
    yield* sys.writeAll(2, `time: can't open '${file ?? ''}': ${fd.text}\n`);
    return 1;
  }
  yield* sys.writeAll(fd, how + text);
  return wIfExited(status) ? wExitStatus(status) : 128 + wTermSig(status);
};
