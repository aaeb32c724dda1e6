// The names of an awk program while it is read: which are arrays, which are functions, and mawk's complaints about misuse.
import { kindKey, type Expr, type FunctionText, type Kind, type NameRef } from './ast.ts';

/** mawk gives up after so many errors. */
export const MAX_ERRORS = 5;

/** Reading the program ends here: the messages so far are all there is. */
export class Abort extends Error {}

export const SPECIAL_VARIABLES = [
  'NR',
  'FNR',
  'NF',
  'FS',
  'OFS',
  'ORS',
  'RS',
  'FILENAME',
  'SUBSEP',
  'RSTART',
  'RLENGTH',
  'CONVFMT',
  'OFMT',
  'ARGC',
] as const;
export const SPECIAL_ARRAYS = ['ARGV', 'ENVIRON'] as const;

interface Call {
  readonly name: string;
  readonly args: readonly Expr[];
  readonly line: number;
}

export class Symbols {
  readonly kinds = new Map<string, Kind>();
  readonly functions = new Map<string, FunctionText>();
  readonly messages: string[] = [];
  /** In the order of their first mention. */
  readonly #mentioned = new Set<string>();
  readonly #params = new Map<string, readonly string[]>();
  readonly #calls: Call[] = [];
  readonly #where: string;
  #current: string | undefined;

  constructor(where: string) {
    this.#where = where;
    for (const name of SPECIAL_VARIABLES) this.kinds.set(name, 'scalar');
    for (const name of SPECIAL_ARRAYS) this.kinds.set(name, 'array');
  }

  get inFunction(): boolean {
    return this.#current !== undefined;
  }

  raw(text: string): void {
    this.messages.push(this.#where + text);
    if (this.messages.length >= MAX_ERRORS) throw new Abort();
  }

  complain(text: string, line: number): void {
    this.raw(`line ${line}: ${text}`);
  }

  /** `text` has its line in it already. */
  fatal(text: string): never {
    this.messages.push(this.#where + text);
    throw new Abort();
  }

  isFunction(name: string): boolean {
    return this.#mentioned.has(name) && !this.#isParam(name);
  }

  isVariable(name: string): boolean {
    return this.#isParam(name) || this.kinds.has(name);
  }

  #isParam(name: string): boolean {
    return this.#current !== undefined && (this.#params.get(this.#current)?.includes(name) ?? false);
  }

  reference(name: string): NameRef {
    return { name, local: this.#isParam(name) ? this.#current : undefined };
  }

  /** Notes how a name is used. */
  use(ref: NameRef, kind: Kind, line: number): void {
    const key = kindKey(ref);
    const known = this.kinds.get(key);
    if (known === undefined) this.kinds.set(key, kind);
    else if (known !== kind) {
      const what = known === 'array' ? 'array' : 'variable';
      this.complain(`illegal reference to ${ref.local === undefined ? what : `local ${what}`} ${ref.name}`, line);
    }
  }

  mention(name: string): void {
    this.#mentioned.add(name);
  }

  call(name: string, args: readonly Expr[], line: number): void {
    this.#calls.push({ name, args, line });
  }

  /** Enters a function's body. */
  enter(name: string, params: readonly string[], line: number): void {
    this.#mentioned.add(name);
    if (this.#params.has(name)) this.complain(`redefinition of ${name}`, line);
    this.#params.set(name, params);
    this.#current = name;
  }

  leave(text: FunctionText): void {
    this.functions.set(text.name, text);
    this.#current = undefined;
  }

  /** After the whole text: undefined functions, arguments that do not fit, and names known only from calls. */
  finish(lastLine: number): void {
    for (const { name } of this.#calls)
      if (!this.#params.has(name)) this.complain(`function ${name} never defined`, lastLine);
    let changed = true;
    while (changed) changed = this.#calls.some((call) => this.#infer(call));
    for (const call of this.#calls) {
      const params = this.#params.get(call.name);
      if (!params) continue;
      if (call.args.length > params.length) {
        this.complain(`too many arguments in call to ${call.name}`, call.line);
        continue;
      }
      call.args.forEach((arg, i) => {
        const wanted = this.kinds.get(`${call.name}/${params[i] ?? ''}`);
        const given = arg.kind === 'bare' ? this.kinds.get(kindKey(arg.ref)) : 'scalar';
        if (wanted && given && wanted !== given)
          this.complain(`type error in arg(${i + 1}) in call to ${call.name}`, call.line);
      });
    }
  }

  /** Carries what is known about a parameter to the name given for it, and back. True when something was learnt. */
  #infer(call: Call): boolean {
    let learnt = false;
    const params = this.#params.get(call.name) ?? [];
    call.args.slice(0, params.length).forEach((arg, i) => {
      const param = `${call.name}/${params[i] ?? ''}`;
      const wanted = this.kinds.get(param);
      if (arg.kind !== 'bare') return;
      const given = this.kinds.get(kindKey(arg.ref));
      if (wanted && !given) this.kinds.set(kindKey(arg.ref), wanted);
      else if (given === 'array' && !wanted) this.kinds.set(param, given);
      else return;
      learnt = true;
    });
    return learnt;
  }
}
