/** How fmt writes a value: the default format %v (also inside maps, lists and structs), %+v and %#v. */
import { formatFloat } from './float.ts';
import { quote } from './text.ts';
import type { Struct } from './value.ts';
import { Dict, Func, List, Nil, Scalar, sortedKeys, typeOf, type Value } from './value.ts';

export type Style = 'v' | '+v' | '#v';

/** Deeper than any real value; a self-containing one ends here. */
const MAX_PRINT_DEPTH = 200;

export function plain(v: Value, style: Style = 'v', depth = 0): string {
  if (v === undefined || v === null) return depth > 0 && style === '#v' ? 'interface {}(nil)' : '<nil>';
  if (typeof v === 'string') return style === '#v' ? quote(v) : v;
  if (typeof v === 'number') return formatFloat(v, 'g', -1);
  if (typeof v === 'bigint' || typeof v === 'boolean') return String(v);
  if (depth > MAX_PRINT_DEPTH) return '...';
  if (v instanceof Scalar) return style === '#v' ? goScalar(v) : (v.text ?? plain(v.value, style, depth));
  if (v instanceof Nil) return plainNil(v, style);
  if (v instanceof Func) return '0x0';
  const inner = (x: Value): string => plain(x, style, depth + 1);
  if (v instanceof List) {
    return style === '#v' ? `${v.type}{${v.items.map(inner).join(', ')}}` : `[${v.items.map(inner).join(' ')}]`;
  }
  if (v instanceof Dict) {
    const keys = sortedKeys(v);
    if (style === '#v') return `${v.type}{${keys.map((k) => `${quote(k)}:${inner(v.entries.get(k))}`).join(', ')}}`;
    return `map[${keys.map((k) => `${k}:${inner(v.entries.get(k))}`).join(' ')}]`;
  }
  return plainStruct(v, style, depth);
}

function plainStruct(v: Struct, style: Style, depth: number): string {
  if (v.options.text !== undefined && style !== '#v') return v.options.text();
  const pointer = v.type.startsWith('*');
  // Fidelity: a pointer below the top is an address in Go, which no program can rely on.
  if (pointer && depth > 0) return '0xc000000000';
  const fields = [...v.fields].map(([k, x]) =>
    style === 'v' ? plain(x, style, depth + 1) : `${k}:${plain(x, style, depth + 1)}`,
  );
  if (style === '#v') return `${pointer ? '&' + v.type.slice(1) : v.type}{${fields.join(', ')}}`;
  return `${pointer ? '&' : ''}{${fields.join(' ')}}`;
}

function plainNil(v: Nil, style: Style): string {
  if (style === '#v') return v.type.startsWith('*') ? `(${v.type})(nil)` : `${v.type}(nil)`;
  if (v.type.startsWith('[]')) return '[]';
  return v.type.startsWith('map[') ? 'map[]' : '<nil>';
}

function goScalar(v: Scalar): string {
  if (v.type.startsWith('uint') && typeof v.value === 'bigint') return '0x' + v.value.toString(16);
  return plain(v.value, '#v', 0);
}

/** fmt.Sprint: a space between operands when neither is a string. */
export function sprint(args: readonly Value[]): string {
  let out = '';
  args.forEach((a, i) => {
    if (i > 0 && typeof a !== 'string' && typeof args[i - 1] !== 'string') out += ' ';
    out += plain(a);
  });
  return out;
}

/** fmt.Sprintln. */
export function sprintln(args: readonly Value[]): string {
  return args.map((a) => plain(a)).join(' ') + '\n';
}

/** `%!verb(type=value)`, fmt's complaint about a verb that does not fit. */
export function badVerb(verb: string, v: Value): string {
  return v === null || v === undefined ? `%!${verb}(<nil>)` : `%!${verb}(${typeOf(v)}=${plain(v)})`;
}
