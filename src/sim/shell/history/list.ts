// The history list of an interactive shell: numbered lines, oldest first, with HISTCONTROL and HISTSIZE.
import type { ByteString } from '../../kernel/abi/index.ts';

export class History {
  private lines: ByteString[] = [];
  /** Lines that were edited in place and not entered (readline keeps their changes). */
  private readonly edited = new Set<ByteString>();
  /** Number of the first line still kept. */
  private base = 1;
  private limit = 500;

  clone(): History {
    const copy = new History();
    copy.lines = this.lines.slice();
    copy.base = this.base;
    copy.limit = this.limit;
    return copy;
  }

  configure(size: ByteString | undefined): void {
    const limit = size === undefined || size === '' ? 500 : Number(size);
    this.limit = Number.isInteger(limit) && limit >= 0 ? limit : limit < 0 ? Number.MAX_SAFE_INTEGER : 500;
    const extra = this.lines.length - this.limit;
    if (extra <= 0) return;
    this.lines.splice(0, extra);
    // readline's stifle_history starts counting at the number of lines it dropped.
    this.base = extra;
  }

  private trim(): void {
    const extra = this.lines.length - this.limit;
    if (extra <= 0) return;
    this.lines.splice(0, extra);
    this.base += extra;
  }

  get entries(): readonly ByteString[] {
    return this.lines;
  }
  get first(): number {
    return this.base;
  }
  /** Number the next line will get. */
  get next(): number {
    return this.base + this.lines.length;
  }
  at(number: number): ByteString | undefined {
    return this.lines[number - this.base];
  }

  push(line: ByteString): void {
    this.lines.push(line);
    this.trim();
  }

  /** Adds what was typed, as HISTCONTROL and HISTIGNORE allow; false when it was left out. */
  add(line: ByteString, control: ByteString, ignore: (line: ByteString) => boolean): boolean {
    if (line === '') return false;
    const rules = new Set(
      control.split(':').flatMap((rule) => (rule === 'ignoreboth' ? ['ignorespace', 'ignoredups'] : [rule])),
    );
    if (rules.has('ignorespace') && /^[ \t]/.test(line)) return false;
    if (rules.has('ignoredups') && this.lines[this.lines.length - 1] === line) return false;
    if (ignore(line)) return false;
    if (rules.has('erasedups')) this.lines = this.lines.filter((other) => other !== line);
    this.push(line);
    return true;
  }

  /** The last line grows by a continuation line. */
  replaceLast(line: ByteString): void {
    if (this.lines.length > 0) this.lines[this.lines.length - 1] = line;
  }
  replace(index: number, line: ByteString, edited = false): void {
    if (index < 0 || index >= this.lines.length) return;
    this.edited.delete(this.lines[index] ?? '');
    this.lines[index] = line;
    if (edited) this.edited.add(line);
  }
  isEdited(line: ByteString): boolean {
    return this.edited.has(line);
  }
  remove(number: number): boolean {
    const index = number - this.base;
    if (index < 0 || index >= this.lines.length) return false;
    this.lines.splice(index, 1);
    return true;
  }
  pop(): void {
    this.lines.pop();
  }
  clear(): void {
    this.lines = [];
    this.base = 1;
  }
}
