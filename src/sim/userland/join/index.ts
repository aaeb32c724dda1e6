// join(1): lines of two sorted files that share a field.
import { isErr, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { slurp } from '../lib/input.ts';
import { command, type Tool } from '../lib/tool.ts';

interface Plan {
  field1: number;
  field2: number;
  separator: string | undefined;
  unpaired: Set<number>;
  pairs: boolean;
  empty: ByteString;
  /** `1.2`, `0`; 'auto': from the first lines. */
  output: readonly (readonly [number, number])[] | 'auto' | undefined;
  ignoreCase: boolean;
  header: boolean;
  check: 'default' | 'always' | 'never';
  terminator: string;
}

interface Row {
  readonly fields: readonly ByteString[];
  readonly key: ByteString;
  readonly number: number;
  readonly text: ByteString;
}

function rows(text: ByteString, field: number, plan: Plan): Row[] {
  const lines = text.split(plan.terminator);
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line, i) => {
    const fields =
      plan.separator === undefined
        ? line.split(/[ \t\n]+/).filter((part, k) => k > 0 || part !== '')
        : line.split(plan.separator);
    if (plan.separator === undefined && fields.at(-1) === '') fields.pop();
    return { fields, key: fields[field] ?? '', number: i + 1, text: line };
  });
}

/** The joined lines; `disorder` is told about the first line out of order in each file. */
export function joinRows(
  one: readonly Row[],
  two: readonly Row[],
  plan: Plan,
  disorder: (file: 1 | 2, row: Row) => void,
): ByteString[] {
  const out: ByteString[] = [];
  const glue = plan.separator ?? ' ';
  const auto: readonly (readonly [number, number])[] | undefined =
    plan.output === 'auto'
      ? [
          [0, 0],
          ...(one[0]?.fields ?? []).flatMap((_, i) => (i === plan.field1 ? [] : [[1, i] as const])),
          ...(two[0]?.fields ?? []).flatMap((_, i) => (i === plan.field2 ? [] : [[2, i] as const])),
        ]
      : plan.output;
  const show = (a: Row | undefined, b: Row | undefined): void => {
    const value = (text: ByteString | undefined): ByteString => (text === undefined || text === '' ? plan.empty : text);
    if (auto) {
      out.push(
        auto
          .map(([file, i]) => value(file === 0 ? (a ?? b)?.key : file === 1 ? a?.fields[i] : b?.fields[i]))
          .join(glue),
      );
      return;
    }
    const key = (a ?? b)?.key;
    const rest = (row: Row | undefined, field: number): ByteString[] =>
      (row?.fields ?? []).filter((_, i) => i !== field).map(value);
    out.push([value(key), ...rest(a, plan.field1), ...rest(b, plan.field2)].join(glue));
  };
  const order = (x: ByteString, y: ByteString): number => {
    const [a, b] = plan.ignoreCase ? [x.toUpperCase(), y.toUpperCase()] : [x, y];
    return a < b ? -1 : a > b ? 1 : 0;
  };
  let i = 0;
  let j = 0;
  if (plan.header && (one[0] || two[0])) {
    show(one[0], two[0]);
    i = j = 1;
  }
  const firstI = i;
  const firstJ = j;
  let unpaired = false;
  const check = (): void => {
    if (plan.check === 'never' || (plan.check === 'default' && !unpaired)) return;
    const a = one[i];
    const b = two[j];
    if (a && i > firstI && order(one[i - 1]?.key ?? '', a.key) > 0) disorder(1, a);
    if (b && j > firstJ && order(two[j - 1]?.key ?? '', b.key) > 0) disorder(2, b);
  };
  while (i < one.length || j < two.length) {
    check();
    const a = one[i];
    const b = two[j];
    const side = !a ? 1 : !b ? -1 : order(a.key, b.key);
    if (side < 0 && a) {
      if (plan.unpaired.has(1)) show(a, undefined);
      unpaired = unpaired || b !== undefined;
      i += 1;
    } else if (side > 0 && b) {
      if (plan.unpaired.has(2)) show(undefined, b);
      unpaired = unpaired || a !== undefined;
      j += 1;
    } else if (a && b) {
      let endI = i;
      let endJ = j;
      while (endI < one.length && order(one[endI]?.key ?? '', a.key) === 0) endI += 1;
      while (endJ < two.length && order(two[endJ]?.key ?? '', b.key) === 0) endJ += 1;
      if (plan.pairs) for (const x of one.slice(i, endI)) for (const y of two.slice(j, endJ)) show(x, y);
      i = endI;
      j = endJ;
    }
  }
  return out;
}

