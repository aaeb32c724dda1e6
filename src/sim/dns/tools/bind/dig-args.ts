// dig's command line: names, types, classes and options in any order; what stands before the first name is for all (parse_args of dig.c).
import { parseIPv4, parseIPv6 } from '../../address/index.ts';
import type { Net } from '../../net/index.ts';
import { addServers } from './addresses.ts';
import { digHelp, digUsage } from './dig-help.ts';
import { plusOption } from './dig-plus.ts';
import { parseNumber } from './numbers.ts';
import type { DigState } from './dig-state.ts';
import { cloneLookup, type Lookup } from './lookup.ts';
import { reverseOf } from './name.ts';
import { BIND_VERSION, Exit, type Session } from './session.ts';
import { classFromText, TYPE_ANY, TYPE_AXFR, TYPE_IXFR, TYPE_NS, TYPE_PTR, typeFromText } from './types.ts';

/** Letters without a value, and those that may stand behind a dash at all. */
const SINGLE = '46dhimnruv';
// Fidelity: -k and -y (TSIG) are not here.
const LETTERS = '46bcdfhimnpqrtuvx';

function invalid(s: Session, option: string): never {
  s.print(`Invalid option: -${option}\n`, 2);
  return digUsage(s);
}

export interface Preparsed {
  readonly only: '4' | '6' | undefined;
  /** -f: where more lines of words come from. */
  readonly batch: string | undefined;
}

/** preparse_args: -4 and -6 count before everything else, and a letter that is not one ends the program. */
export function preparse(s: Session, words: readonly string[]): Preparsed {
  let only: Preparsed['only'];
  let batch: string | undefined;
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? '';
    if (!word.startsWith('-')) continue;
    let option = word.slice(1);
    for (; option !== '' && SINGLE.includes(option[0] ?? ''); option = option.slice(1)) {
      const letter = option[0];
      if (letter !== '4' && letter !== '6') continue;
      if (only !== undefined && only !== letter) s.fatal('only one of -4 and -6 allowed');
      only = letter;
    }
    if (option === '') continue;
    if (!LETTERS.includes(option[0] ?? '')) invalid(s, option);
    if (option.length === 1) {
      i += 1;
      if (i >= words.length) invalid(s, option);
    }
    if (option.startsWith('f')) batch = option.length > 1 ? option.slice(1) : words[i];
  }
  return { only, batch };
}

/** Whose words: the command line's, the command line's before those of a file, or a line of that file. */
export type Source = 'command' | 'command before batch' | 'batch';

/** One reading of the words. */
class Arguments {
  private readonly s: Session;
  private readonly state: DigState;
  private readonly words: readonly string[];
  private readonly source: Source;
  private l: Lookup;
  /** The next name gets a lookup of its own; the first of a batch line has it already. */
  private needsClone: boolean;
  private typesOpen = true;
  private first = true;

  constructor(s: Session, state: DigState, words: readonly string[], source: Source) {
    this.s = s;
    this.state = state;
    this.words = words;
    this.source = source;
    this.needsClone = source !== 'batch';
    this.l = source === 'batch' ? cloneLookup(state.defaults, true) : state.defaults;
  }

  *read(): Net<undefined> {
    const { s, words } = this;
    for (let i = 0; i < words.length; i += 1) {
      const word = words[i] ?? '';
      if (word.startsWith('%')) break;
      if (word.startsWith('@')) {
        if (!(yield* this.server(word.slice(1)))) return undefined;
      } else if (word.startsWith('+')) plusOption(s, this.state, this.l, word.slice(1), this.source === 'batch');
      else if (word.startsWith('-')) i += this.dash(word.slice(1), words[i + 1]) ? 1 : 0;
      else if (!this.typesOpen || !this.typeOrClass(word)) this.name(word);
    }
    if (s.lookups.length > 0 || this.source === 'command before batch') return undefined;
    this.name('.');
    this.l.type = TYPE_NS;
    this.l.typeSet = true;
    return undefined;
  }

  /** False: the rest of this line counts for nothing. */
  private *server(name: string): Net<boolean> {
    const { s, l } = this;
    const got = yield* addServers(s, l, name);
    if (typeof got === 'number') {
      this.state.addressCount = got;
      return true;
    }
    const words = `couldn't get address for '${name}': ${got}`;
    if (this.source !== 'batch') return s.fatal(words);
    s.print(`${words}: skipping lookup\n`, 2);
    s.lookups = s.lookups.filter((each) => each !== l);
    return false;
  }

  private name(text: string): void {
    this.begin();
    this.l.text = text;
    this.queue();
  }

  private begin(): void {
    if (this.needsClone) this.l = cloneLookup(this.state.defaults, true);
    this.needsClone = true;
  }

  private queue(): void {
    const { s, l } = this;
    l.traceRoot = l.trace || l.nsSearch;
    l.newSearch = true;
    if (this.first) this.greet();
    this.first = false;
    s.lookups.push(l);
  }

