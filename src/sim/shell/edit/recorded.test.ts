// Plays sessions that were recorded with real bash and compares every byte the terminal got, key by key.
import { expect, test } from 'vitest';
import { keyBytes } from '../../../testkit/truth/shell/format.ts';
import { E, S_IFDIR, S_IFREG, type SysCall } from '../../kernel/abi/index.ts';
import type { CompletionSources, EditContext } from '../edit-api.ts';
import { createLineReader } from './index.ts';
import { editorParts } from './parts.ts';
import completionSet from './recordings/completion.json' with { type: 'json' };
import editingSet from './recordings/editing.json' with { type: 'json' };

interface Session {
  readonly keys: readonly string[];
  readonly shows: readonly string[];
  readonly term?: string;
  readonly cols?: number;
  readonly prompt?: string;
}

/** Files by path: 'dir', 'file', 'exec' or 'link:target'. */
type Tree = ReadonlyMap<string, string>;

const INPUTRC = 'set input-meta on\nset output-meta on\nset enable-bracketed-paste off\n';

const NOTHING: CompletionSources = {
  builtins: () => [],
  keywords: () => [],
  aliases: () => [],
  functions: () => [],
  variables: () => [],
  exported: () => [],
  jobs: () => [],
  setOptions: () => [],
  shoptOptions: () => [],
  variable: () => undefined,
  shopt: () => false,
  spec: () => undefined,
  run: () => {
    throw new Error('no specification here');
  },
};

const normal = (path: string): string => {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `/here/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
};

/** The kernel as far as the editor looks at it: a terminal with these keys, these files, no signals. */
class Console {
  readonly shows: string[] = [];
  private out = '';
  private readonly tree: Tree;
  private readonly keys: string[][];
  private queued = '';
  private rc = '';
  private readonly cols: number;

  constructor(session: Session, tree: Tree) {
    this.tree = tree;
    this.cols = session.cols ?? 80;
    this.keys = session.keys.map((key) => {
      const bytes = keyBytes(key);
      return bytes.startsWith('\x1b') ? [bytes] : [...bytes];
    });
    this.keys.unshift([]);
  }

  private follow(path: string): string {
    const kind = this.tree.get(path);
    if (!kind?.startsWith('link:')) return path;
    return this.follow(normal(`${path.slice(0, path.lastIndexOf('/'))}/${kind.slice(5)}`));
  }

  private stat(path: string, follow: boolean): unknown {
    const kind = this.tree.get(follow ? this.follow(normal(path)) : normal(path));
    if (kind === undefined) return E.ENOENT;
    return { mode: kind === 'dir' ? S_IFDIR : kind.startsWith('link:') ? 0o120000 : S_IFREG };
  }

  private readdir(path: string): unknown {
    const at = this.follow(normal(path));
    if (this.tree.get(at) !== 'dir') return E.ENOENT;
    const names = [...this.tree.keys()].filter(
      (each) => each.startsWith(`${at}/`) && !each.slice(at.length + 1).includes('/'),
    );
    return names.map((each) => ({ name: each.slice(at.length + 1), ino: 1, type: 0 }));
  }

  private read(fd: number, count: number): string | undefined {
    if (fd === 9) {
      const text = this.rc;
      this.rc = '';
      return text;
    }
    while (this.queued === '') {
      const next = this.keys[0]?.shift();
      if (next !== undefined) this.queued = next;
      else {
        this.shows.push(this.out);
        this.out = '';
        this.keys.shift();
        if (this.keys.length === 0) return undefined;
      }
    }
    const got = this.queued.slice(0, count);
    this.queued = this.queued.slice(count);
    return got;
  }

  /** The result of a call; undefined when all keys were typed. */
  answer(call: SysCall): unknown {
    const args = call.args as readonly unknown[];
    switch (call.op) {
      case 'write':
        this.out += String(args[1]).replaceAll('\n', '\r\n');
        return String(args[1]).length;
      case 'read':
        return this.read(Number(args[0]), Number(args[1]));
      case 'poll':
        return this.queued === '' ? [] : args[0];
      case 'getwinsize':
        return { rows: 24, cols: this.cols };
      case 'tcgetattr':
        return {};
      case 'sigaction':
        return { disposition: { kind: 'ignore' }, flags: 0, mask: 0n };
      case 'open':
        this.rc = INPUTRC;
        return args[0] === '/etc/inputrc' ? 9 : E.ENOENT;
      case 'stat':
        return this.stat(String(args[0]), true);
      case 'lstat':
        return this.stat(String(args[0]), false);
      case 'access':
        return this.tree.get(this.follow(normal(String(args[0])))) === 'exec' ? 0 : E.EACCES;
      case 'readdir':
        return this.readdir(String(args[0]));
      default:
        return 0;
    }
  }
}

/** What the terminal got for each key. */
function play(
  session: Session,
  tree: Tree,
  variables: Readonly<Record<string, string>>,
  completion: CompletionSources,
): readonly string[] {
  const console = new Console(session, tree);
  const reader = createLineReader();
  const history: string[] = [];
  const all: Readonly<Record<string, string>> = {
    TERM: session.term ?? 'xterm',
    INPUTRC: '/etc/inputrc',
    ...variables,
  };
  const ctx: EditContext = {
    history,
    replaceHistory: (index, line) => {
      history[index] = line;
    },
    variable: (name) => all[name],
    viMode: false,
    completion,
    expandHistory: () => undefined,
    *more() {
      yield* [];
      return editorParts;
    },
    *expandLine(line) {
      yield* [];
      return line;
    },
    *interrupted() {
      yield* [];
      return 'continue';
    },
  };
  for (;;) {
    const line = reader.readLine(session.prompt ?? '$ ', ctx);
    let step = line.next();
    while (!step.done) {
      const answer = console.answer(step.value);
      if (answer === undefined) return console.shows;
      step = line.next(answer);
    }
    if (typeof step.value === 'string') return console.shows;
    if (step.value.line !== '') history.push(step.value.line);
  }
}

test.each((editingSet.cases as readonly Session[]).map((session, i) => [i, session] as const))(
  'editing session %i shows what real bash showed',
  (_, session) => {
    expect(play(session, new Map([['/etc/inputrc', 'file']]), {}, NOTHING)).toEqual(session.shows);
  },
);

test.each((completionSet.cases as readonly Session[]).map((session, i) => [i, session] as const))(
  'completion session %i shows what real bash showed',
  (_, session) => {
    const tree = new Map<string, string>([
      ['/', 'dir'],
      ['/here', 'dir'],
      ['/bin', 'dir'],
    ]);
    for (const [path, kind] of Object.entries(completionSet.here)) tree.set(`/here/${path}`, kind);
    for (const [name, kind] of Object.entries(completionSet.programs)) tree.set(`/bin/${name}`, kind);
    const variables = { ...completionSet.variables, PATH: '/bin' };
    const sources: CompletionSources = {
      ...NOTHING,
      builtins: () => completionSet.builtins,
      keywords: () => completionSet.keywords,
      variables: () => Object.keys(variables),
    };
    expect(play(session, tree, variables, sources)).toEqual(session.shows);
  },
);
