// mktemp(1): makes a temporary file or directory with a name that nobody has.
import { isErr, O_CREAT, O_EXCL, O_RDONLY, O_RDWR, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { join } from '../lib/paths.ts';
import { command, type Tool } from '../lib/tool.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
/** Names tried before giving up, as gen_tempname does. */
const ATTEMPTS = 200;

/** Letters from the machine's random device. */
function* randomLetters(count: number): Sys<string> {
  const fd = yield* sys.open('/dev/urandom', O_RDONLY);
  let bytes = '';
  if (!isErr(fd)) {
    const data = yield* sys.read(fd, count);
    yield* sys.close(fd);
    if (!isErr(data)) bytes = data;
  }
  if (bytes.length < count) {
    let seed = yield* sys.clock('monotonic');
    while (bytes.length < count) {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      bytes += String.fromCharCode((seed >> 8) & 255);
    }
  }
  return [...bytes].map((byte) => LETTERS[byte.charCodeAt(0) % LETTERS.length] ?? 'a').join('');
}

function* main(tool: Tool): Sys<number> {
  let directory = false;
  let dry = false;
  let quiet = false;
  let suffix: ByteString | undefined;
  let parent: ByteString | undefined;
  let oldT = false;
  const { options, operands } = tool.options({
    short: 'dp:qtuV',
    long: { directory: 'd', quiet: 'q', 'dry-run': 'u', 'suffix=': 'suffix', 'tmpdir=?': 'tmpdir' },
  });
  for (const option of options) {
    switch (option.key) {
      case 'd':
        directory = true;
        break;
      case 'q':
        quiet = true;
        break;
      case 'u':
        dry = true;
        break;
      case 't':
        oldT = true;
        break;
      case 'p':
      case 'tmpdir':
        parent = option.arg ?? '';
        break;
      case 'suffix':
        suffix = option.arg ?? '';
        break;
      case 'V':
        return yield* tool.other({ key: 'version', arg: undefined });
      default:
        return yield* tool.other(option);
    }
  }
  if (operands.length > 1) return yield* tool.usage(1, 'too many templates');
  const say = function* (text: ByteString): Sys<number> {
    if (!quiet) yield* tool.warn(text);
    return 1;
  };
  let template = operands[0];
  const tmp = tool.env.get('TMPDIR') ?? '';
  if (template === undefined) {
    template = 'tmp.XXXXXXXXXX';
    parent ??= '';
  }
  if (suffix !== undefined && !template.endsWith('X'))
    return yield* tool.fail(1, `with --suffix, template ${tool.q(template)} must end in X`);
  const last = template.lastIndexOf('X');
  const end = suffix ?? (last < 0 ? '' : template.slice(last + 1));
  if (end.includes('/')) return yield* tool.fail(1, `invalid suffix ${tool.q(end)}, contains directory separator`);
  const stem = last < 0 ? template : template.slice(0, last + 1);
  const count = /X*$/.exec(stem)?.[0].length ?? 0;
  if (count < 3) return yield* tool.fail(1, `too few X's in template ${tool.q(template)}`);
  let head = stem.slice(0, stem.length - count);
  if (oldT || parent !== undefined) {
    if (oldT && head.includes('/'))
      return yield* tool.fail(1, `invalid template, ${tool.q(template)}, contains directory separator`);
    if (!oldT && head.startsWith('/'))
      return yield* tool.fail(1, `invalid template, ${tool.q(template)}; with --tmpdir, it may not be absolute`);
    const where = oldT && tmp !== '' ? tmp : parent !== undefined && parent !== '' ? parent : tmp !== '' ? tmp : '/tmp';
    head = join(where, head);
  }
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const name = `${head}${yield* randomLetters(count)}${end}`;
    const shown = `${head}${'X'.repeat(count)}${end}`;
    if (dry) {
      if (!isErr(yield* sys.lstat(name))) continue;
    } else {
      const made = directory ? yield* sys.mkdir(name, 0o700) : yield* sys.open(name, O_RDWR | O_CREAT | O_EXCL, 0o600);
      if (isErr(made)) {
        if (made.name === 'EEXIST') continue;
        return yield* say(
          `failed to create ${directory ? 'directory' : 'file'} via template ${tool.qa(shown)}: ${made.text}`,
        );
      }
      if (!directory) yield* sys.close(made);
    }
    yield* tool.out.put(`${name}\n`);
    return 0;
  }
  return yield* say(`failed to create file via template ${tool.qa(template)}: File exists`);
}

export const mktemp = command(
  {
    name: 'mktemp',
    pkg: 'coreutils',
    synopsis: '[OPTION]... [TEMPLATE]',
    summary: 'Makes a temporary file or directory and writes its name.',
    options: ['-d', '-p', '-q', '-t', '-u', '--suffix', '--tmpdir'],
  },
  main,
);
