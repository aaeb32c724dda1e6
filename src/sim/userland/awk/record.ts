// The current record: $0, its fields and NF. Fields are cut when first needed, with the FS of the time the record was read.
import type { ByteString } from '../../kernel/abi/index.ts';
import { splitText, type Separator } from './separator.ts';
import { RunTrouble } from './trouble.ts';
import { Input, MAX_INT, toInt, toNumber, toText, type Cell, type Value } from './values.ts';

/** What the record asks of the program around it. */
export interface RecordSettings {
  separator(): Separator;
  readonly outputSeparator: ByteString;
  readonly convfmt: ByteString;
}

/** More fields than this in one record would fill the memory. */
const MAX_FIELDS = 1_000_000;

export class AwkRecord {
  readonly #settings: RecordSettings;
  #whole: Value = '';
  #separator: Separator | undefined;
  /** Undefined: not cut yet. */
  #fields: Value[] | undefined = [];
  /** NF as a variable. */
  readonly count: Cell;

  constructor(settings: RecordSettings) {
    this.#settings = settings;
    this.count = new CountCell(this);
  }

  get text(): ByteString {
    return toText(this.#whole, this.#settings.convfmt);
  }

  get whole(): Value {
    return this.#whole;
  }

  set whole(value: Value) {
    this.#whole = value;
    this.#fields = undefined;
    this.#separator = this.#settings.separator();
  }

  read(text: ByteString): void {
    this.whole = new Input(text);
  }

  #cut(): Value[] {
    this.#fields ??= splitText(this.text, this.#separator ?? this.#settings.separator()).map(
      (field) => new Input(field),
    );
    return this.#fields;
  }

  get size(): number {
    return this.#cut().length;
  }

  resize(count: number): void {
    const to = toInt(count);
    if (to < 0) throw new RunTrouble('negative value assigned to NF');
    this.#grow(to);
    this.#cut().length = to;
    this.#join();
  }

  #grow(to: number): void {
    if (to > MAX_FIELDS)
      throw new RunTrouble(`program limit exceeded: maximum number of fields size=${MAX_FIELDS}`, '', 'limit');
    const fields = this.#cut();
    while (fields.length < to) fields.push('');
  }

  #join(): void {
    const { convfmt, outputSeparator } = this.#settings;
    this.#whole = new Input(
      this.#cut()
        .map((field) => toText(field, convfmt))
        .join(outputSeparator),
    );
  }

  get(index: number): Value {
    if (index === 0) return this.#whole;
    const fields = this.#cut();
    // a field that is not there is empty text, not an unset value
    return index <= fields.length ? fields[index - 1] : '';
  }

  set(index: number, value: Value): void {
    if (index === 0) {
      this.whole = value;
      return;
    }
    this.#grow(index);
    this.#cut()[index - 1] = value;
    this.#join();
  }

  /** The place that `$value` names. */
  cell(value: Value): Cell {
    return new FieldCell(this, this.index(value));
  }

  index(value: Value): number {
    const index = toInt(toNumber(value));
    if (index < 0) throw new RunTrouble(`negative field index $${index}`);
    return Math.min(index, MAX_INT);
  }
}

class CountCell implements Cell {
  readonly #record: AwkRecord;
  constructor(record: AwkRecord) {
    this.#record = record;
  }
  get value(): Value {
    return this.#record.size;
  }
  set value(to: Value) {
    this.#record.resize(toNumber(to));
  }
}

class FieldCell implements Cell {
  readonly #record: AwkRecord;
  readonly #index: number;
  constructor(record: AwkRecord, index: number) {
    this.#record = record;
    this.#index = index;
  }
  get value(): Value {
    return this.#record.get(this.#index);
  }
  set value(to: Value) {
    this.#record.set(this.#index, to);
  }
}
