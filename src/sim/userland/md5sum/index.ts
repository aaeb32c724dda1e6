// md5sum(1), sha1sum(1) and the other digests: making and checking.
import { isErr, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { md5, sha1, sha224, sha256, sha384, sha512 } from '../lib/digest.ts';
import { slurp } from '../lib/input.ts';
import { splitLines } from '../lib/stdio.ts';
import { command, type Tool } from '../lib/tool.ts';

interface Algorithm {
  readonly label: string;
  readonly digits: number;
  readonly digest: (text: ByteString) => string;
}

/** A name with a backslash or newline is escaped, and the line begins with a backslash. */
const escaped = (name: ByteString): { mark: string; name: ByteString } =>
  /[\\\n\r]/.test(name)
    ? { mark: '\\', name: name.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/\r/g, '\\r') }
    : { mark: '', name };

interface CheckPlan {
  readonly quiet: boolean;
  readonly status: boolean;
  readonly warn: boolean;
  readonly strict: boolean;
  readonly ignoreMissing: boolean;
}

function* check(tool: Tool, list: ByteString, algorithm: Algorithm, plan: CheckPlan): Sys<boolean> {
  const label = list === '-' ? 'standard input' : list;
  const text = yield* slurp(list);
  if (isErr(text)) {
    yield* tool.warn(`${tool.qf(list)}: ${text.text}`);
    return false;
  }
  const counts = { good: 0, bad: 0, unreadable: 0, malformed: 0, matched: 0 };
  for (const [i, raw] of splitLines(text).entries()) {
    if (raw.startsWith('#')) continue;
    const line = raw.replace(/\r$/, '');
    const plain = /^(\\?)([0-9a-fA-F]+) [ *]([^]+)$/.exec(line);
    const tagged = /^(\\?)([A-Z0-9-]+) \(([^]+)\) = ([0-9a-fA-F]+)$/.exec(line);
    const found =
      plain?.[2]?.length === algorithm.digits
        ? { digest: plain[2], name: plain[3] ?? '', escape: plain[1] }
        : tagged && tagged[2] === algorithm.label && tagged[4]?.length === algorithm.digits
          ? { digest: tagged[4], name: tagged[3] ?? '', escape: tagged[1] }
          : undefined;
    if (!found) {
      counts.malformed += 1;
      if (plan.warn)
        yield* tool.warn(`${tool.qf(label)}: ${i + 1}: improperly formatted ${algorithm.label} checksum line`);
      continue;
    }
    counts.good += 1;
    const name = found.escape === '\\' ? found.name.replace(/\\n/g, '\n').replace(/\\\\/g, '\\') : found.name;
    const content = yield* slurp(name);
    if (isErr(content)) {
      if (plan.ignoreMissing && content.name === 'ENOENT') continue;
      yield* tool.out.flush();
      yield* tool.warn(`${tool.qf(name)}: ${content.text}`);
      counts.unreadable += 1;
      if (!plan.status) yield* tool.out.put(`${name}: FAILED open or read\n`);
      continue;
    }
    if (algorithm.digest(content) === found.digest.toLowerCase()) {
      counts.matched += 1;
      if (!plan.quiet && !plan.status) yield* tool.out.put(`${name}: OK\n`);
    } else {
      counts.bad += 1;
      if (!plan.status) yield* tool.out.put(`${name}: FAILED\n`);
    }
  }
  yield* tool.out.flush();
  if (counts.good === 0) {
    yield* tool.warn(`${tool.qf(label)}: no properly formatted checksum lines found`);
    return false;
  }
  if (!plan.status) {
    const plural = (n: number, one: string, many: string): string => (n === 1 ? one : many);
    if (counts.malformed > 0)
      yield* tool.warn(
        `WARNING: ${counts.malformed} ${plural(counts.malformed, 'line is', 'lines are')} improperly formatted`,
      );
    if (counts.unreadable > 0)
      yield* tool.warn(
        `WARNING: ${counts.unreadable} listed ${plural(counts.unreadable, 'file', 'files')} could not be read`,
      );
    if (counts.bad > 0)
      yield* tool.warn(`WARNING: ${counts.bad} computed ${plural(counts.bad, 'checksum', 'checksums')} did NOT match`);
    if (plan.ignoreMissing && counts.matched === 0) yield* tool.warn(`${tool.qf(label)}: no file was verified`);
  }
  return (
    counts.bad === 0 &&
    counts.unreadable === 0 &&
    !(plan.ignoreMissing && counts.matched === 0) &&
    !(plan.strict && counts.malformed > 0)
  );
}

