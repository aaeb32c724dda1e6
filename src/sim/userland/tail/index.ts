// tail(1): the last lines or bytes of files; -f and -F go on showing what is added.
import { isErr, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { openInput } from '../lib/input.ts';
import { isDigits, parseCount } from '../lib/numbers.ts';
import { readAll } from '../lib/stdio.ts';
import { command, type Tool } from '../lib/tool.ts';
import { follow, type Followed } from './follow.ts';

interface Plan {
  bytes: boolean;
  count: number;
  /** `+N`: from the Nth on. */
  fromStart: boolean;
  terminator: string;
}

/** The part of `text` that is wanted. */
export function tailOf(text: ByteString, plan: Plan): ByteString {
  if (plan.bytes)
    return plan.fromStart ? text.slice(Math.max(0, plan.count - 1)) : plan.count === 0 ? '' : text.slice(-plan.count);
  if (plan.fromStart) {
    let at = 0;
    for (let skip = plan.count - 1; skip > 0 && at < text.length; skip -= 1) {
      const end = text.indexOf(plan.terminator, at);
      at = end < 0 ? text.length : end + 1;
    }
    return text.slice(at);
  }
  if (plan.count === 0) return '';
  let at = text.endsWith(plan.terminator) ? text.length - 1 : text.length;
  for (let left = plan.count; left > 0; left -= 1) {
    if (at === 0) return text;
    const before = text.lastIndexOf(plan.terminator, at - 1);
    if (before < 0) return text;
    at = before;
  }
  return text.slice(at + 1);
}

/** `-5`, `-5f`, `+3`, `-c`: the old syntax, only as the first of at most two words. */
function oldSyntax(argv: readonly ByteString[]): readonly ByteString[] {
  const found = /^([-+])([0-9]*)([bcl]?)(f?)$/.exec(argv[1] ?? '');
  if (!found || (found[2] ?? '') === '') return argv;
  if (argv.length > 3) return argv;
  const unit = found[3] ?? '';
  const number = `${found[1] === '+' ? '+' : ''}${found[2] ?? ''}${unit === 'b' ? 'b' : ''}`;
  return [
    argv[0] ?? '',
    unit === '' || unit === 'l' ? '-n' : '-c',
    number,
    ...(found[4] === 'f' ? ['-f'] : []),
    ...argv.slice(2),
  ];
}

const invalidContext = (argv: readonly ByteString[]): string | undefined =>
  argv.length > 3 ? /^-([0-9]+)[bcl]?f?$/.exec(argv[1] ?? '')?.[1] : undefined;

const label = (name: ByteString): ByteString => (name === '-' ? 'standard input' : name);

function* main(tool: Tool): Sys<number> {
  const plan: Plan = { bytes: false, count: 10, fromStart: false, terminator: '\n' };
  let headers: 'auto' | 'always' | 'never' = 'auto';
  let following: 'no' | 'descriptor' | 'name' = 'no';
  let retry = false;
  let interval = 1;
  let pid = 0;
  const { options, operands } = tool.options({
    short: 'c:n:fFqs:vz',
    long: {
      'bytes=': 'c',
      'follow=?': 'follow',
      'lines=': 'n',
      'pid=': 'pid',
      quiet: 'q',
      silent: 'q',
      retry: 'retry',
      'sleep-interval=': 's',
      verbose: 'v',
      'zero-terminated': 'z',
      'max-unchanged-stats=': 'max',
    },
  });
  for (const option of options) {
    const arg = option.arg ?? '';
    switch (option.key) {
      case 'c':
      case 'n': {
        plan.bytes = option.key === 'c';
        plan.fromStart = arg.startsWith('+');
        const text = /^[-+]/.test(arg) ? arg.slice(1) : arg;
        const count = parseCount(text);
        if (count === undefined)
          return yield* tool.fail(1, `invalid number of ${plan.bytes ? 'bytes' : 'lines'}: ${tool.q(text)}`);
        plan.count = count;
        break;
      }
      case 'f':
        following = 'descriptor';
        break;
      case 'F':
        following = 'name';
        retry = true;
        break;
      case 'follow':
        following = 'name'.startsWith(arg) && arg !== '' ? 'name' : 'descriptor';
        break;
      case 'retry':
        retry = true;
        break;
      case 'q':
        headers = 'never';
        break;
      case 'v':
        headers = 'always';
        break;
      case 'z':
        plan.terminator = '\0';
        break;
      case 's':
        interval = Number(arg);
        if (!(interval >= 0)) return yield* tool.fail(1, `invalid number of seconds: ${tool.q(arg)}`);
        break;
      case 'pid':
        if (!isDigits(arg)) return yield* tool.fail(1, `invalid PID: ${tool.q(arg)}`);
        pid = Number(arg);
        break;
      case 'max':
        break;
      default: {
        const old = invalidContext(tool.argv);
        if (old !== undefined) return yield* tool.fail(1, `option used in invalid context -- ${old[0] ?? ''}`);
        return yield* tool.other(option);
      }
    }
  }
  if (retry && following === 'no') yield* tool.warn('warning: --retry ignored; --retry is useful only when following');
  const names = operands.length > 0 ? operands : ['-'];
  const show = headers === 'always' || (headers === 'auto' && names.length > 1);
  const followed: Followed[] = [];
  let status = 0;
  let any = false;
  for (const name of names) {
    const fd = yield* openInput(name);
    if (isErr(fd)) {
      yield* tool.warn(`cannot open ${tool.qa(name)} for reading: ${fd.text}`);
      status = 1;
      if (following === 'name') followed.push({ name, fd: undefined, ino: 0, size: 0, missing: true });
      continue;
    }
    if (show) yield* tool.out.put(`${any ? '\n' : ''}==> ${label(name)} <==\n`);
    any = true;
    const text = yield* readAll(fd);
    if (isErr(text)) {
      yield* tool.warn(`error reading ${tool.qa(label(name))}: ${text.text}`);
      status = 1;
      continue;
    }
    yield* tool.out.put(tailOf(text, plan));
    const stat = yield* sys.fstat(fd);
    const seekable = !isErr(stat) && (stat.mode & 0o170000) === 0o100000;
    if (following !== 'no' && (seekable || name !== '-'))
      followed.push({ name, fd, ino: isErr(stat) ? 0 : stat.ino, size: text.length, missing: false });
    else if (fd !== 0) yield* sys.close(fd);
  }
  if (following === 'no') return status;
  yield* tool.out.flush();
  if (followed.every((file) => file.missing) && !retry) {
    if (operands.length > 0 || followed.length > 0) yield* tool.warn('no files remaining');
    return operands.length > 0 ? 1 : status;
  }
  return yield* follow(tool, followed, { byName: following === 'name', retry, headers: show, interval, pid });
}

const plain = command(
  {
    name: 'tail',
    pkg: 'coreutils',
    synopsis: '[OPTION]... [FILE]...',
    summary: 'Writes the last 10 lines of each file.',
    options: ['-c', '-f', '-F', '-n', '-q', '-s', '-v', '-z', '--follow', '--pid', '--retry', '-NUM', '+NUM'],
    text: 'With -f it waits for more; with -F also for a file that is replaced or comes back.',
  },
  main,
);

export const tail: typeof plain = { ...plain, run: (argv, env) => plain.run(oldSyntax(argv), env) };
