// A checked program becomes a unit that can be run; functions that nobody has defined are reported as the linker does.
import type { Code, Do, Unit } from '../code.ts';
import type { LibraryFunction } from '../libc/function.ts';
import { DATA_BASE } from '../memory.ts';
import type { Program } from '../tree.ts';
import { Lowering } from './expression.ts';
import { Linker, type Undefined } from './linker.ts';
import { lowerFunction } from './statement.ts';

const EVERYWHERE = { from: 0, to: Infinity } as const;

export function lowerUnit(
  program: Program,
  library: ReadonlyMap<string, LibraryFunction>,
  source: { readonly file: string; readonly text: string },
): { readonly unit: Unit; readonly undefined: readonly Undefined[] } {
  const linker = new Linker(program.functions, library);
  const lower = new Lowering(linker);
  const functions = new Map<string, Code>();
  for (const fn of program.functions) {
    const code = lowerFunction(linker, fn);
    functions.set(code.name, code);
    linker.byAddress.set(code.address, code);
  }
  const start: Do[] = [];
  for (const { variable, init } of program.statics) {
    const address = DATA_BASE + variable.offset;
    if (init) start.push(lower.init(init, variable.type, () => address));
  }
  const globals = program.statics.flatMap(({ variable: { name, type, offset, system } }) =>
    system || name === '' ? [] : [{ name, type, offset, ...EVERYWHERE }],
  );
  const unit: Unit = {
    ...source, functions, byAddress: linker.byAddress, rodata: linker.rodata, dataSize: program.dataSize, globals, start,
  }; // prettier-ignore
  return { unit, undefined: linker.undefined };
}
