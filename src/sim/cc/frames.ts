// Frames and variables as a debugger shows them: values in words, objects shared with the last look where nothing has changed.
import type { FrameView, VariableView } from '../kernel/abi/index.ts';
import type { Shown } from './code.ts';
import { DATA_BASE, Fault } from './memory.ts';
import type { Frame, Process } from './process.ts';
import { sizeOf, typeName, type Type } from './types.ts';
import { normal } from './value.ts';

/** The last view of a frame. */
export interface Seen {
  readonly view: FrameView;
}

/** Characters of a string and elements of an array that are shown. */
const MAX_CHARS = 60;
const MAX_ELEMENTS = 12;
/** The innermost frames are shown one by one; endless recursion has hundreds of thousands. */
const MAX_FRAMES = 50;

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\t': '\\t', '\r': '\\r', '"': '\\"', '\\': '\\\\' };
const quote = (bytes: string): string =>
  `"${bytes.replace(/[^]/g, (char) => ESCAPES[char] ?? (char < ' ' || char > '~' ? `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}` : char))}"`;

function text(m: Process, address: number, most: number): string | undefined {
  try {
    const found = m.memory.string(address, Math.min(most, MAX_CHARS + 1));
    return found.length > MAX_CHARS ? `${quote(found.slice(0, MAX_CHARS))}...` : quote(found);
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

function integer(m: Process, address: number, type: Type & { kind: 'int' }): string {
  const { memory } = m;
  const raw =
    type.size === 8
      ? memory.loadLong(address)
      : type.size === 4
        ? memory.loadInt(address)
        : type.size === 2
          ? memory.loadShort(address)
          : memory.loadByte(address);
  const value = normal(BigInt(raw), type);
  if (type.size === 1 && !type.bool) {
    const char = String.fromCharCode(Number(value) & 0xff);
    const shown =
      char >= ' ' && char <= '~' ? char : (ESCAPES[char] ?? `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`);
    return `${value} '${char === "'" ? "\\'" : shown}'`;
  }
  return type.bool ? (value ? 'true' : 'false') : String(value);
}

function pointer(m: Process, address: number, to: Type): string {
  const value = Number(m.memory.loadLong(address));
  if (value === 0) return 'NULL';
  const hex = `0x${value.toString(16)}`;
  const fn = m.unit.byAddress.get(value);
  if (fn) return `${hex} <${fn.name}>`;
  if (to.kind === 'function' && value <= 2) return value === 1 ? 'SIG_IGN' : hex;
  if (to.kind === 'int' && to.size === 1 && !to.bool) {
    const shown = text(m, value, Infinity);
    return shown === undefined ? `${hex} (not readable)` : `${hex} ${shown}`;
  }
  return hex;
}

/** What gdb's print would say, with names where it knows them. */
export function valueText(m: Process, address: number, type: Type): string {
  switch (type.kind) {
    case 'int':
      return integer(m, address, type);
    case 'pointer':
      return pointer(m, address, type.to);
    case 'array': {
      const { of, length = 0 } = type;
      if (of.kind === 'int' && of.size === 1 && !of.bool) return text(m, address, length) ?? '?';
      const shown = Array.from({ length: Math.min(length, MAX_ELEMENTS) }, (_, i) =>
        valueText(m, address + i * sizeOf(of), of),
      );
      return `{${shown.join(', ')}${length > MAX_ELEMENTS ? ', ...' : ''}}`;
    }
    case 'struct':
      return `{${(type.layout.fields ?? []).map((field) => `${field.name ?? ''}${field.name === undefined ? '' : ' = '}${valueText(m, address + field.offset, field.type)}`).join(', ')}}`;
    default:
      return '?';
  }
}

function variables(
  m: Process,
  shown: readonly Shown[],
  base: number,
  before: readonly VariableView[],
): readonly VariableView[] {
  let same = shown.length === before.length;
  const now = shown.map((each, i): VariableView => {
    const value = valueText(m, base + each.offset, each.type);
    const old = before[i];
    if (old && old.name === each.name && old.value === value) return old;
    same = false;
    return { name: each.name, type: typeName(each.type), value };
  });
  return same ? before : now;
}

function viewFrame(m: Process, frame: Frame): FrameView {
  const { pc, code, base, line } = frame;
  const shown = code.shown.filter((each) => each.from <= pc && pc < each.to);
  const before = frame.seen?.view;
  const list = variables(m, shown, base, before?.variables ?? []);
  if (before && before.line === line && before.variables === list) return before;
  const view: FrameView = { fn: code.name, line, variables: list };
  frame.seen = { view };
  return view;
}

export function viewFrames(m: Process): readonly FrameView[] {
  const out: FrameView[] = [];
  for (let i = m.stack.length - 1; i >= 0 && out.length < MAX_FRAMES; i -= 1)
    out.push(viewFrame(m, m.stack[i] as Frame));
  return out;
}

export const viewGlobals = (m: Process, before: readonly VariableView[]): readonly VariableView[] =>
  variables(m, m.unit.globals, DATA_BASE, before);