function* main(tool: Tool): Sys<number> {
  const plan: Plan = {
    field1: 0,
    field2: 0,
    separator: undefined,
    unpaired: new Set(),
    pairs: true,
    empty: '',
    output: undefined,
    ignoreCase: false,
    header: false,
    check: 'default',
    terminator: '\n',
  };
  const { options, operands } = tool.options({
    short: '1:2:a:e:ij:o:t:v:z',
    long: {
      'ignore-case': 'i',
      'check-order': 'check',
      'nocheck-order': 'nocheck',
      header: 'header',
      'zero-terminated': 'z',
    },
  });
  const specs: ByteString[] = [];
  for (const option of options) {
    const arg = option.arg ?? '';
    switch (option.key) {
      case '1':
      case '2':
      case 'j':
        if (!/^[0-9]+$/.test(arg) || Number(arg) === 0)
          return yield* tool.fail(1, `invalid field number: ${tool.q(arg)}`);
        if (option.key !== '2') plan.field1 = Number(arg) - 1;
        if (option.key !== '1') plan.field2 = Number(arg) - 1;
        break;
      case 'a':
      case 'v':
        if (arg !== '1' && arg !== '2') return yield* tool.fail(1, `invalid field number: ${tool.q(arg)}`);
        plan.unpaired.add(Number(arg));
        if (option.key === 'v') plan.pairs = false;
        break;
      case 'e':
        plan.empty = arg;
        break;
      case 'i':
        plan.ignoreCase = true;
        break;
      case 'o':
        specs.push(...arg.split(/[, \t]+/));
        break;
      case 't':
        if (arg.length > 1 && arg !== '\\0') return yield* tool.fail(1, `multi-character tab ${tool.q(arg)}`);
        plan.separator = arg === '' ? '\n' : arg === '\\0' ? '\0' : arg;
        break;
      case 'z':
        plan.terminator = '\0';
        break;
      case 'header':
        plan.header = true;
        break;
      case 'check':
        plan.check = 'always';
        break;
      case 'nocheck':
        plan.check = 'never';
        break;
      default:
        return yield* tool.other(option);
    }
  }
  if (specs.length === 1 && specs[0] === 'auto') plan.output = 'auto';
  else if (specs.length > 0) {
    const list: [number, number][] = [];
    for (const spec of specs) {
      const found = /^([12])\.([1-9][0-9]*)$/.exec(spec);
      if (spec === '0') list.push([0, 0]);
      else if (found) list.push([Number(found[1]), Number(found[2]) - 1]);
      else
        return yield* tool.fail(
          1,
          /^[12]\./.test(spec)
            ? `invalid field number: ${tool.q(spec.slice(2))}`
            : /^[0-9]*\./.test(spec)
              ? `invalid file number in field spec: ${tool.q(spec)}`
              : `invalid field specifier: ${tool.q(spec)}`,
        );
    }
    plan.output = list;
  }
  const [one, two, extra] = operands;
  if (one === undefined) return yield* tool.usage(1, 'missing operand');
  if (two === undefined) return yield* tool.usage(1, `missing operand after ${tool.q(one)}`);
  if (extra !== undefined) return yield* tool.usage(1, `extra operand ${tool.q(extra)}`);
  if (one === '-' && two === '-') return yield* tool.fail(1, 'both files cannot be standard input');
  const texts: ByteString[] = [];
  for (const name of [one, two]) {
    const text = yield* slurp(name);
    if (isErr(text)) return yield* tool.fail(1, `${tool.qf(name)}: ${text.text}`);
    texts.push(text);
  }
  const complaints: ByteString[] = [];
  const seen = new Set<number>();
  const lines = joinRows(
    rows(texts[0] ?? '', plan.field1, plan),
    rows(texts[1] ?? '', plan.field2, plan),
    plan,
    (file, row) => {
      if (seen.has(file)) return;
      seen.add(file);
      complaints.push(`${tool.name}: ${file === 1 ? one : two}:${row.number}: is not sorted: ${row.text}\n`);
    },
  );
  for (const line of lines) yield* tool.out.put(line + plan.terminator);
  for (const text of complaints) yield* tool.raw(text);
  if (complaints.length > 0 && plan.check === 'default') yield* tool.warn('input is not in sorted order');
  return complaints.length > 0 ? 1 : 0;
}

export const join = command(
  {
    name: 'join',
    pkg: 'coreutils',
    synopsis: '[OPTION]... FILE1 FILE2',
    summary: 'Joins lines of two sorted files on a common field.',
    options: [
      '-1',
      '-2',
      '-a',
      '-e',
      '-i',
      '-j',
      '-o',
      '-t',
      '-v',
      '-z',
      '--header',
      '--check-order',
      '--nocheck-order',
    ],
  },
  main,
);