const mainFor = (algorithm: Algorithm) =>
  function* (tool: Tool): Sys<number> {
    let checking = false;
    let binary = false;
    let tag = false;
    let end = '\n';
    const set = new Set<string>();
    const { options, operands } = tool.options({
      short: 'bctwz',
      long: {
        binary: 'b',
        check: 'c',
        'ignore-missing': 'ignore-missing',
        quiet: 'quiet',
        status: 'status',
        text: 't',
        warn: 'w',
        strict: 'strict',
        tag: 'tag',
        zero: 'z',
      },
    });
    for (const option of options) {
      switch (option.key) {
        case 'b':
          binary = true;
          break;
        case 't':
          binary = false;
          break;
        case 'c':
          checking = true;
          break;
        case 'tag':
          tag = true;
          break;
        case 'z':
          end = '\0';
          break;
        case 'w':
        case 'quiet':
        case 'status':
        case 'strict':
        case 'ignore-missing':
          set.add(option.key);
          break;
        default:
          return yield* tool.other(option);
      }
    }
    for (const [key, name] of [
      ['ignore-missing', 'ignore-missing'],
      ['status', 'status'],
      ['w', 'warn'],
      ['quiet', 'quiet'],
      ['strict', 'strict'],
    ] as const) {
      if (set.has(key) && !checking)
        return yield* tool.usage(1, `the --${name} option is meaningful only when verifying checksums`);
    }
    let status = 0;
    for (const name of operands.length > 0 ? operands : ['-']) {
      if (checking) {
        const plan = {
          quiet: set.has('quiet'),
          status: set.has('status'),
          warn: set.has('w'),
          strict: set.has('strict'),
          ignoreMissing: set.has('ignore-missing'),
        };
        if (!(yield* check(tool, name, algorithm, plan))) status = 1;
        continue;
      }
      const text = yield* slurp(name);
      if (isErr(text)) {
        yield* tool.out.flush();
        yield* tool.warn(`${tool.qf(name)}: ${text.text}`);
        status = 1;
        continue;
      }
      const shown = end === '\0' ? { mark: '', name } : escaped(name);
      const digest = algorithm.digest(text);
      yield* tool.out.put(
        tag
          ? `${shown.mark}${algorithm.label} (${shown.name}) = ${digest}${end}`
          : `${shown.mark}${digest} ${binary ? '*' : ' '}${shown.name}${end}`,
      );
    }
    return status;
  };

const options = ['-b', '-c', '-t', '-w', '-z', '--ignore-missing', '--quiet', '--status', '--strict', '--tag'];
const digestCommand = (name: string, label: string, digits: number, digest: (text: ByteString) => string) =>
  command(
    {
      name,
      pkg: 'coreutils',
      synopsis: '[OPTION]... [FILE]...',
      summary: `Writes or checks ${label} checksums.`,
      options,
    },
    mainFor({ label, digits, digest }),
  );

export const md5sum = digestCommand('md5sum', 'MD5', 32, md5);
export const sha1sum = digestCommand('sha1sum', 'SHA1', 40, sha1);
export const sha224sum = digestCommand('sha224sum', 'SHA224', 56, sha224);
export const sha256sum = digestCommand('sha256sum', 'SHA256', 64, sha256);
export const sha384sum = digestCommand('sha384sum', 'SHA384', 96, sha384);
export const sha512sum = digestCommand('sha512sum', 'SHA512', 128, sha512);
