// The live display: keys, prompts on the message line, help. Draws with the few control sequences that every terminal knows.
import {
  POLLIN,
  SECOND,
  SIGINT,
  SIGQUIT,
  SIGSTOP,
  SIGTERM,
  SIGTSTP,
  SIGWINCH,
  isErr,
  sys,
  type ByteString,
  type Handler,
  type Sys,
  type Termios,
} from '../../kernel/abi/index.ts';
import { parseSignal } from '../procps/signals.ts';
import { pidDigits } from '../procps/proc.ts';
import { frame } from './frame.ts';
import type { Field, Settings } from './options.ts';
import { sample, type Sample } from './sample.ts';

const ESC = '\x1b';
const CLEAR_LINE = `${ESC}[K`;
const HOME = `${ESC}[H`;
const REVERSE = `${ESC}[7m`;
const BOLD = `${ESC}[1m`;
const PLAIN = `${ESC}[m`;
const ENTER = `${ESC}[?1h${ESC}=${ESC}[?25l${HOME}${ESC}[2J`;
const LEAVE = `${ESC}[?1l${ESC}>${ESC}[?12l${ESC}[?25h`;
/** Row of prompts and messages: between summary and header. */
const MESSAGE_ROW = 6;
const SUMMARY_ROWS = 7;

const HELP = [
  'Help for Interactive Commands - procps-ng 4.0.2',
  '',
  '  P,M,T,N   Sort by: %CPU, %MEM, TIME+, PID        R  Reverse the sort',
  '  k         Manipulate tasks: send a signal        r  Manipulate tasks: renice',
  '  d or s    Set update interval                    u  Filter by owner',
  '  c,i,H     Toggle: command line, idle, threads    space  Update the display now',
  '  q         Quit',
  '          ( commands shown here are the ones this simulator has )',
  "Type 'q' or <Esc> to continue ",
];

const SORTS: Readonly<Record<string, Field>> = { P: '%CPU', M: '%MEM', T: 'TIME+', N: 'PID' };

/** Input is taken key by key; the old settings come back at the end. */
const RAW: Partial<Termios> = { icanon: false, echo: false };

export class Screen {
  readonly #settings: Settings;
  #before: Sample | undefined;
  #cooked: Termios | undefined;
  #quit = false;
  #message = '';

  constructor(settings: Settings, before: Sample | undefined) {
    this.#settings = settings;
    this.#before = before;
  }

