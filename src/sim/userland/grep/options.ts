// From grep(1)'s command line to a plan.
import { isErr, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { slurp } from '../lib/input.ts';
import type { Tool } from '../lib/tool.ts';
import { defaults, SPEC, type Plan } from './plan.ts';

const USAGE = 'Usage: grep [OPTION]... PATTERNS [FILE]...\n';

function* usage(tool: Tool): Sys<undefined> {
  yield* tool.raw(`${USAGE}Try 'grep --help' for more information.\n`);
  return undefined;
}

export interface Request {
  readonly plan: Plan;
  readonly patterns: readonly ByteString[];
  readonly files: readonly ByteString[];
}

const count = (text: ByteString): number | undefined => (/^[0-9]+$/.test(text) ? Number(text) : undefined);

/** Reads the options; a number is the exit status after --help or an error. */
export function* readOptions(tool: Tool): Sys<Request | number> {
  const plan = defaults();
  const patterns: ByteString[] = [];
  let given = false;
  let digits = '';
  let matcher = '';
  let dflt = -1;
  const { options, operands } = tool.options(SPEC);
  for (const option of options) {
    const arg = option.arg ?? '';
    if (/^[0-9]$/.test(option.key)) {
      digits += option.key;
      dflt = Number(digits);
      continue;
    }
    digits = '';
    switch (option.key) {
      case 'A':
      case 'B':
      case 'C': {
        const n = count(arg);
        if (n === undefined) return yield* tool.fail(2, `${arg}: invalid context length argument`);
        if (option.key === 'A') plan.after = n;
        else if (option.key === 'B') plan.before = n;
        else dflt = n;
        break;
      }
      case 'E':
      case 'F':
      case 'G':
      case 'P':
        if (matcher !== '' && matcher !== option.key) return yield* tool.fail(2, 'conflicting matchers specified');
        matcher = option.key;
        plan.kind =
          option.key === 'E' ? 'extended' : option.key === 'F' ? 'fixed' : option.key === 'P' ? 'perl' : 'basic';
        break;
      case 'X':
        return yield* tool.fail(2, `invalid matcher ${arg}`);
      case 'H':
        plan.names = 'always';
        break;
      case 'h':
        plan.names = 'never';
        break;
      case 'I':
        plan.binary = 'without-match';
        break;
      case 'a':
        plan.binary = 'text';
        break;
      case 'binary':
        if (arg !== 'binary' && arg !== 'text' && arg !== 'without-match')
          return yield* tool.fail(2, 'unknown binary-files type');
        plan.binary = arg;
        break;
      case 'L':
        plan.list = 'without';
        break;
      case 'l':
        plan.list = 'with';
        break;
      case 'T':
        plan.initialTab = true;
        break;
      case 'V':
        return yield* tool.other({ key: 'version', arg: undefined });
      case 'b':
        plan.offsets = true;
        break;
      case 'c':
        plan.count = true;
        break;
      case 'd':
        if (arg !== 'read' && arg !== 'skip' && arg !== 'recurse') {
          yield* tool.warn(`invalid argument ${tool.q(arg)} for ${tool.q('--directories')}`);
          yield* tool.raw(
            `Valid arguments are:\n${['read', 'recurse', 'skip'].map((word) => `  - ${tool.q(word)}\n`).join('')}`,
          );
          yield* usage(tool);
          return 2;
        }
        plan.directories = arg;
        break;
      case 'e':
        given = true;
        patterns.push(...arg.split('\n'));
        break;
      case 'f': {
        const text = yield* slurp(arg);
        if (isErr(text)) return yield* tool.fail(2, `${arg}: ${text.text}`);
        given = true;
        const lines = text.split('\n');
        if (lines.at(-1) === '') lines.pop();
        patterns.push(...lines);
        break;
      }
      case 'i':
      case 'y':
        plan.icase = true;
        break;
      case 'no-icase':
        plan.icase = false;
        break;
      case 'm': {
        const n = count(arg);
        if (n === undefined && !/^-[0-9]+$/.test(arg)) return yield* tool.fail(2, 'invalid max count');
        plan.max = n ?? Infinity;
        break;
      }
      case 'n':
        plan.numbers = true;
        break;
      case 'o':
        plan.onlyMatching = true;
        break;
      case 'q':
        plan.quiet = true;
        break;
      case 'R':
      case 'r':
        plan.directories = 'recurse';
        plan.followLinks = option.key === 'R';
        break;
      case 's':
        plan.silent = true;
        break;
      case 'v':
        plan.invert = true;
        break;
      case 'w':
        plan.whole ??= 'word';
        break;
      case 'x':
        plan.whole = 'line';
        break;
      case 'Z':
        plan.nullNames = true;
        break;
      case 'z':
        plan.terminator = '\0';
        break;
      case 'color': {
        const when = arg === '' ? 'auto' : arg;
        if (['always', 'yes', 'force'].includes(when)) plan.color = true;
        else if (['never', 'no', 'none'].includes(when)) plan.color = false;
        else if (['auto', 'tty', 'if-tty'].includes(when))
          plan.color = (yield* sys.isatty(1)) && (tool.env.get('TERM') ?? 'dumb') !== 'dumb';
        else return yield* tool.other({ key: 'help', arg: undefined });
        break;
      }
      case 'label':
        plan.label = arg;
        break;
      case 'group-separator':
        plan.separator = arg;
        break;
      case 'no-group-separator':
        plan.separator = undefined;
        break;
      case 'include':
        plan.include.push(arg);
        break;
      case 'exclude':
        plan.exclude.push(arg);
        break;
      case 'exclude-dir':
        plan.excludeDir.push(arg.length > 1 ? arg.replace(/\/+$/, '') : arg);
        break;
      case 'line-buffered':
        plan.lineBuffered = true;
        break;
      case 'D':
      case 'U':
      case 'u':
      case 'exclude-from':
        break;
      case 'help':
        return yield* tool.other(option);
      case 'version':
        return yield* tool.other(option);
      default:
        yield* tool.raw(`${arg}\n`);
        yield* usage(tool);
        return 2;
    }
  }
  if (plan.after < 0) plan.after = dflt;
  if (plan.before < 0) plan.before = dflt;
  let files = operands;
  if (!given) {
    const [first, ...rest] = operands;
    if (first === undefined) {
      yield* usage(tool);
      return 2;
    }
    patterns.push(...first.split('\n'));
    files = rest;
  }
  return { plan, patterns, files };
}
