// sleep for whole numbers of seconds, or for ever: what containers run as PID 1. For anything else the whole command is asked.
import { SECOND, sys, type Micros, type Program } from '../../kernel/abi/index.ts';

/** As long as any session: infinity is this. */
export const FOR_EVER: Micros = 1e15;

const UNITS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86400 };

/** `part`: the name under which the machine knows the code of the whole command (sys.code). */
export const napProgram = (part: string, whole: () => Program): Program =>
  function* (argv, env) {
    let total: Micros = argv.length > 1 ? 0 : NaN;
    for (const operand of argv.slice(1)) {
      const match = /^(?:inf(?:inity)?|([0-9]{1,9})([smhd]?))$/.exec(operand);
      total += match
        ? match[1] === undefined
          ? FOR_EVER
          : Number(match[1]) * (UNITS[match[2] ?? ''] ?? 1) * SECOND
        : NaN;
    }
    if (Number.isNaN(total)) {
      yield* sys.code(part);
      return yield* whole()(argv, env);
    }
    // a caught signal interrupts; what is left is slept again
    for (let left = Math.min(total, FOR_EVER); left > 0;) left = yield* sys.nanosleep(left);
    return 0;
  };
