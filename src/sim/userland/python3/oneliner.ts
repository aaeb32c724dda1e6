// python3 -c: statements on one line each, made of calls, names, numbers, strings and `while True:`. Not an interpreter of Python.
import { SECOND, WNOHANG, signalNumber, sys, type ByteString, type Micros, type Sys } from '../../kernel/abi/index.ts';
import { PyError, toExitCode, type PyRuntime } from './runtime.ts';

type Value = number | string | boolean | null | { readonly kind: 'float'; readonly value: number } | readonly Value[];

const MODULES = ['os', 'sys', 'time', 'signal', 'subprocess'];

/** Tokens: numbers, strings, dotted names, punctuation. */
function tokens(text: string): string[] | undefined {
  const found: string[] = [];
  const pattern = /\s+|(\d+\.\d+|\d+|"[^"\\]*"|'[^'\\]*'|[A-Za-z_][\w.]*|[()[\],=:+*-])/gy;
  let at = 0;
  while (at < text.length) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match) return undefined;
    if (match[1] !== undefined) found.push(match[1]);
    at = pattern.lastIndex;
  }
  return found;
}

/** One simple statement: evaluated while it is read. */
class Statement {
  readonly #py: PyRuntime;
  readonly #names: Map<string, Value>;
  readonly #modules: Set<string>;
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(py: PyRuntime, names: Map<string, Value>, modules: Set<string>, list: readonly string[]) {
    this.#py = py;
    this.#names = names;
    this.#modules = modules;
    this.#tokens = list;
  }