  /** printgreeting: the lines that repeat the command. */
  private greet(): void {
    const { state, l } = this;
    if (!state.printCommand) return;
    const { addressCount: count } = state;
    const found = count === 0 ? '' : `; (${count} server${count > 1 ? 's' : ''} found)\n`;
    const options = `;; global options:${state.shortForm ? ' +short' : ''} +cmd\n`;
    const command = `; <<>> DiG ${BIND_VERSION} <<>>${this.words.map((word) => ` ${word}`).join('')}\n`;
    l.cmdline = state.greeted ? command : `\n${command}${found}${options}`;
    state.greeted = true;
  }

  private setType(type: number, dashed: boolean): void {
    const { s, state, l } = this;
    if (l.typeSet) s.print(';; Warning, extra type option\n', 2);
    l.type = type;
    l.typeSet = true;
    if (type === TYPE_AXFR || type === TYPE_IXFR) {
      l.question = state.plusQuestion;
      l.comments = state.plusComments;
    }
    const stream = type === TYPE_ANY || type === TYPE_IXFR;
    if (stream && !l.tcpSet) l.tcp = true;
    if (dashed) this.typesOpen = false;
  }

  /** `ixfr=serial` */
  private transferSince(word: string, dashed: boolean): boolean {
    if (!/^ixfr=/i.test(word)) return false;
    this.setType(TYPE_IXFR, dashed);
    const serial = parseNumber(this.s, word.slice(5), 0xffff_ffff, 'serial number');
    if (serial === undefined) return this.s.fatal("Couldn't parse serial number");
    this.l.ixfrSerial = serial;
    return true;
  }

  private typeOrClass(word: string): boolean {
    const { s, l } = this;
    if (this.transferSince(word, false)) return true;
    const type = typeFromText(word);
    if (type === TYPE_IXFR) s.print(';; Warning, ixfr requires a serial number\n', 2);
    else if (type !== undefined) this.setType(type, false);
    if (type !== undefined) return true;
    const klass = classFromText(word);
    if (klass === undefined) return false;
    if (l.classSet) s.print(';; Warning, extra class option\n', 2);
    l.klass = klass;
    l.classSet = true;
    return true;
  }

  /** True: the next word was the value. */
  private dash(given: string, next: string | undefined): boolean {
    const { s } = this;
    let option = given;
    while (option !== '' && SINGLE.includes(option[0] ?? '')) {
      if (option.startsWith('d') && option.length > 1 && !LETTERS.includes(option[1] ?? '')) {
        // -debug and its beginnings; anything else is no word of dig's.
        if ('debug'.startsWith(option)) return false;
        invalid(s, option);
      }
      this.single(option[0] ?? '');
      option = option.slice(1);
      if (option === '') return false;
    }
    const value = option.length > 1 ? option.slice(1) : next;
    if (value === undefined || option === '') return invalid(s, option);
    this.lettered(option[0] ?? '', value, option);
    return option.length === 1;
  }

  private single(letter: string): void {
    const { s } = this;
    if (letter === 'u') this.l.microseconds = true;
    if (letter === 'h') s.print(digHelp());
    if (letter === 'v') s.print(`DiG ${BIND_VERSION}\n`, 2);
    if (letter === 'h' || letter === 'v') throw new Exit(0);
  }

  private lettered(letter: string, value: string, option: string): void {
    switch (letter) {
      case 'b':
        return this.from(value);
      case 'c':
        return this.klass(value);
      case 'f':
        return undefined;
      case 'p': {
        const port = parseNumber(this.s, value, 0xffff, 'port number');
        if (port === undefined) return this.s.fatal("Couldn't parse port number");
        this.s.port = port;
        return undefined;
      }
      case 'q':
        return this.name(value);
      case 't':
        return this.type(value);
      case 'x':
        return this.reverse(value);
      default:
        return invalid(this.s, option);
    }
  }

  private from(value: string): void {
    const { s } = this;
    const [address = '', port] = value.split('#');
    if (port !== undefined && parseNumber(s, port, 0xffff, 'port number') === undefined)
      s.fatal("Couldn't parse port number");
    if (s.v6 && parseIPv6(address)) s.v4 = false;
    else if (s.v4 && parseIPv4(address)) s.v6 = false;
    else s.fatal(`invalid address ${value}`);
    s.source = address;
  }

  private klass(value: string): void {
    const { s, l } = this;
    if (l.classSet) s.print(';; Warning, extra class option\n', 2);
    this.typesOpen = false;
    const klass = classFromText(value);
    if (klass === undefined) return s.print(`;; Warning, ignoring invalid class ${value}\n`, 2);
    l.klass = klass;
    l.classSet = true;
    return undefined;
  }

  private type(value: string): void {
    this.typesOpen = false;
    if (this.transferSince(value, true)) return undefined;
    const type = typeFromText(value);
    if (type === undefined || type === TYPE_IXFR)
      return this.s.print(`;; Warning, ignoring invalid type ${value}\n`, 2);
    return this.setType(type, true);
  }

  private reverse(value: string): void {
    this.begin();
    const { l } = this;
    l.text = reverseOf(value, false) ?? value;
    if (!l.typeSet) l.type = TYPE_PTR;
    if (!l.classSet) l.klass = 1;
    this.queue();
  }
}

export const readArguments = (s: Session, state: DigState, words: readonly string[], source: Source): Net<undefined> =>
  new Arguments(s, state, words, source).read();
