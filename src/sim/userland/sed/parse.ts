// sed scripts → commands, with GNU sed's messages.
import type { ByteString } from '../../kernel/abi/index.ts';
import { compileRegex } from '../../posix/index.ts';
import { ScriptCursor, ScriptError } from './cursor.ts';
import type { Action, Address, Command, Pattern } from './script.ts';
import { expressionText, plainText, replacementPieces } from './text.ts';

export class ScriptParser extends ScriptCursor {
  readonly #commands: Command[] = [];
  readonly #blocks: { index: number; at: number }[] = [];

  parse(): Command[] {
    for (;;) {
      while (this.at < this.text.length && /[\s;]/.test(this.peek)) this.at += 1;
      if (this.at >= this.text.length) break;
      this.#command();
    }
    const open = this.#blocks.at(-1);
    if (open) throw new ScriptError(`-e expression #1, char 0: unmatched \`{'`);
    this.#resolve();
    return this.#commands;
  }

  #regex(source: ByteString, flags: { icase: boolean; multiline: boolean }): Pattern {
    if (source === '') {
      if (flags.icase || flags.multiline) this.fail('cannot specify modifiers on empty regexp');
      return undefined;
    }
    if (/^\[:[a-z]+:\]$/.test(source)) throw new ScriptError('character class syntax is [[:space:]], not [:space:]');
    const compiled = compileRegex(expressionText(source, this.options.extended), {
      extended: this.options.extended,
      icase: flags.icase,
      newline: flags.multiline,
      utf8: this.options.utf8,
      dialect: 'sed',
    });
    if (!compiled.ok) this.fail(compiled.error);
    return compiled.regex;
  }

  #address(second: boolean): Address | undefined {
    const char = this.peek;
    if (char === '$') {
      this.at += 1;
      return { kind: 'last' };
    }
    if (char === '/' || char === '\\') {
      this.at += 1;
      const delimiter = char === '/' ? '/' : this.peek;
      if (char === '\\') this.at += 1;
      const source = this.delimited(delimiter, true);
      if (source === undefined) this.fail('unterminated address regex');
      let icase = false;
      let multiline = false;
      for (;;) {
        if (this.peek === 'I') icase = true;
        else if (this.peek === 'M') multiline = true;
        else break;
        this.at += 1;
      }
      return { kind: 'regex', regex: this.#regex(source, { icase, multiline }) };
    }
    if (second && (char === '+' || char === '~')) {
      this.at += 1;
      const value = this.number() ?? 0;
      return char === '+' ? { kind: 'plus', count: value } : { kind: 'multiple', of: value };
    }
    if (char === '+' || char === '~') {
      this.at += 1;
      this.number();
      this.fail('invalid usage of +N or ~N as first address');
    }
    const first = this.number();
    if (first === undefined) return undefined;
    this.blanks();
    if (this.peek !== '~') return { kind: 'line', line: first };
    this.at += 1;
    this.blanks();
    const step = this.number() ?? 0;
    return step > 0 ? { kind: 'step', first, step } : { kind: 'line', line: first };
  }

  #command(): void {
    let first = this.#address(false);
    let second: Address | undefined;
    if (first) {
      this.spaces();
      if (this.peek === ',') {
        this.at += 1;
        this.spaces();
        second = this.#address(true);
        if (!second) {
          this.at += 1;
          this.fail("unexpected `,'");
        }
      }
      if (first.kind === 'step' && first.first === 0 && first.step === 0) first = { kind: 'line', line: 0 };
    }
    this.spaces();
    let not = false;
    if (this.peek === '!') {
      not = true;
      this.at += 1;
      this.spaces();
      if (this.peek === '!') {
        this.at += 1;
        this.fail("multiple `!'s");
      }
    }
    if (this.at >= this.text.length) this.fail('missing command');
    const name = this.peek;
    this.at += 1;
    if (first?.kind === 'line' && first.line === 0 && (second?.kind !== 'regex' || this.options.posix))
      this.fail('invalid usage of line address 0');
    if (name === '#') {
      if (first) this.fail("comments don't accept any addresses");
      const end = this.text.indexOf('\n', this.at);
      this.at = end < 0 ? this.text.length : end;
      return;
    }
    const action = this.#action(name, first, second);
    this.#commands.push({ first, second, not, action });
  }

  /** Only blanks, `;`, `}`, `#` or a newline may follow. */
  #end(): void {
    this.blanks();
    const char = this.peek;
    if (char === '' || char === '}' || char === '#') return;
    this.at += 1;
    if (char === '\n' || char === ';') return;
    this.fail('extra characters after command');
  }

  #action(name: string, first: Address | undefined, second: Address | undefined): Action {
    switch (name) {
      case '{':
        this.#blocks.push({ index: this.#commands.length, at: this.at });
        return { kind: 'block', end: 0 };
      case '}': {
        const block = this.#blocks.pop();
        if (!block) this.fail("unexpected `}'");
        if (first) this.fail("} doesn't want any addresses");
        const opening = this.#commands[block.index]?.action;
        if (opening?.kind === 'block') opening.end = this.#commands.length;
        this.#end();
        return { kind: 'end' };
      }
      case ':': {
        if (first) this.fail(": doesn't want any addresses");
        this.blanks();
        const label = /^[^\s;]*/.exec(this.text.slice(this.at))?.[0] ?? '';
        if (label === '') this.fail('":" lacks a label');
        this.at += label.length;
        return { kind: 'label', label };
      }
      case 'b':
      case 't':
      case 'T': {
        this.blanks();
        const label = /^[^\s;]*/.exec(this.text.slice(this.at))?.[0] ?? '';
        // a closing brace right after a bare jump ends it
        const used = label === '}' ? '' : label;
        this.at += used.length;
        return { kind: 'jump', name, label: used, target: -1 };
      }
      case 'a':
      case 'i':
      case 'c':
        return this.#textAction(name);
      case '=':
      case 'd':
      case 'D':
      case 'F':
      case 'g':
      case 'G':
      case 'h':
      case 'H':
      case 'n':
      case 'N':
      case 'p':
      case 'P':
      case 'x':
      case 'z':
        this.#end();
        return { kind: 'simple', name };
      case 'q':
      case 'Q':
      case 'l':
      case 'L': {
        if ((name === 'q' || name === 'Q') && second) this.fail('command only uses one address');
        this.blanks();
        const value = this.number();
        this.#end();
        return { kind: 'number', name, value };
      }
      case 'e': {
        this.blanks();
        return { kind: 'execute', command: this.restOfLine() };
      }
      case 'r':
      case 'R':
      case 'w':
      case 'W': {
        this.blanks();
        const file = this.restOfLine();
        if (file === '') this.fail('missing filename in r/R/w/W commands');
        return { kind: 'file', name, file };
      }
      case 'v':
        this.restOfLine();
        return { kind: 'simple', name: 'v' };
      case 's':
        return this.#substitute();
      case 'y':
        return this.#transliterate();
      default:
        if (name === '\n' || name === ';') this.fail('missing command');
        return this.fail(`unknown command: \`${name}'`);
    }
  }

  #textAction(name: 'a' | 'i' | 'c'): Action {
    this.blanks();
    if (this.at >= this.text.length) this.fail("expected \\ after `a', `c' or `i'");
    let keepBlanks = false;
    if (this.peek === '\\') {
      this.at += 1;
      const start = this.at;
      this.blanks();
      this.at = this.text[this.at] === '\n' ? this.at + 1 : start;
      keepBlanks = true;
    }
    if (!keepBlanks) this.blanks();
    let raw = '';
    for (;;) {
      const char = this.text[this.at];
      if (char === undefined) break;
      this.at += 1;
      if (char === '\n') break;
      raw += char;
      if (char === '\\' && this.at < this.text.length) {
        raw += this.peek;
        this.at += 1;
      }
    }
    return { kind: 'text', name, text: raw === '' && this.text[this.at - 1] !== '\n' ? '' : `${plainText(raw)}\n` };
  }

  #substitute(): Action {
    const delimiter = this.peek;
    this.at += 1;
    if (delimiter === '' || delimiter === '\\') this.fail("unterminated `s' command");
    const source = this.delimited(delimiter, true);
    if (source === undefined) this.fail("unterminated `s' command");
    const replacement = this.delimited(delimiter, false);
    if (replacement === undefined) this.fail("unterminated `s' command");
    const flags = { global: false, number: 0, print: 0, evaluate: false, icase: false, multiline: false };
    let file: ByteString | undefined;
    for (;;) {
      const char = this.peek;
      if (char === 'g') {
        this.at += 1;
        if (flags.global) this.fail("multiple `g' options to `s' command");
        flags.global = true;
      } else if (char === 'p') {
        this.at += 1;
        if (flags.print > 0) this.fail("multiple `p' options to `s' command");
        flags.print = flags.evaluate ? 2 : 1;
      } else if (char === 'i' || char === 'I') {
        this.at += 1;
        flags.icase = true;
      } else if (char === 'm' || char === 'M') {
        this.at += 1;
        flags.multiline = true;
      } else if (char === 'e') {
        this.at += 1;
        flags.evaluate = true;
      } else if (char >= '0' && char <= '9') {
        const number = this.number() ?? 0;
        if (flags.number > 0) this.fail("multiple number options to `s' command");
        if (number === 0) this.fail("number option to `s' command may not be zero");
        flags.number = number;
      } else if (char === 'w') {
        this.at += 1;
        this.blanks();
        file = this.restOfLine();
        if (file === '') this.fail('missing filename in r/R/w/W commands');
        break;
      } else if (char === '' || char === '\n' || char === ';' || char === '}' || char === '#') {
        if (char === '\n' || char === ';') this.at += 1;
        break;
      } else if (char === ' ' || char === '\t' || char === '\r') {
        this.at += 1;
      } else {
        this.at += 1;
        this.fail("unknown option to `s'");
      }
    }
    const regex = this.#regex(source, flags);
    const pieces = replacementPieces(replacement);
    const highest = Math.max(0, ...pieces.map((piece) => piece.group));
    if (regex && highest > regex.groups) this.fail(`invalid reference \\${highest} on \`s' command's RHS`);
    return {
      kind: 'substitute',
      s: {
        regex,
        replacement: pieces,
        global: flags.global,
        number: flags.number,
        print: flags.print,
        evaluate: flags.evaluate,
        file,
      },
    };
  }

  #transliterate(): Action {
    const delimiter = this.peek;
    this.at += 1;
    const from = delimiter === '' ? undefined : this.delimited(delimiter, false);
    const to = from === undefined ? undefined : this.delimited(delimiter, false);
    if (from === undefined || to === undefined) this.fail("unterminated `y' command");
    const units = (text: ByteString): string[] => {
      const out: string[] = [];
      for (let i = 0; i < text.length; i += 1) {
        if (text[i] === '\\' && i + 1 < text.length) {
          i += 1;
          const next = text[i] ?? '';
          if (next === '\\') out.push('\\');
          else if (next === '&') out.push('&');
          else {
            const piece = replacementPieces(`\\${next}`)[0];
            if (piece && piece.group < 0 && !/[lLuUE]/.test(next) && piece.text !== next) out.push(piece.text);
            else out.push('\\', next);
          }
        } else out.push(text[i] ?? '');
      }
      return out;
    };
    const a = units(from);
    const b = units(to);
    if (a.length !== b.length) this.fail("strings for `y' command are different lengths");
    this.#end();
    return { kind: 'transliterate', map: new Map(a.map((char, i) => [char, b[i] ?? ''] as const).reverse()) };
  }

  #resolve(): void {
    const labels = new Map<ByteString, number>();
    for (const [i, { action }] of this.#commands.entries()) if (action.kind === 'label') labels.set(action.label, i);
    for (const { action } of this.#commands) {
      if (action.kind !== 'jump') continue;
      const target = action.label === '' ? this.#commands.length : labels.get(action.label);
      if (target === undefined) throw new ScriptError(`can't find label for jump to \`${action.label}'`, 4);
      action.target = target;
    }
  }
}
