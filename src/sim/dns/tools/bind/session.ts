// A run of one of BIND's tools: what dighost.c keeps for the whole program, its output, and how it ends early.
import { net, type Net, type QueryId, type SocketId } from '../../net/index.ts';
import type { Message } from '../../message/index.ts';
import type { ToolHost } from '../tool.ts';
import { cloneLookup, type Lookup, type Server } from './lookup.ts';
import { readResConf } from './resconf.ts';

/** The version of the recordings. */
export const BIND_VERSION = '9.18.49-1~deb12u3-Debian';

/** dighost.h: LOOKUP_LIMIT */
const LOOKUP_LIMIT = 64;

/** exit(3) from anywhere: thrown, and caught where the tool began. */
export class Exit {
  readonly status: number;
  constructor(status: number) {
    this.status = status;
  }
}

/** One question to one server. */
export interface Query {
  readonly lookup: Lookup;
  readonly server: Server;
  readonly address: string;
  readonly port: number;
  sentAt: number;
  receivedAt: number;
  /** Zone transfers. */
  records: number;
  messages: number;
  bytes: number;
}

/** A message and what is known of it besides. */
export interface Shown {
  readonly message: Message;
  readonly size: number;
  /** The bit that must be zero. */
  readonly z: boolean;
  /** Flags of EDNS besides DO. */
  readonly ednsFlags: number;
  /** Bytes after the end of the message. */
  readonly extra: number;
  /** Whether the client's cookie came back. */
  readonly cookie: 'good' | 'bad' | undefined;
  readonly sent: boolean;
}

/** What dig, host and nslookup do each in their way. */
export interface Frontend {
  trying(s: Session, name: string, lookup: Lookup): void;
  message(s: Session, query: Query, shown: Shown): void;
  received(s: Session, size: number, query: Query): void;
}

const QUIET: Frontend = { trying: () => undefined, message: () => undefined, received: () => undefined };

/** A TCP connection that is kept (+keepopen). */
export interface Kept {
  readonly socket: SocketId;
  readonly address: string;
  readonly port: number;
}

export class Session {
  readonly host: ToolHost;
  readonly name: string;
  frontend: Frontend = QUIET;
  lookups: Lookup[] = [];
  servers: Server[] = [];
  search: readonly string[] = [];
  ndots = -1;
  /** Seconds; 0: five over UDP, ten over TCP. */
  timeout = 0;
  tries = -1;
  useSearch = false;
  showSearch = false;
  checkRa = false;
  port = 53;
  v4 = true;
  v6 = true;
  exitCode = 0;
  fatalExit = 0;
  keepOpen = false;
  /** +yaml: no remarks, and errors in another form. */
  yaml = false;
  kept: Kept | undefined;
  source: string | undefined;
  /** The bytes of the client's cookie, in hexadecimal: the same for the whole run. */
  cookie = '';
  /** Names of the questions that are under way, for the trace. */
  readonly open: QueryId[] = [];
  private counter = 0;
  private out: { readonly fd: 1 | 2; text: string }[] = [];

  constructor(host: ToolHost, name: string) {
    this.host = host;
    this.name = name;
  }

  // ---- output: written when the program waits or ends, so that decisions need not be generators

  print(text: string, fd: 1 | 2 = 1): void {
    const last = this.out.at(-1);
    if (last?.fd === fd) last.text += text;
    else this.out.push({ fd, text });
  }

  *flush(): Net<undefined> {
    const { out } = this;
    this.out = [];
    for (const { fd, text } of out) if (text !== '') yield* net.print(fd, text);
    return undefined;
  }

  warn(words: string): void {
    if (!this.yaml) this.print(`;; ${words}\n`);
  }

  error(words: string): void {
    this.print(this.yaml ? `- type: DIG_ERROR\n  message: |\n    ${words}\n` : `;; ${words}\n`);
  }

  comment(lookup: Lookup, words: string): void {
    if (lookup.comments) this.warn(words);
  }

  // ---- ends

  /** At least so bad. */
  raise(status: number): void {
    this.exitCode = Math.max(this.exitCode, status);
  }

  /** digexit */
  end(): never {
    this.raise(10);
    throw new Exit(this.fatalExit === 0 ? this.exitCode : this.fatalExit);
  }

  complain(words: string): void {
    this.print(`${this.name}: ${words}\n`, 2);
  }

  fatal(words: string): never {
    this.complain(words);
    if (this.fatalExit === 0) this.fatalExit = this.exitCode === 0 ? 1 : this.exitCode;
    return this.end();
  }

  // ---- lookups

  /** requeue_lookup: a copy that comes next. */
  requeue(old: Lookup, servers: boolean): Lookup {
    this.counter += 1;
    if (this.counter > LOOKUP_LIMIT) this.fatal('too many lookups');
    const again = cloneLookup(old, servers);
    this.lookups.unshift(again);
    return again;
  }

  /** A name of the command line starts the count anew. */
  restart(): void {
    this.counter = 0;
  }

  // ---- setup_system

  setUp(only: '4' | '6' | undefined): void {
    if (only === '4') this.v6 = false;
    if (only === '6') this.v4 = false;
    const conf = readResConf(this.host.files.resolvConf ?? '');
    if (!conf) return this.fatal('parse of /etc/resolv.conf failed');
    this.search = conf.search;
    if (this.ndots === -1) this.ndots = conf.ndots;
    if (this.timeout === 0) this.timeout = conf.timeout;
    if (this.tries === -1) this.tries = conf.attempts === 0 ? 3 : conf.attempts;
    const usable = (address: string): boolean => (address.includes(':') ? this.v6 : this.v4);
    const found = conf.nameservers.filter(usable);
    const names = found.length > 0 ? found : ['::1', '127.0.0.1'].filter(usable);
    this.servers = names.map((name) => ({ name, arg: name }));
    return undefined;
  }

  /** The client's cookie is made once. */
  *makeCookie(): Net<undefined> {
    for (let i = 0; i < 8; i += 1) this.cookie += (yield* net.random(256)).toString(16).padStart(2, '0');
    return undefined;
  }

  /** +domain, -domain=: instead of the list of resolv.conf. */
  searchOnly(domain: string): void {
    this.search = [domain];
  }
}

/** The parts of a program up to its end: once something has ended it, nothing of it runs again. What it printed is written. */
export class Ending {
  status: number | undefined;
  private readonly s: Session;

  constructor(s: Session) {
    this.s = s;
  }

  /** False: it has ended. */
  *run(part: Net<boolean>): Net<boolean> {
    if (this.status !== undefined) return false;
    let goesOn = false;
    try {
      goesOn = yield* part;
    } catch (error) {
      if (!(error instanceof Exit)) throw error;
      this.status = error.status;
    }
    yield* this.s.flush();
    return goesOn;
  }

  /** What a function finds, or undefined when it would end the program. */
  static attempt<T>(find: () => T): T | undefined {
    try {
      return find();
    } catch (error) {
      if (!(error instanceof Exit)) throw error;
      return undefined;
    }
  }
}

/** Runs a tool's own part; whatever ends it, what it printed is written. */
export function* withExit(s: Session, program: Net<number>): Net<number> {
  const ending = new Ending(s);
  let status = 0;
  yield* ending.run(
    (function* part() {
      status = yield* program;
      return true;
    })(),
  );
  return ending.status ?? status;
}
