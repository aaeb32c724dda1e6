// nslookup of BIND 9.18 (bin/dig/nslookup.c): one name on the command line, or a line for every name and setting.
import type { Net } from '../../net/index.ts';
import type { NetShell, NetShellOf, NetTool, ToolHost } from '../tool.ts';
import { setServer } from './addresses.ts';
import { newLookup, setOption, Settings, showServers } from './nslookup-settings.ts';
import { nslookupFrontend, NslookupState } from './nslookup-text.ts';
import { runLookups } from './run.ts';
import { BIND_VERSION, Ending, Exit, Session } from './session.ts';

const USAGE = `Usage:
   nslookup [-opt ...]             # interactive mode using default server
   nslookup [-opt ...] - server    # interactive mode using 'server'
   nslookup [-opt ...] host        # just look up 'host' using default server
   nslookup [-opt ...] host server # just look up 'host' using 'server'
`;

/** do_next_command */
function* obey(s: Session, state: NslookupState, to: Settings, line: string): Net<boolean> {
  const [command = '', argument] = line.split(/[ \t\r]+/).filter((word) => word !== '');
  switch (command.toLowerCase()) {
    case '':
      return true;
    case 'exit':
      return false;
    case 'help':
    case '?':
      s.print(`The '${command}' command is not yet implemented.\n`);
      return true;
    case 'finger':
    case 'root':
    case 'ls':
    case 'view':
      s.print(`The '${command}' command is not implemented.\n`);
      return true;
    case 'server':
    case 'lserver':
      if (argument !== undefined) yield* setServer(s, argument);
      s.checkRa = false;
      showServers(s);
      return true;
    case 'set':
      if (argument !== undefined) {
        setOption(s, state, to, argument);
        return true;
      }
  }
  state.noAddress = false;
  s.lookups.push(newLookup(s, to, command));
  yield* runLookups(s);
  return true;
}

class Nslookup implements NetShell {
  readonly input = 'stdin';
  readonly prompt = '> ';
  private readonly s: Session;
  private readonly words: readonly string[];
  private readonly state = new NslookupState();
  private readonly to = new Settings();
  private readonly ending: Ending;

  constructor(host: ToolHost, argv: readonly string[]) {
    this.s = new Session(host, argv[0] ?? 'nslookup');
    this.ending = new Ending(this.s);
    this.words = argv.slice(1);
  }

  begin(): Net<boolean> {
    return this.ending.run(this.setUp());
  }

  private *setUp(): Net<boolean> {
    const { s, state, to } = this;
    s.frontend = nslookupFrontend(state);
    s.checkRa = true;
    s.setUp(undefined);
    s.useSearch = true;
    yield* this.readArguments();
    if (to.domain !== '') s.searchOnly(to.domain);
    yield* runLookups(s);
    return true;
  }

  private *readArguments(): Net<undefined> {
    const { s, state, to, words } = this;
    let seen = false;
    for (const [i, word] of words.entries()) {
      if (word.startsWith('-')) {
        if (/^-ver/i.test(word)) {
          s.print(`nslookup ${BIND_VERSION}\n`, 2);
          throw new Exit(0);
        }
        if (word !== '-') setOption(s, state, to, word.slice(1));
        else seen = true;
      } else if (!seen) {
        seen = true;
        s.lookups.push(newLookup(s, to, word));
      } else {
        if (i + 1 < words.length) {
          s.print(USAGE, 2);
          throw new Exit(1);
        }
        yield* setServer(s, word);
        s.checkRa = false;
      }
    }
    return undefined;
  }

  line(text: string): Net<boolean> {
    return this.ending.run(obey(this.s, this.state, this.to, text));
  }

  *end(): Net<number> {
    const { s, state, ending } = this;
    if (ending.status !== undefined) return ending.status;
    s.print('\n');
    yield* s.flush();
    return state.queryError | state.printError;
  }
}

/** Without a name, or with a dash in its place, it reads commands. */
const readsOn = (words: readonly string[]): boolean => {
  const first = words.find((word) => word === '-' || !word.startsWith('-') || /^-ver/i.test(word));
  return first === undefined || first === '-';
};

export const nslookup: NetTool = function* nslookup(host, argv) {
  const program = new Nslookup(host, argv);
  yield* program.begin();
  return yield* program.end();
};

/** nslookup's own prompt. */
export const nslookupPrompt: NetShellOf = (host, argv) =>
  readsOn(argv.slice(1)) ? new Nslookup(host, argv) : undefined;