  *run(): Sys<number> {
    const cooked = yield* sys.tcgetattr(0);
    if (isErr(cooked)) {
      yield* sys.writeAll(2, 'top: failed tty get\n');
      return 1;
    }
    this.#cooked = cooked;
    for (const sig of [SIGINT, SIGQUIT, SIGTERM]) yield* sys.sigaction(sig, this.#onQuit);
    yield* sys.sigaction(SIGTSTP, this.#onStop);
    yield* sys.sigaction(SIGWINCH, function* () {});
    yield* sys.tcsetattr(0, RAW);
    yield* sys.writeAll(1, ENTER);
    let left = this.#settings.iterations;
    while (!this.#quit && left > 0) {
      yield* this.#draw();
      left -= 1;
      if (left > 0) yield* this.#keys();
    }
    const size = yield* sys.getwinsize(1);
    yield* sys.writeAll(1, `${LEAVE}${ESC}[${isErr(size) ? 24 : size.rows};1H\n${CLEAR_LINE}`);
    yield* sys.tcsetattr(0, cooked);
    return 0;
  }

  readonly #onQuit: Handler = () => this.#stopRunning();
  readonly #onStop: Handler = () => this.#suspend();

  *#stopRunning(): Sys<void> {
    this.#quit = true;
  }

  /** Ctrl-Z: the terminal is given back before the process stops, and taken again afterwards. */
  *#suspend(): Sys<void> {
    if (this.#cooked) yield* sys.tcsetattr(0, this.#cooked);
    yield* sys.writeAll(1, LEAVE);
    yield* sys.kill(yield* sys.getpid(), SIGSTOP);
    yield* sys.tcsetattr(0, RAW);
    yield* sys.writeAll(1, ENTER);
  }

  *#draw(): Sys<void> {
    const now = yield* sample(this.#settings.threads, this.#settings.commandLine);
    const size = yield* sys.getwinsize(1);
    const { rows, cols } = isErr(size) || size.cols === 0 ? { rows: 24, cols: 80 } : size;
    const shown = yield* frame(this.#before, now, this.#settings, yield* pidDigits(), cols);
    this.#before = now;
    const lines = [
      ...shown.summary.map((text) => text.slice(0, cols)),
      this.#message,
      `${REVERSE}${shown.header.padEnd(cols).slice(0, cols)}${PLAIN}`,
      ...shown.rows
        .slice(0, Math.max(0, rows - SUMMARY_ROWS))
        .map(({ text, running }) => (running ? `${BOLD}${text}${PLAIN}` : text)),
    ];
    this.#message = '';
    yield* sys.writeAll(1, `${HOME}${lines.map((text) => `${text}${CLEAR_LINE}`).join('\r\n')}${ESC}[J`);
  }

  /** Acts on keys until it is time for the next look. */
  *#keys(): Sys<void> {
    const end = (yield* sys.clock('monotonic')) + this.#settings.delaySeconds * SECOND;
    while (!this.#quit) {
      const left = end - (yield* sys.clock('monotonic'));
      if (left <= 0) return;
      const ready = yield* sys.poll([{ fd: 0, events: POLLIN }], left);
      if (isErr(ready)) continue;
      if (ready.length === 0) return;
      const key = yield* sys.read(0, 1);
      if (isErr(key) || key === '') {
        this.#quit = true;
        return;
      }
      if (yield* this.#key(key)) return;
    }
  }

  /** True: look again at once. */
  *#key(key: ByteString): Sys<boolean> {
    const settings = this.#settings;
    const sort = SORTS[key];
    if (sort) {
      settings.sort = sort;
      return true;
    }
    switch (key) {
      case 'q':
        this.#quit = true;
        return true;
      case ' ':
      case '\n':
      case '\r':
        return true;
      case 'R':
        settings.reversed = !settings.reversed;
        return true;
      case 'c':
        settings.commandLine = !settings.commandLine;
        return true;
      case 'i':
        settings.idle = !settings.idle;
        return true;
      case 'H':
        settings.threads = !settings.threads;
        return true;
      case 'd':
      case 's':
        return yield* this.#delay();
      case 'k':
        return yield* this.#kill();
      case 'r':
        return yield* this.#renice();
      case 'u':
      case 'U': {
        const user = yield* this.#ask('Which user (blank for all) ');
        settings.user = user === '' ? undefined : user;
        return true;
      }
      case 'h':
      case '?':
        return yield* this.#help();
      default:
        this.#message = " Unknown command - try 'h' for help";
        return true;
    }
  }

  /** One line of input on the message row, edited with Backspace; Escape gives undefined. */
  *#ask(prompt: string): Sys<ByteString | undefined> {
    let text = '';
    for (;;) {
      yield* sys.writeAll(1, `${ESC}[${MESSAGE_ROW};1H${BOLD} ${prompt}${PLAIN}${text}${CLEAR_LINE}`);
      const key = yield* sys.read(0, 1);
      if (isErr(key)) {
        if (this.#quit) return undefined;
        continue;
      }
      if (key === '' || key === ESC) return undefined;
      if (key === '\n' || key === '\r') return text;
      if (key === '\x7f' || key === '\b') text = text.slice(0, -1);
      else if (key >= ' ') text += key;
    }
  }

  *#delay(): Sys<boolean> {
    const answer = yield* this.#ask(`Change delay from ${this.#settings.delaySeconds.toFixed(1)} to `);
    if (answer === undefined || answer === '') return true;
    const seconds = Number(answer.replace(',', '.'));
    if (seconds > 0) this.#settings.delaySeconds = seconds;
    else this.#message = ' Unacceptable floating point';
    return true;
  }

  /** The first task is proposed, as top does. */
  #firstPid(): number {
    const procs = this.#before?.procs ?? [];
    return procs[0]?.tid ?? 1;
  }

  *#askPid(verb: string): Sys<number | undefined> {
    const proposed = this.#firstPid();
    const answer = yield* this.#ask(`PID to ${verb} [default pid = ${proposed}] `);
    if (answer === undefined) return undefined;
    if (answer === '') return proposed;
    if (/^[0-9]+$/.test(answer)) return Number(answer);
    this.#message = ' Unacceptable integer';
    return undefined;
  }

  *#kill(): Sys<boolean> {
    const pid = yield* this.#askPid('signal/kill');
    if (pid === undefined) return true;
    const answer = yield* this.#ask(`Send pid ${pid} signal [15/sigterm] `);
    if (answer === undefined) return true;
    const sig = answer === '' ? SIGTERM : parseSignal(answer);
    const sent = sig === undefined ? undefined : yield* sys.kill(pid, sig);
    if (sent === undefined) this.#message = ' Invalid signal';
    else if (isErr(sent)) this.#message = ` Failed signal pid '${pid}' with '${sig}': ${sent.text}`;
    return true;
  }

  *#renice(): Sys<boolean> {
    const pid = yield* this.#askPid('renice');
    if (pid === undefined) return true;
    const answer = yield* this.#ask(`Renice PID ${pid} to value `);
    if (answer === undefined || !/^[+-]?[0-9]+$/.test(answer)) return true;
    const done = yield* sys.setpriority(pid, Number(answer));
    if (isErr(done)) this.#message = ` Failed renice of PID ${pid} to ${answer}: ${done.text}`;
    return true;
  }

  *#help(): Sys<boolean> {
    yield* sys.writeAll(1, `${HOME}${ESC}[J${HELP.join('\r\n')}`);
    for (;;) {
      const key = yield* sys.read(0, 1);
      if (this.#quit) return true;
      if (!isErr(key)) break;
    }
    return true;
  }
}
