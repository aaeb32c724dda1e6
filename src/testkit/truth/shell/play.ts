// Plays one case with the recorder's waiting rules, in virtual time.
import { utf8 } from '../../../sim/kernel/abi/index.ts';
import { Screen } from '../../screen.ts';
import { Box } from './box.ts';
import {
  decoded,
  keyBytes,
  masked,
  type ScriptExpectation,
  type ShellCase,
  type TerminalExpectation,
} from './format.ts';

/** Background children that outlive a script may still write for this long. */
const AFTER_EXIT_MS = 1500;
/** The recorder keeps this much of each stream. */
const MAX_OUT = 200_000;
const ENDS_LINE = new Set(['<Enter>', '<C-j>', '<C-o>', '<C-c>', '<C-z>', '<C-\\>', '<C-d>']);

export function playScript(item: ShellCase): ScriptExpectation {
  const box = new Box(item, false);
  const limit = (item.limit ?? 10) * 1000;
  for (let waited = 0; !box.ended && waited < limit; waited += 20) box.advance(20);
  for (let waited = 0; box.ended && box.others > 0 && waited < AFTER_EXIT_MS; waited += 20) box.advance(20);
  box.stopAtCrash();
  return {
    stdout: masked(item, decoded(box.out.slice(0, MAX_OUT))),
    stderr: masked(item, decoded(box.err.slice(0, MAX_OUT))),
    exit: box.exit,
  };
}

class Terminal {
  readonly outputs: string[] = [];
  readonly statusList: (number | null)[] = [];
  readonly box: Box;
  private readonly item: ShellCase;

  constructor(item: ShellCase) {
    this.item = item;
    this.box = new Box(item, true);
  }

  /** Until nothing more appears for this long. */
  private quiet(ms: number): void {
    for (let shown = -1; shown !== this.box.shown;) {
      shown = this.box.shown;
      this.box.advance(ms);
    }
  }

  private atPrompt(from: number): boolean {
    return this.box.text(from).endsWith('$ ');
  }

  open(): void {
    for (let waited = 0; waited < 5000 && (this.box.statuses().length === 0 || !this.atPrompt(0)); waited += 20)
      this.box.advance(20);
    this.quiet(30);
  }

  key(key: string): void {
    const { box, item } = this;
    if (box.ended) return;
    const pause = /^<wait-([0-9]+)>$/.exec(key);
    if (pause) {
      box.advance(Number(pause[1]));
      return;
    }
    const data = utf8(keyBytes(key));
    if (!ENDS_LINE.has(key)) {
      if (data.startsWith('\x1b')) box.send(data);
      else {
        for (const byte of data) {
          box.send(byte);
          box.advance(4);
        }
      }
      this.quiet(50);
      return;
    }
    const before = box.statuses().length;
    const mark = box.shown;
    box.send(data);
    let silent = 0;
    for (let waited = 0; waited < (item.limit ?? 10) * 1000; waited += 30) {
      const shown = box.shown;
      box.advance(30);
      const got = box.shown !== shown;
      if (box.ended) {
        this.quiet(50);
        break;
      }
      if (box.statuses().length > before && this.atPrompt(mark) && !got) {
        this.quiet(40);
        break;
      }
      if (got) silent = 0;
      else {
        silent += 30;
        if (box.statuses().length === before && silent > (item.idle ?? 0.4) * 1000) break;
      }
    }
    let out = box.text(mark).replaceAll('\r\n', '\n');
    if (key === '<Enter>' && out.startsWith('\n')) out = out.slice(1);
    const statuses = box.statuses();
    if (statuses.length > before) {
      if (out.endsWith('$ ')) out = out.slice(0, -2);
      this.statusList.push(statuses[statuses.length - 1] ?? null);
    } else this.statusList.push(null);
    this.outputs.push(masked(item, out));
  }

  result(): TerminalExpectation {
    const { box, item } = this;
    this.quiet(60);
    if (box.session.tty?.exitCode !== undefined || box.ended) box.advance(100);
    box.stopAtCrash();
    const screen = new Screen(24, 80).feed(box.text(0));
    const lines = masked(item, screen.text().join('\n')).split('\n');
    return {
      outputs: this.outputs,
      statuses: this.statusList,
      screen: lines,
      cursor: [screen.row, screen.column],
      bells: screen.bells,
      exit: box.exit,
    };
  }
}

export function playTerminal(item: ShellCase): TerminalExpectation {
  const terminal = new Terminal(item);
  terminal.open();
  const lines = (item.script ?? '').split('\n');
  if (lines[lines.length - 1] === '') lines.pop();
  const keys = item.kind === 'interactive' ? (item.keys ?? []) : lines.flatMap((line) => [line, '<Enter>']);
  for (const key of keys) terminal.key(key);
  return terminal.result();
}
