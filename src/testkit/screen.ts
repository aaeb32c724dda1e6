// A small terminal screen: just enough of xterm to place what shells, readline and full-screen programs write (no attributes).
// The rules are those of the recorder (shared truth/shell, record.py), its gaps included: recorded and simulated bytes go through the
// same screen. `full` adds what full-screen programs need: the second screen, scrolling backwards, rows by number.

export class Screen {
  readonly rows: number;
  readonly cols: number;
  readonly #full: boolean;
  #lines: string[][];
  #saved: { lines: string[][]; row: number; column: number } | undefined;
  row = 0;
  column = 0;
  bells = 0;
  /** The cursor waits behind the last column: the next character goes to the next row. */
  #wrap = false;

  constructor(rows = 24, cols = 80, full = false) {
    this.#full = full;
    this.rows = rows;
    this.cols = cols;
    this.#lines = this.#blank();
  }

  #blank(): string[][] {
    return Array.from({ length: this.rows }, () => this.#blankRow());
  }

  #blankRow(): string[] {
    return new Array<string>(this.cols).fill(' ');
  }

  #line(row = this.row): string[] {
    return this.#lines[row] ?? this.#blankRow();
  }

  #newline(): void {
    if (this.row < this.rows - 1) {
      this.row += 1;
      return;
    }
    this.#lines.shift();
    this.#lines.push(this.#blankRow());
  }

  /** ESC M: up, scrolling down at the top. */
  #reverseNewline(): void {
    if (this.row > 0) {
      this.row -= 1;
      return;
    }
    this.#lines.pop();
    this.#lines.unshift(this.#blankRow());
  }

  feed(text: string): this {
    const sequence = this.#full
      ? /\x1b(?:\[([?]?[0-9;]*)([A-Za-z@`])|([M78=>c])|[()].|\][^\x07]*\x07)/y
      : /\x1b(?:\[([?]?[0-9;]*)([A-Za-z@`])|([78=>])|[()].)/y;
    for (let i = 0; i < text.length;) {
      sequence.lastIndex = i;
      const match = text[i] === '\x1b' ? sequence.exec(text) : null;
      if (match) {
        if (match[2] !== undefined) this.#control(match[1] ?? '', match[2]);
        else if (match[3] === 'M') this.#reverseNewline();
        i += match[0].length;
        continue;
      }
      const char = String.fromCodePoint(text.codePointAt(i) ?? 0);
      this.#character(char);
      i += char.length;
    }
    return this;
  }

  #character(char: string): void {
    if (char === '\r') this.#moveTo(this.row, 0);
    else if (char === '\n') this.#newline();
    else if (char === '\b') this.#moveTo(this.row, Math.max(0, this.column - 1));
    else if (char === '\t') this.column = Math.min(this.cols - 1, Math.floor(this.column / 8) * 8 + 8);
    else if (char === '\x07') this.bells += 1;
    else if (char >= ' ' && char !== '\x7f') this.#print(char);
  }

  #print(char: string): void {
    if (this.#wrap) {
      this.column = 0;
      this.#wrap = false;
      this.#newline();
    }
    this.#line()[this.column] = char;
    if (this.column === this.cols - 1) this.#wrap = true;
    else this.column += 1;
  }

  #moveTo(row: number, column: number): void {
    this.row = Math.max(0, Math.min(this.rows - 1, row));
    this.column = Math.max(0, Math.min(this.cols - 1, column));
    this.#wrap = false;
  }

  #control(parameters: string, final: string): void {
    if (parameters.startsWith('?')) {
      if (this.#full && parameters === '?1049') this.#alternate(final === 'h');
      return;
    }
    const numbers = parameters === '' ? [] : parameters.split(';').map((text) => (text === '' ? 0 : Number(text)));
    const first = numbers[0] ?? 0;
    const n = Math.max(1, first);
    const line = this.#line();
    switch (final) {
      case 'K':
        line.fill(' ', first === 0 ? this.column : 0, first === 1 ? this.column + 1 : this.cols);
        break;
      case 'J':
        if (first === 0) {
          line.fill(' ', this.column);
          for (let row = this.row + 1; row < this.rows; row += 1) this.#lines[row] = this.#blankRow();
        } else if (first >= 2) this.#lines = this.#blank();
        break;
      case 'H':
        this.#moveTo(n - 1, Math.max(1, numbers[1] ?? 1) - 1);
        break;
      case 'A':
        this.#moveTo(this.row - n, this.column);
        break;
      case 'B':
        this.#moveTo(this.row + n, this.column);
        break;
      case 'C':
        this.#moveTo(this.row, this.column + n);
        break;
      case 'D':
        this.#moveTo(this.row, this.column - n);
        break;
      case 'G':
      case '`':
        this.#moveTo(this.row, n - 1);
        break;
      case 'd':
        if (this.#full) this.#moveTo(n - 1, this.column);
        break;
      case 'P':
        line.splice(this.column, n);
        line.push(...new Array<string>(this.cols - line.length).fill(' '));
        break;
      case '@':
        line.splice(this.column, 0, ...new Array<string>(Math.min(n, this.cols)).fill(' '));
        line.length = this.cols;
        break;
      case 'X':
        line.fill(' ', this.column, Math.min(this.cols, this.column + n));
        break;
      default:
        break;
    }
    this.#wrap = false;
  }

  /** The second screen of full-screen programs: the first one comes back as it was. */
  #alternate(on: boolean): void {
    if (on) {
      this.#saved ??= { lines: this.#lines, row: this.row, column: this.column };
      this.#lines = this.#blank();
    } else if (this.#saved) {
      this.#lines = this.#saved.lines;
      this.row = this.#saved.row;
      this.column = this.#saved.column;
      this.#saved = undefined;
    }
  }

  /** Rows without trailing blanks, empty rows at the end dropped. */
  text(): string[] {
    const rows = this.#lines.map((line) => line.join('').trimEnd());
    while (rows.length > 0 && rows.at(-1) === '') rows.pop();
    return rows;
  }
}
