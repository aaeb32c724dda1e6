// What of C and of the C library this compiler knows: the table behind the language's reference page.
import { HEADER_NAMES } from './libc/headers.ts';
import { FUNCTIONS } from './libc/table.ts';

export interface SupportEntry {
  readonly name: string;
  readonly kind: 'header' | 'type' | 'statement' | 'operator' | 'preprocessor' | 'function' | 'macro';
  /** The header that declares it, for functions and macros. */
  readonly header?: string;
  /** How it is declared, for functions. */
  readonly synopsis?: string;
  readonly support: 'full' | 'partial' | 'none';
  /** One sentence: what it does, or what is missing. */
  readonly note: string;
}

type Row = readonly [name: string, support: SupportEntry['support'], note: string];

const rows = (kind: SupportEntry['kind'], list: readonly Row[]): SupportEntry[] =>
  list.map(([name, support, note]) => ({ name, kind, support, note }));

const TYPES: readonly Row[] = [
  ['char', 'full', 'Signed, one byte, as on x86-64; with signed and unsigned.'],
  ['short', 'full', 'Two bytes; with unsigned.'],
  ['int', 'full', 'Four bytes; with unsigned. Wraps around on overflow.'],
  ['long', 'full', 'Eight bytes; with unsigned, and long long.'],
  ['_Bool', 'full', 'Also as bool from <stdbool.h>.'],
  ['void', 'full', 'For functions without a result, and behind void *.'],
  ['pointers', 'full', 'Eight bytes; a wild or NULL pointer that is used raises SIGSEGV.'],
  ['arrays', 'full', 'Of known length, of any depth.'],
  ['struct', 'full', 'With designated initialisers, assignment, as arguments and results.'],
  ['union', 'full', 'Also anonymous inside of a struct.'],
  ['enum', 'full', 'Enumerators are of type int.'],
  ['typedef', 'full', 'Also of functions and arrays.'],
  ['function pointers', 'full', 'For signal handlers and tables of functions.'],
  ['const, volatile, static, extern', 'full', 'const is checked; the others mean what they mean in one file.'],
  ['register, auto, inline, restrict', 'partial', 'Accepted without effect.'],
  ['float, double', 'none', 'There are no floating-point numbers.'],
  ['_Complex, _Atomic, _Thread_local', 'none', 'Not known.'],
  ['arrays of variable length', 'none', 'The length must be a constant.'],
  ['bit-fields', 'none', 'Members are whole integers.'],
];

const STATEMENTS: readonly Row[] = [
  ['if, else', 'full', ''],
  ['while, do, for', 'full', 'A for may declare its variable.'],
  ['switch, case, default', 'full', 'With fall-through.'],
  ['break, continue, return', 'full', ''],
  ['goto and labels', 'full', 'Within a function.'],
  ['declarations', 'full', 'Anywhere in a block. A local without a value holds garbage, the same in each run.'],
  ['asm', 'none', 'There is no machine code.'],
  ['statement expressions', 'none', 'An extension of gcc that is not known.'],
];

const OPERATORS: readonly Row[] = [
  ['+ - * / %', 'full', 'Dividing by zero raises SIGFPE.'],
  ['& | ^ ~ << >>', 'full', 'The count of a shift is taken modulo the width, as the processor does.'],
  ['== != < > <= >= && || !', 'full', ''],
  ['= += -= *= /= %= &= |= ^= <<= >>=', 'full', ''],
  ['++ --', 'full', ''],
  ['?: and the comma', 'full', ''],
  ['* & [] . ->', 'full', ''],
  ['sizeof', 'full', 'Of types and expressions.'],
  ['(type) and (type){…}', 'full', 'Casts and compound literals.'],
  ['_Generic, _Alignof, typeof', 'none', 'Not known.'],
];

const PREPROCESSOR: readonly Row[] = [
  ['#include', 'partial', 'The headers below; there are no files of your own to include.'],
  ['#define', 'partial', 'With and without parameters; no # and ##, no variable arguments.'],
  ['#if, #ifdef, #ifndef, #elif, #else, #endif', 'full', 'With defined and integer expressions.'],
  ['#undef, #error, #warning', 'full', ''],
  ['#pragma, #line', 'partial', 'Accepted without effect.'],
  ['__LINE__, __FILE__, __func__', 'full', ''],
];

/** What a program would look for and not find. */
const MISSING: readonly (readonly [string, string, string])[] = [
  ['pthread_create', 'pthread.h', 'There are no threads in this language.'],
  ['ptrace', 'sys/ptrace.h', 'Programs cannot trace others.'],
  ['setjmp, longjmp', 'setjmp.h', 'Functions end by returning.'],
  ['waitid', 'sys/wait.h', 'Use waitpid.'],
  ['scanf', 'stdio.h', 'Read with fgets and convert with strtol.'],
  ['qsort', 'stdlib.h', 'Write the loop.'],
  ['system, popen', 'stdlib.h', 'Use fork, exec and wait: that is what this course is about.'],
  ['va_start', 'stdarg.h', 'Functions of your own have fixed parameters.'],
  ['socket, poll, select', 'sys/socket.h', 'There is no network.'],
];

export const SUPPORT: readonly SupportEntry[] = [
  ...rows('type', TYPES),
  ...rows('statement', STATEMENTS),
  ...rows('operator', OPERATORS),
  ...rows('preprocessor', PREPROCESSOR),
  ...rows(
    'header',
    HEADER_NAMES.map((name): Row => [`<${name}>`, 'partial', 'Declares what is listed for it here.']),
  ),
  ...FUNCTIONS.map(({ name, header, synopsis, support, note, macro }): SupportEntry => ({
    name, kind: macro ? 'macro' : 'function', header, synopsis: synopsis.replace(/ __attribute__.*/, ''), support, note,
  })), // prettier-ignore
  ...MISSING.map(([name, header, note]): SupportEntry => ({ name, kind: 'function', header, support: 'none', note })),
];
