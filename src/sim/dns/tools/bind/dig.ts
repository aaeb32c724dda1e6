// dig of BIND 9.18 (bin/dig/dig.c), and its batch mode: every line of a file is a command line.
import type { Net } from '../../net/index.ts';
import type { NetShell, NetShellOf, NetTool, ToolHost } from '../tool.ts';
import { preparse, readArguments } from './dig-args.ts';
import { DigState } from './dig-state.ts';
import { digFrontend } from './dig-text.ts';
import { runLookups } from './run.ts';
import { Ending, Session } from './session.ts';

/** Words of a line that are looked at. */
const MAX_WORDS = 13;

class Dig implements NetShell {
  readonly input: NetShell['input'];
  readonly prompt = '';
  private readonly s: Session;
  private readonly words: readonly string[];
  private readonly batch: boolean;
  private readonly ending: Ending;
  private state: DigState;
  /** Blank lines and comments before the first line that says something are passed over; later ones are not. */
  private begun = false;

  constructor(host: ToolHost, argv: readonly string[], file: string | undefined) {
    this.s = new Session(host, argv[0] ?? 'dig');
    this.ending = new Ending(this.s);
    this.state = new DigState(this.s);
    this.words = argv.slice(1);
    this.batch = file !== undefined;
    this.input = file === undefined || file === '-' ? 'stdin' : { path: file };
  }

  begin(found: boolean): Net<boolean> {
    return this.ending.run(this.setUp(found));
  }

  private *setUp(found: boolean): Net<boolean> {
    const { s } = this;
    s.setUp(preparse(s, this.words).only);
    yield* s.makeCookie();
    this.state = new DigState(s);
    s.frontend = digFrontend(this.state);
    yield* readArguments(s, this.state, this.words, this.batch ? 'command before batch' : 'command');
    if (!found && typeof this.input === 'object') {
      s.print(`${this.input.path}: No such file or directory\n`, 2);
      s.raise(8);
      s.fatal("couldn't open specified batch file");
    }
    if (this.state.domain !== '') {
      s.searchOnly(this.state.domain);
      s.useSearch = true;
    }
    return true;
  }

  line(text: string): Net<boolean> {
    return this.ending.run(this.readLine(text));
  }

  private *readLine(text: string): Net<boolean> {
    if (!this.begun && /^(?:[#;\r]|$)/.test(text)) return true;
    this.begun = true;
    const words = text.split(/[ \t\r]+/).filter((word) => word !== '');
    yield* readArguments(this.s, this.state, words.slice(0, MAX_WORDS), 'batch');
    yield* runLookups(this.s);
    return true;
  }

  *end(): Net<number> {
    yield* this.ending.run(this.finish());
    return this.ending.status ?? this.s.exitCode;
  }

  private *finish(): Net<boolean> {
    yield* runLookups(this.s);
    return true;
  }
}

/** The file of -f; a wrong command line has none. */
function batchOf(host: ToolHost, argv: readonly string[]): string | undefined {
  const s = new Session(host, '');
  return Ending.attempt(() => preparse(s, argv.slice(1)).batch);
}

export const dig: NetTool = function* dig(host, argv) {
  const program = new Dig(host, argv, batchOf(host, argv));
  yield* program.begin(true);
  return yield* program.end();
};

/** dig -f */
export const digBatch: NetShellOf = (host, argv) => {
  const file = batchOf(host, argv);
  return file === undefined ? undefined : new Dig(host, argv, file);
};
