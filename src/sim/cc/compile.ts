// The stages one after the other: text, tokens, checked program, unit. Never throws, whatever the text.
import { utf8 } from '../kernel/abi/index.ts';
import type { Builtins } from './check/calls.ts';
import { Context } from './check/context.ts';
import type { Unit } from './code.ts';
import { Halt, Reporter, type Diagnostic } from './diagnostics.ts';
import { MAX_SOURCE } from './lex.ts';
import { headerText } from './libc/headers.ts';
import { LIBRARY } from './libc/table.ts';
import { lowerUnit } from './lower/unit.ts';
import { Parser } from './parse/stream.ts';
import { translationUnit } from './parse/unit.ts';
import { Preprocessor } from './preprocess.ts';
import type { Program } from './tree.ts';
import type { FunctionType } from './types.ts';

export type Compiled =
  /** Warnings only. */
  | { readonly ok: true; readonly unit: Unit; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

export interface CompileOptions {
  /** As with -Wall; without it only what gcc says unasked. */
  readonly wall?: boolean;
}

/** Functions of the library that gcc knows by name and type even without their header. */
const KNOWN_TO_GCC =
  /^(?:f?printf|s?n?printf|puts|putchar|fput[cs]|putc|fwrite|exit|_exit|_Exit|abort|malloc|calloc|realloc|free|strn?len|strn?c(?:mp|py|at)|str(?:r?chr|str|dup)|mem(?:set|cpy|move|cmp)|is(?:alpha|digit|alnum|space|upper|lower|print|punct|xdigit)|to(?:upper|lower)|abs|exec(?:v|ve|vp|l|lp)|fork|strcasecmp)$/;

/** Where gcc says a name is defined, when it is not declared (known_headers of c-family). */
const STANDARD_NAMES: Readonly<Record<string, string>> = {
  NULL: 'stddef.h', EOF: 'stdio.h', FILE: 'stdio.h', BUFSIZ: 'stdio.h', stdin: 'stdio.h', stdout: 'stdio.h', stderr: 'stdio.h',
  errno: 'errno.h', EXIT_SUCCESS: 'stdlib.h', EXIT_FAILURE: 'stdlib.h', INT_MAX: 'limits.h', INT_MIN: 'limits.h', UINT_MAX: 'limits.h',
  LONG_MAX: 'limits.h', LONG_MIN: 'limits.h', ULONG_MAX: 'limits.h', CHAR_BIT: 'limits.h', bool: 'stdbool.h', true: 'stdbool.h',
  false: 'stdbool.h', size_t: 'stddef.h', ptrdiff_t: 'stddef.h', int8_t: 'stdint.h', int16_t: 'stdint.h', int32_t: 'stdint.h',
  int64_t: 'stdint.h', uint8_t: 'stdint.h', uint16_t: 'stdint.h', uint32_t: 'stdint.h', uint64_t: 'stdint.h', va_list: 'stdarg.h',
}; // prettier-ignore

/** The type of a function as its header declares it. */
function declaredType(name: string, header: string): FunctionType | undefined {
  const context = new Context(new Reporter(false));
  const preprocessor = new Preprocessor(context.report, headerText, header);
  translationUnit(new Parser(preprocessor.run(`#include <${header}>\n`), context, NOTHING_KNOWN));
  const symbol = context.lookup(name);
  return symbol?.kind === 'function' ? symbol.type : undefined;
}

const NOTHING_KNOWN: Builtins = { builtin: () => undefined, headerOf: () => undefined, macros: () => [] };

const builtins = (preprocessor: Preprocessor): Builtins => ({
  builtin(name) {
    const fn = KNOWN_TO_GCC.test(name) ? LIBRARY.get(name) : undefined;
    const type = fn && declaredType(name, fn.header);
    return fn && type ? { header: fn.header, type } : undefined;
  },
  headerOf: (name) => (Object.hasOwn(STANDARD_NAMES, name) ? STANDARD_NAMES[name] : undefined),
  macros: () => preprocessor.macroNames(),
});

function parse(text: string, file: string, report: Reporter): Program | undefined {
  try {
    if (text.length > MAX_SOURCE) {
      report.fatal({ line: 1, column: 1, from: 1, to: 2 }, `this compiler reads at most ${MAX_SOURCE} bytes of source`);
    }
    const preprocessor = new Preprocessor(report, headerText, file);
    const tokens = preprocessor.run(text);
    return translationUnit(new Parser(tokens, new Context(report), builtins(preprocessor)));
  } catch (error) {
    if (error instanceof Halt) return undefined;
    if (!(error instanceof RangeError)) throw error;
    // What nests so deep that the host gives up is reported, not thrown.
    report.errors += 1;
    report.list.push({
      line: 1,
      column: 1,
      length: 1,
      severity: 'error',
      message: 'this compiler cannot nest as deep as this source does',
    });
    return undefined;
  }
}

/** gcc says everything about one function in the order of its lines, and the unused at the end of their scope; a reader wants one order. */
const inOrder = (list: readonly Diagnostic[]): readonly Diagnostic[] => {
  const groups: Diagnostic[][] = [];
  for (const each of list) {
    const last = groups[groups.length - 1];
    if (each.severity === 'note' && last) last.push(each);
    else groups.push([each]);
  }
  return groups.sort(([a], [b]) => (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0)).flat();
};

/** Compiles the text of a file, given as text or as the file's bytes. */
export function compile(source: string, file: string, options: CompileOptions = {}): Compiled {
  const text = /[^\0-\xff]/.test(source) ? utf8(source) : source;
  const report = new Reporter(options.wall ?? false);
  const program = parse(text, file, report);
  if (!program || report.errors > 0) return { ok: false, diagnostics: inOrder(report.list) };
  const { unit, undefined: missing } = lowerUnit(program, LIBRARY, { file, text });
  const unresolved = missing.filter(
    (each, i) => missing.findIndex((other) => other.name === each.name && other.loc.line === each.loc.line) === i,
  );
  for (const { name, loc } of unresolved) report.error(loc, `undefined reference to '${name}'`);
  if (!unit.functions.has('main'))
    report.error({ line: 1, column: 1, from: 1, to: 2 }, "undefined reference to 'main'");
  const diagnostics = inOrder(report.list);
  return report.errors > 0 ? { ok: false, diagnostics } : { ok: true, unit, diagnostics };
}
