// The state of a running awk program: variables, the record, streams, and the reading of its input files.
import { hold, isErr, O_RDONLY, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import type { Tool } from '../lib/tool.ts';
import { AwkArray } from './array.ts';
import { kindKey, type NameRef, type ProgramText } from './ast.ts';
import { PatternCache, PatternTrouble } from './pattern.ts';
import { Random } from './random.ts';
import { AwkRecord } from './record.ts';
import { RecordReader, type RecordSeparator } from './records.ts';
import { separatorOf, type Separator } from './separator.ts';
import { Streams } from './streams.ts';
import { expandEscapes } from './strings.ts';
import { RunTrouble } from './trouble.ts';
import { Input, toNumber, toText, type Cell, type Value } from './values.ts';
import type { Regex } from '../../posix/index.ts';

/** Steps between two chances for a signal, and what they cost in virtual µs. */
const STEPS = 2000;
const STEPS_COST = 200;
/** Bytes copied in the time of a step. */
const BLOCK = 1024;
/** mawk's evaluation stack has 1024 cells: deeper recursion than this ends the program. */
const STACK = 1024;

const CALLS_PER_STACK = 50;

const ASSIGNMENT = /^([A-Za-z_][A-Za-z_0-9]*)=([^]*)$/;

export type Local = Cell | AwkArray;

export class Machine {
  readonly tool: Tool;
  readonly streams: Streams;
  readonly record: AwkRecord;
  readonly patterns = new PatternCache();
  readonly random: Random;
  seed: Value;
  readonly #cells = new Map<string, Cell>();
  readonly #arrays = new Map<string, AwkArray>();
  readonly #kinds: ProgramText['kinds'];
  /** Parameters of the running function. */
  frame: Local[] = [];
  #stack = 0;
  #depth = 0;
  #steps = 0;
  readonly #separators = new Map<ByteString, Separator>();
  readonly #fs: Cell;
  readonly #ofs: Cell;
  readonly #rs: Cell;
  readonly #subsep: Cell;
  readonly #convfmt: Cell;
  readonly #ofmt: Cell;
  readonly ors: Cell;
  readonly nr: Cell;
  readonly fnr: Cell;
  #main: RecordReader | undefined;
  #mainEnded = false;
  #argument = 1;
  #opened = false;

  constructor(tool: Tool, program: ProgramText, operands: readonly ByteString[], seed: number) {
    this.tool = tool;
    this.streams = new Streams(tool);
    this.#kinds = program.kinds;
    this.random = new Random(seed);
    this.seed = seed;
    const special = (name: string, value: Value): Cell => {
      const cell = { value };
      this.#cells.set(name, cell);
      return cell;
    };
    this.#fs = this.#checked('FS', ' ');
    this.#ofs = special('OFS', ' ');
    this.ors = special('ORS', '\n');
    this.#rs = this.#checked('RS', '\n');
    this.#subsep = special('SUBSEP', '\x1c');
    this.#convfmt = special('CONVFMT', '%.6g');
    this.#ofmt = special('OFMT', '%.6g');
    this.nr = special('NR', 0);
    this.fnr = special('FNR', 0);
    special('RSTART', 0);
    special('RLENGTH', -1);
    special('FILENAME', undefined);
    special('ARGC', operands.length + 1);
    this.record = new AwkRecord(this);
    this.#cells.set('NF', this.record.count);
    const argv = this.#global('ARGV');
    [tool.name, ...operands].forEach((word, i) => (argv.at(i, '%.6g').value = new Input(word)));
    const environment = this.#global('ENVIRON');
    for (const [name, value] of tool.env) environment.at(name, '%.6g').value = new Input(value);
  }

  /** A separator is compiled when it is assigned, and a bad one found then. */
  #checked(name: string, value: Value): Cell {
    const cell = new SeparatorCell(value, (text) => this.separatorFor(this.text(text)));
    this.#cells.set(name, cell);
    return cell;
  }

  get convfmt(): ByteString {
    return this.#convfmt.value === '%.6g' ? '%.6g' : toText(this.#convfmt.value, '%.6g');
  }

  get ofmt(): ByteString {
    return toText(this.#ofmt.value, '%.6g');
  }

  get outputSeparator(): ByteString {
    return this.text(this.#ofs.value);
  }

  get subsep(): ByteString {
    return this.text(this.#subsep.value);
  }

  text(value: Value): ByteString {
    return typeof value === 'string' ? value : toText(value, this.convfmt);
  }

  cell(name: string): Cell {
    let cell = this.#cells.get(name);
    if (!cell) {
      cell = { value: undefined };
      this.#cells.set(name, cell);
    }
    return cell;
  }

  #global(name: string): AwkArray {
    let array = this.#arrays.get(name);
    if (!array) {
      array = new AwkArray();
      this.#arrays.set(name, array);
    }
    return array;
  }

  array(name: string): AwkArray {
    return this.#global(name);
  }

  isArray(ref: NameRef): boolean {
    return this.#kinds.get(kindKey(ref)) === 'array';
  }

  separatorFor(text: ByteString): Separator {
    let found = this.#separators.get(text);
    if (!found) {
      found = this.guarded(() => separatorOf(text, this.patterns));
      this.#separators.set(text, found);
    }
    return found;
  }

  /** The separator of fields. */
  separator(): Separator {
    return this.separatorFor(this.text(this.#fs.value));
  }

  recordSeparator(): RecordSeparator {
    const text = this.text(this.#rs.value);
    if (text === '') return { kind: 'paragraphs' };
    return text === ' ' ? { kind: 'literal', text } : this.separatorFor(text);
  }

  guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (reason) {
      if (reason instanceof PatternTrouble) throw new RunTrouble(reason.message);
      throw reason;
    }
  }

  regex(source: ByteString): Regex {
    return this.guarded(() => this.patterns.get(source));
  }

  /** Counts a step; long computations let signals in. */
  *tick(): Sys<void> {
    this.#steps += 1;
    if (this.#steps < STEPS) return;
    const cost = Math.floor(this.#steps / STEPS) * STEPS_COST;
    this.#steps = 0;
    yield* sys.compute(cost);
  }

  /** Concatenation copies both texts, as mawk does: what grows letter by letter gets slower and ends by memory. */
  join(a: ByteString, b: ByteString): ByteString {
    const text = a + b;
    if (text.length < BLOCK) return text;
    hold(text.length);
    this.#steps += Math.floor(text.length / BLOCK);
    // Looking at a letter makes the host put the pieces together: kept as pieces they need thirty times their size.
    if (text.length % BLOCK < b.length) text.charCodeAt(0);
    return text;
  }

  /** Takes cells of the evaluation stack for a call. */
  enter(cells: number): void {
    this.#stack += cells;
    this.#depth += 1;
    if (this.#stack > STACK) throw new RunTrouble(`program limit exceeded: eval stack size=${STACK}`, '', 'limit');
  }

  /** Whether this level of calls should begin a new stack. */
  get deep(): boolean {
    return this.#depth % CALLS_PER_STACK === 0;
  }

  leave(cells: number): void {
    this.#depth -= 1;
    this.#stack -= cells;
  }

  /** `name=value` of -v and of operands. False: not of that form. */
  assign(word: ByteString): boolean {
    const found = ASSIGNMENT.exec(word);
    if (!found) return false;
    const name = found[1] ?? '';
    if (this.#kinds.get(name) === 'array')
      throw new RunTrouble(`cannot command line assign to ${name}\n\ttype clash or keyword`, '', 'plain');
    this.cell(name).value = new Input(expandEscapes(found[2] ?? ''));
    return true;
  }

  /** Goes to the next input file. False: there is none. */
  *#openNext(): Sys<boolean> {
    const argv = this.#global('ARGV');
    for (; this.#argument < toNumber(this.cell('ARGC').value); this.#argument += 1) {
      if (!argv.has(this.#argument, '%.6g')) continue;
      const word = this.text(argv.at(this.#argument, '%.6g').value);
      if (word === '' || this.assign(word)) continue;
      this.#argument += 1;
      yield* this.#open(word);
      return true;
    }
    if (this.#opened) return false;
    yield* this.#open('-');
    return true;
  }

  *#open(name: ByteString): Sys<void> {
    this.#opened = true;
    if (name === '-' || name === '/dev/stdin') this.#main = this.streams.stdin;
    else {
      const fd = yield* sys.open(name, O_RDONLY);
      if (isErr(fd)) throw new RunTrouble(`cannot open ${name} (${fd.text})`, '', 'plain');
      yield* sys.cloexec(fd, true);
      this.#main = new RecordReader(fd);
    }
    this.cell('FILENAME').value = name;
    this.fnr.value = 0;
  }

  *nextFile(): Sys<void> {
    if (this.#main && this.#main.fd > 2) yield* sys.close(this.#main.fd);
    this.#main = undefined;
  }

  /** The next record of the main input, counted; undefined at the end. */
  *mainRecord(): Sys<ByteString | undefined> {
    while (!this.#mainEnded) {
      if (!this.#main && !(yield* this.#openNext())) break;
      const record = yield* (this.#main as unknown as RecordReader).next(this.recordSeparator());
      if (record !== undefined) {
        this.nr.value = toNumber(this.nr.value) + 1;
        this.fnr.value = toNumber(this.fnr.value) + 1;
        return record;
      }
      yield* this.nextFile();
    }
    this.#mainEnded = true;
    return undefined;
  }
}

class SeparatorCell implements Cell {
  #value: Value;
  readonly #check: (value: Value) => void;
  constructor(value: Value, check: (value: Value) => void) {
    this.#value = value;
    this.#check = check;
  }
  get value(): Value {
    return this.#value;
  }
  set value(to: Value) {
    this.#check(to);
    this.#value = to;
  }
}
