// tr(1): translates, squeezes and deletes bytes.
import { isErr, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { readRetry } from '../lib/stdio.ts';
import { command, type Tool } from '../lib/tool.ts';
import { expandSet, parseSet, type Element } from './sets.ts';

interface Plan {
  /** For every byte: its replacement, or -1 when it goes. */
  readonly map: Int16Array;
  readonly squeeze: Uint8Array;
}

const complementOf = (codes: readonly number[]): number[] => {
  const set = new Set(codes);
  return Array.from({ length: 256 }, (_, code) => code).filter((code) => !set.has(code));
};

const isCaseClass = (element: Element | undefined): boolean =>
  element?.kind === 'class' && (element.name === 'upper' || element.name === 'lower');

/** `[:lower:]` in one set against `[:upper:]` in the other: both become their letters in the same order. */
function pairCases(first: readonly Element[], second: readonly Element[]): 'ok' | 'misaligned' {
  const place = (elements: readonly Element[], length: number): number[] => {
    const out: number[] = [];
    let at = 0;
    for (const element of elements) {
      if (isCaseClass(element)) out.push(at);
      at += expandSet([element], length).length;
    }
    return out;
  };
  const length = expandSet(first).length;
  const a = new Set(place(first, length));
  return place(second, length).every((at) => a.has(at)) ? 'ok' : 'misaligned';
}

interface Request {
  readonly complement: boolean;
  readonly remove: boolean;
  readonly squeeze: boolean;
  readonly truncate: boolean;
}

/** The tables for two sets, or the reason why there are none. */
function plan(first: readonly Element[], second: readonly Element[] | undefined, request: Request): Plan | string {
  const map = Int16Array.from({ length: 256 }, (_, code) => code);
  const squeeze = new Uint8Array(256);
  if (first.some((element) => element.kind === 'repeat' && element.count === 0))
    return 'the [c*] repeat construct may not appear in string1';
  let from = expandSet(first);
  if (request.complement) from = complementOf(from);
  const squeezeAll = (codes: readonly number[]): void => {
    for (const code of codes) squeeze[code] = 1;
  };
  if (request.remove) {
    for (const code of from) map[code] = -1;
    if (request.squeeze) squeezeAll(expandSet(second ?? []));
    return { map, squeeze };
  }
  if (!second) {
    squeezeAll(from);
    return { map, squeeze };
  }
  if (second.filter((element) => element.kind === 'repeat' && element.count === 0).length > 1)
    return 'only one [c*] repeat construct may appear in string2';
  if (second.some((element) => element.kind === 'class' && !isCaseClass(element))) {
    return "when translating, the only character classes that may appear in\nstring2 are 'upper' and 'lower'";
  }
  if (!request.complement && second.some(isCaseClass) && pairCases(first, second) === 'misaligned')
    return 'misaligned [:upper:] and/or [:lower:] construct';
  if (
    request.complement &&
    first.some((element) => element.kind === 'class') &&
    new Set(expandSet(second, from.length)).size > 1
  ) {
    return 'when translating with complemented character classes,\nstring2 must map all characters in the domain to one';
  }
  const to = expandSet(second, from.length);
  if (to.length === 0 && !request.truncate) return 'when not truncating set1, string2 must be non-empty';
  if (to.length < from.length && !request.truncate && isCaseClass(second.at(-1)))
    return 'when translating with string1 longer than string2,\nthe latter string must not end with a character class';
  if (request.truncate) from = from.slice(0, to.length);
  from.forEach((code, i) => {
    map[code] = to[Math.min(i, to.length - 1)] ?? code;
  });
  if (request.squeeze) squeezeAll(to);
  return { map, squeeze };
}

export class Translator {
  readonly #plan: Plan;
  #last = -1;

  constructor(tables: Plan) {
    this.#plan = tables;
  }

  run(text: ByteString): ByteString {
    const { map, squeeze } = this.#plan;
    let out = '';
    for (let i = 0; i < text.length; i += 1) {
      const code = map[text.charCodeAt(i)] ?? -1;
      if (code < 0 || (code === this.#last && squeeze[code] === 1)) continue;
      out += String.fromCharCode(code);
      this.#last = code;
    }
    return out;
  }
}

function* main(tool: Tool): Sys<number> {
  let complement = false;
  let remove = false;
  let squeeze = false;
  let truncate = false;
  const { options, operands } = tool.options({
    short: '+cCdst',
    long: { complement: 'c', delete: 'd', 'squeeze-repeats': 's', 'truncate-set1': 't' },
  });
  for (const option of options) {
    if (option.key === 'c' || option.key === 'C') complement = true;
    else if (option.key === 'd') remove = true;
    else if (option.key === 's') squeeze = true;
    else if (option.key === 't') truncate = true;
    else return yield* tool.other(option);
  }
  const [one, two] = operands;
  const translating = !remove && (!squeeze || two !== undefined);
  const needed = remove === squeeze ? 2 : 1;
  const allowed = remove && !squeeze ? 1 : 2;
  if (operands.length < needed) {
    if (one === undefined) return yield* tool.usage(1, 'missing operand');
    const why = squeeze
      ? 'Two strings must be given when both deleting and squeezing repeats.'
      : 'Two strings must be given when translating.';
    yield* tool.warn(`missing operand after ${tool.q(operands.at(-1) ?? '')}`);
    yield* tool.raw(`${why}\n`);
    return yield* tool.usage(1);
  }
  if (operands.length > allowed) {
    yield* tool.warn(`extra operand ${tool.q(operands[allowed] ?? '')}`);
    if (operands.length === 2)
      yield* tool.raw('Only one string may be given when deleting without squeezing repeats.\n');
    return yield* tool.usage(1);
  }
  const first = parseSet(one ?? '', (text) => tool.q(text));
  if (first.kind === 'bad') return yield* tool.fail(1, first.text);
  const second = two === undefined ? undefined : parseSet(two, (text) => tool.q(text));
  if (second?.kind === 'bad') return yield* tool.fail(1, second.text);
  const tables = plan(first.elements, translating || (remove && squeeze) ? second?.elements : undefined, {
    complement,
    remove,
    squeeze,
    truncate,
  });
  if (typeof tables === 'string')
    return yield* tool.fail(1, tables.replace("'upper' and 'lower'", `${tool.q('upper')} and ${tool.q('lower')}`));
  const translator = new Translator(tables);
  while (!tool.out.error) {
    const data = yield* readRetry(0);
    if (isErr(data)) return yield* tool.fail(1, `read error: ${data.text}`);
    if (data === '') break;
    yield* tool.out.put(translator.run(data));
  }
  return 0;
}

export const tr = command(
  {
    name: 'tr',
    pkg: 'coreutils',
    synopsis: '[OPTION]... SET1 [SET2]',
    summary: 'Replaces, squeezes or deletes bytes of standard input.',
    options: ['-c', '-C', '-d', '-s', '-t'],
  },
  main,
);