  #peek(): string | undefined {
    return this.#tokens[this.#at];
  }

  #take(): string {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    return token ?? '';
  }

  #unknown(what: string): never {
    throw new PyError('NotImplementedError', `this simulator's python3 -c does not understand ${what}`);
  }

  *run(): Sys<void> {
    const first = this.#peek() ?? '';
    if (first === 'import') {
      this.#take();
      for (let name = this.#take(); name !== ''; name = this.#take()) {
        if (name === ',') continue;
        if (!MODULES.includes(name)) throw this.#py.error('ModuleNotFoundError', `No module named '${name}'`);
        this.#modules.add(name);
      }
      return;
    }
    if (first === 'pass') return;
    if (/^[A-Za-z_]\w*$/.test(first) && this.#tokens[this.#at + 1] === '=') {
      this.#at += 2;
      this.#names.set(first, yield* this.#expression());
    } else yield* this.#expression();
    if (this.#peek() !== undefined) this.#unknown(`'${this.#peek()}'`);
  }

  *#expression(): Sys<Value> {
    let left = yield* this.#atom();
    for (let op = this.#peek(); op === '+' || op === '-' || op === '*'; op = this.#peek()) {
      this.#take();
      const right = yield* this.#atom();
      if (typeof left === 'string' && typeof right === 'string' && op === '+') left = left + right;
      else if (typeof left === 'number' && typeof right === 'number')
        left = op === '+' ? left + right : op === '-' ? left - right : left * right;
      else this.#unknown(`'${op}' between these`);
    }
    return left;
  }

  *#atom(): Sys<Value> {
    const token = this.#take();
    if (token === '-') return -Number(yield* this.#atom());
    if (/^\d+\.\d+$/.test(token)) return { kind: 'float', value: Number(token) };
    if (/^\d/.test(token)) return Number(token);
    if (/^["']/.test(token)) return token.slice(1, -1);
    if (token === '[') return yield* this.#list(']');
    if (token === '(') {
      const items = yield* this.#list(')');
      return items.length === 1 ? (items[0] ?? null) : items;
    }
    if (/^[A-Za-z_]/.test(token)) {
      if (this.#peek() !== '(') return this.#name(token);
      this.#take();
      return yield* this.#call(token, yield* this.#list(')'));
    }
    return this.#unknown(token === '' ? 'an unfinished line' : `'${token}'`);
  }

  *#list(close: string): Sys<Value[]> {
    const items: Value[] = [];
    while (this.#peek() !== close) {
      if (this.#peek() === undefined) this.#unknown('an unfinished line');
      // keyword arguments: only their value counts here
      if (this.#tokens[this.#at + 1] === '=') this.#at += 2;
      items.push(yield* this.#expression());
      if (this.#peek() === ',') this.#take();
    }
    this.#take();
    return items;
  }

  #name(name: string): Value {
    const constant: Readonly<Record<string, Value>> = {
      True: true,
      False: false,
      None: null,
      'os.WNOHANG': WNOHANG,
      'signal.SIG_IGN': 'ignore',
      'signal.SIG_DFL': 'default',
    };
    if (constant[name] !== undefined) return constant[name];
    if (/^signal\.SIG[A-Z0-9]+$/.test(name)) return signalNumber(name.slice(7)) ?? this.#unknown(name);
    if (name === 'sys.argv') return [...this.#py.argv];
    const value = this.#names.get(name);
    if (value === undefined) throw this.#py.error('NameError', `name '${name.split('.')[0]}' is not defined`);
    return value;
  }

  *#call(name: string, args: readonly Value[]): Sys<Value> {
    const py = this.#py;
    const module = name.includes('.') ? (name.split('.')[0] ?? '') : '';
    if (MODULES.includes(module) && !this.#modules.has(module))
      throw py.error('NameError', `name '${module}' is not defined`);
    const number = (index: number): number => Number(plain(args[index] ?? 0));
    switch (name) {
      case 'print':
        yield* py.print(args.map(str).join(' '));
        return null;
      case 'os.fork':
        // both go on with the next statement: here the child ends at once, which is what the end of a one-liner does
        return yield* py.fork(function* () {
          yield* sys.writeAll(1, py.pendingOutput());
          return 0;
        });
      case 'os.getpid':
        return yield* sys.getpid();
      case 'os.getppid':
        return yield* sys.getppid();
      case 'os.kill':
        yield* py.kill(number(0), number(1));
        return null;
      case 'os._exit':
        yield* sys.exit(number(0) & 0xff);
        return null;
      case 'os.abort':
        yield* py.kill(yield* sys.getpid(), signalNumber('ABRT') ?? 6);
        return null;
      case 'os.waitpid': {
        const done = yield* py.waitpid(number(0), number(1));
        return [done.pid, done.status];
      }
      case 'os.wait': {
        const done = yield* py.waitpid(-1, 0);
        return [done.pid, done.status];
      }
      case 'os.waitstatus_to_exitcode':
        return toExitCode(number(0));
      case 'time.sleep':
        yield* py.sleep(Math.round(number(0) * SECOND) as Micros);
        return null;
      case 'time.time':
        return { kind: 'float', value: (yield* sys.clock('realtime')) / SECOND };
      case 'sys.exit':
      case 'exit':
        return py.exit(number(0));
      case 'signal.pause':
        yield* py.pause();
        return null;
      case 'signal.signal': {
        const to = args[1];
        if (to !== 'ignore' && to !== 'default') this.#unknown('a handler function');
        yield* py.signal(number(0), to === 'ignore' ? 'ignore' : 'default');
        return null;
      }
      case 'subprocess.Popen': {
        const argv = args[0];
        if (!Array.isArray(argv)) return this.#unknown('this call of Popen');
        yield* py.popen(argv.map((word: Value) => str(word)));
        return null;
      }
      default:
        return this.#unknown(`${name}()`);
    }
  }
}

const plain = (value: Value): Value =>
  typeof value === 'object' && value !== null && 'kind' in value ? value.value : value;

function str(value: Value): ByteString {
  if (value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (Array.isArray(value))
    return `(${value.map((item: Value) => (typeof item === 'string' ? `'${item}'` : str(item))).join(', ')})`;
  const bare = plain(value);
  return typeof value === 'object' && Number.isInteger(bare) ? `${String(bare)}.0` : String(bare);
}

/** Statements of a program without blocks, in order; `while True:` repeats what follows on its line. */
export function* runOneLiner(py: PyRuntime, source: ByteString): Sys<void> {
  const names = new Map<string, Value>();
  const modules = new Set<string>();
  const simple = function* (text: string): Sys<void> {
    for (const part of text.split(';')) {
      if (part.trim() === '') continue;
      const list = tokens(part.trim());
      if (!list)
        throw new PyError('NotImplementedError', `this simulator's python3 -c does not understand '${part.trim()}'`);
      yield* py.checkSignals();
      yield* new Statement(py, names, modules, list).run();
    }
  };
  for (const [index, row] of source.split('\n').entries()) {
    yield* py.line(index + 1);
    const loop = /^\s*while (?:True|1):\s*(.*)$/.exec(row);
    const body = loop?.[1];
    if (body === undefined) {
      yield* simple(row);
      continue;
    }
    for (;;) {
      yield* sys.compute(50);
      yield* simple(body);
    }
  }
}
