// Addresses: of functions, variables and string constants; and which functions are the library's.
import type { Code } from '../code.ts';
import type { Loc } from '../diagnostics.ts';
import type { LibraryFunction } from '../libc/function.ts';
import { DATA_BASE, RODATA_BASE, TEXT_BASE } from '../memory.ts';
import type { Expr, FunctionDefinition, FunctionSymbol, Variable } from '../tree.ts';

/** Where the C library is mapped. */
const LIBRARY_BASE = 0x7ffff7c20000;
const TEXT_START = 0x189;
const FUNCTION_SIZE = 64;

export interface Undefined {
  readonly name: string;
  readonly loc: Loc;
}

export class Linker {
  private readonly own: ReadonlyMap<string, number>;
  private readonly library: ReadonlyMap<string, LibraryFunction>;
  private readonly order: ReadonlyMap<string, number>;
  private readonly strings = new Map<string, number>();
  readonly byAddress = new Map<number, Code | LibraryFunction>();
  readonly undefined: Undefined[] = [];
  rodata = '';

  constructor(functions: readonly FunctionDefinition[], library: ReadonlyMap<string, LibraryFunction>) {
    this.own = new Map(functions.map(({ symbol }, i) => [symbol.name, TEXT_BASE + TEXT_START + i * FUNCTION_SIZE]));
    this.library = library;
    this.order = new Map([...library.keys()].map((name, i) => [name, LIBRARY_BASE + i * FUNCTION_SIZE]));
  }

  /** The address of a function; one that is nowhere is noted and reported at the end. */
  function(symbol: FunctionSymbol, loc: Loc): number {
    const own = this.own.get(symbol.name);
    if (own !== undefined) return own;
    const library = this.library.get(symbol.name);
    const address = this.order.get(symbol.name);
    if (!library || address === undefined || (!library.plain && !library.calls)) {
      this.undefined.push({ name: symbol.name, loc });
      return 0;
    }
    this.byAddress.set(address, library);
    return address;
  }

  addressOf(name: string): number {
    return this.own.get(name) ?? 0;
  }

  variable(v: Variable): number {
    return DATA_BASE + v.offset;
  }

  string(bytes: string): number {
    const known = this.strings.get(bytes);
    if (known !== undefined) return known;
    const address = RODATA_BASE + this.rodata.length;
    this.strings.set(bytes, address);
    this.rodata += `${bytes}\0`;
    return address;
  }

  /** The library's function that a call names, unless the program has one of that name. */
  libraryCall(e: Expr & { k: 'call' }): LibraryFunction | undefined {
    if (e.fn.k !== 'decay' || e.fn.e.k !== 'function') return undefined;
    const { name } = e.fn.e.symbol;
    if (this.own.has(name)) return undefined;
    const found = this.library.get(name);
    return found && (found.plain ?? found.calls) ? found : undefined;
  }
}
