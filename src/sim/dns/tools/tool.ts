// What a command line tool of the network is: arguments in, text and an exit status out, and all it does on the wire between.
import type { ClientFiles } from '../config/index.ts';
import type { Net } from '../net/index.ts';

/** What a tool finds where it is run. */
export interface ToolHost {
  /** The files that resolvers read, as byte strings. */
  readonly files: ClientFiles;
  /** The C library that it is linked with: what getaddrinfo does. BIND's tools and busybox nslookup ask by themselves. */
  readonly libc: 'glibc' | 'musl-1.2.3' | 'musl-1.2.5';
  /** Standard output is a terminal: curl shows no meter then. */
  readonly terminal?: boolean;
  /** Writes a file of the tool's directory, as a byte string (curl -o, wget); absent: what would be saved is lost. */
  readonly save?: (path: string, bytes: string) => void;
  /** What the wall clock said when the world's clock stood at 0, in microseconds since 1970; absent: 1970 itself. */
  readonly epoch?: number;
}

/**
 * `argv[0]` is the name as typed; all words are byte strings. Writes with net.print at the moment the real tool does, and returns
 * its exit status. Options that have no model say so in the real tool's words for an option that it does not know.
 */
export type NetTool = (host: ToolHost, argv: readonly string[]) => Net<number>;

/**
 * A tool that reads lines: what it does for each of them. It exists for argument lists that make the real tool read on (`nslookup`, `dig -f`);
 * run as a NetTool, the same list behaves as at the end of its input.
 */
export interface NetShell {
  /** Where the lines come from. */
  readonly input: 'stdin' | { readonly path: string };
  /** Written before each line when the input is a terminal. */
  readonly prompt: string;
  /** Before the first line; `found`: the file can be read. False: it has ended. */
  begin(found: boolean): Net<boolean>;
  /** A line without its end. False: it has ended. */
  line(text: string): Net<boolean>;
  /** After the last line, or when it has ended: its exit status. */
  end(): Net<number>;
}

export type NetShellOf = (host: ToolHost, argv: readonly string[]) => NetShell | undefined;
