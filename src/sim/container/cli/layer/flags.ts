/** Parses command lines as spf13/pflag does: long and short flags, bundles, `=values`, `--`, and its error texts. */
import { BOOL, type FlagKind, type FlagValue } from './kinds.ts';

export interface FlagSpec {
  readonly name: string;
  readonly short?: string;
  readonly kind: FlagKind;
  readonly usage: string;
  /** Default, when it is not the kind's zero. */
  readonly def?: FlagValue;
  /** How help shows the default, when not derived from it. */
  readonly defText?: string;
  /** The value of the flag given without one (pflag's NoOptDefVal). */
  readonly bare?: FlagValue;
  readonly hidden?: boolean;
  /** Advice printed when the flag is used; such a flag is hidden. */
  readonly deprecated?: string;
  /** Advice printed when the short form is used. */
  readonly shortDeprecated?: string;
  /** Help shows it only while no daemon says that it runs Linux. */
  readonly windows?: boolean;
  /** Another name of the same option: values go there. */
  readonly target?: string;
}

export interface Parsed {
  readonly values: ReadonlyMap<string, FlagValue>;
  /** Flags that were given. */
  readonly changed: ReadonlySet<string>;
  readonly args: readonly string[];
  /** Index in `args` where `--` stood, -1 without. */
  readonly dash: number;
  /** Lines about deprecated flags. */
  readonly notices: readonly string[];
}

export type ParseResult = Parsed | { readonly error: string; readonly notices: readonly string[] };

export interface ParseFlagsOptions {
  /** Flags may stand after arguments (the default). */
  readonly interspersed?: boolean;
}

class Run {
  readonly values = new Map<string, FlagValue>();
  readonly changed = new Set<string>();
  private readonly written = new Set<string>();
  readonly notices: string[] = [];
  private readonly flags: readonly FlagSpec[];

  constructor(flags: readonly FlagSpec[]) {
    this.flags = flags;
    for (const f of flags) if (f.target === undefined) this.values.set(f.name, f.def ?? f.kind.zero);
  }

  long(name: string): FlagSpec | undefined {
    return this.flags.find((f) => f.name === name);
  }
  short(c: string): FlagSpec | undefined {
    return this.flags.find((f) => f.short === c);
  }

  set(f: FlagSpec, text: string): string | undefined {
    const key = f.target ?? f.name;
    const value = f.kind.read(text, this.values.get(key) ?? f.kind.zero, !this.written.has(key));
    if (value instanceof Error) {
      const as = f.short !== undefined && f.shortDeprecated === undefined ? `-${f.short}, --${f.name}` : `--${f.name}`;
      return `invalid argument ${JSON.stringify(text)} for "${as}" flag: ${value.message}`;
    }
    this.values.set(key, value);
    this.written.add(key);
    this.changed.add(f.name);
    if (f.deprecated !== undefined) this.notices.push(`Flag --${f.name} has been deprecated, ${f.deprecated}`);
    return undefined;
  }
}

const bareOf = (f: FlagSpec): FlagValue | undefined => f.bare ?? f.kind.bare;

export function parseFlags(
  flags: readonly FlagSpec[],
  argv: readonly string[],
  options: ParseFlagsOptions = {},
): ParseResult {
  const run = new Run(flags);
  const args: string[] = [];
  let dash = -1;
  const fail = (error: string): ParseResult => ({ error, notices: run.notices });
  for (let i = 0; i < argv.length; i++) {
    const arg = argv[i] as string;
    if (arg.length < 2 || !arg.startsWith('-')) {
      if (options.interspersed === false) {
        args.push(...argv.slice(i));
        break;
      }
      args.push(arg);
      continue;
    }
    if (arg === '--') {
      dash = args.length;
      args.push(...argv.slice(i + 1));
      break;
    }
    if (arg.startsWith('--')) {
      const eq = arg.indexOf('=');
      const name = eq < 0 ? arg.slice(2) : arg.slice(2, eq);
      if (name === '' || name.startsWith('-') || name.startsWith('=')) return fail(`bad flag syntax: ${arg}`);
      const f = run.long(name);
      if (f === undefined) return fail(`unknown flag: --${name}`);
      const bare = bareOf(f);
      let value: string;
      if (eq >= 0) value = arg.slice(eq + 1);
      else if (bare !== undefined) value = String(bare);
      else if (i + 1 < argv.length) value = argv[++i] as string;
      else return fail(`flag needs an argument: --${name}`);
      const error = run.set(f, value);
      if (error !== undefined) return fail(error);
      continue;
    }
    for (let rest = arg.slice(1); rest !== '';) {
      const c = rest[0] as string;
      const f = run.short(c);
      if (f === undefined) return fail(`unknown shorthand flag: '${c}' in -${rest}`);
      if (f.shortDeprecated !== undefined)
        run.notices.push(`Flag shorthand -${c} has been deprecated, ${f.shortDeprecated}`);
      const bare = bareOf(f);
      let value: string;
      if (rest.length > 2 && rest[1] === '=') {
        value = rest.slice(2);
        rest = '';
      } else if (bare !== undefined) {
        value = String(bare);
        rest = rest.slice(1);
      } else if (rest.length > 1) {
        value = rest.slice(1);
        rest = '';
      } else if (i + 1 < argv.length) {
        value = argv[++i] as string;
        rest = '';
      } else return fail(`flag needs an argument: '${c}' in -${rest}`);
      const error = run.set(f, value);
      if (error !== undefined) return fail(error);
    }
  }
  return { values: run.values, changed: run.changed, args, dash, notices: run.notices };
}

/** Typed reading of parsed flags. */
export class Flags {
  private readonly parsed: Parsed;
  constructor(parsed: Parsed) {
    this.parsed = parsed;
  }
  get args(): readonly string[] {
    return this.parsed.args;
  }
  get dash(): number {
    return this.parsed.dash;
  }
  has(name: string): boolean {
    return this.parsed.changed.has(name);
  }
  bool(name: string): boolean {
    return this.parsed.values.get(name) === true;
  }
  text(name: string): string {
    const v = this.parsed.values.get(name);
    return typeof v === 'string' ? v : '';
  }
  number(name: string): number {
    const v = this.parsed.values.get(name);
    return typeof v === 'number' ? v : 0;
  }
  list(name: string): readonly string[] {
    const v = this.parsed.values.get(name);
    return Array.isArray(v) ? (v as readonly string[]) : [];
  }
}

/** A row of a command's option table. */
export function flag(
  name: string,
  short: string,
  kind: FlagKind,
  usage: string,
  more: Partial<Omit<FlagSpec, 'name' | 'kind' | 'usage'>> = {},
): FlagSpec {
  return { name, kind, usage, ...(short === '' ? {} : { short }), ...more };
}

export function bool(
  name: string,
  short: string,
  usage: string,
  more: Partial<Omit<FlagSpec, 'name' | 'kind' | 'usage'>> = {},
): FlagSpec {
  return flag(name, short, BOOL, usage, more);
}
