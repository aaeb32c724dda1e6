/** Literals in templates: the value of a constant where a parameter's type is known, and where it is not. */
import { nodeText, type Node, type NumberNode } from './node.ts';
import { ANY, REFLECT, Scalar, type Value } from './value.ts';

/** A value, or the words of the error. */
export type Literal = { readonly v: Value } | { readonly error: string };

const wrong = (error: string): Literal => ({ error });

/** A number whose type only its own syntax tells. */
export function idealConstant(n: NumberNode): Literal {
  const hex = /^0[xX]/.test(n.text) && !/[pP]/.test(n.text);
  if (n.float !== undefined && !hex && !n.text.startsWith("'") && /[.eEpP]/.test(n.text)) return { v: n.float };
  if (n.int === undefined) return { v: n.float };
  if (n.int >= 1n << 63n) return wrong(`${n.text} overflows int`);
  return { v: n.int };
}

/** A literal as an argument for a parameter of type `type`. */
export function literalFor(type: string, n: Node): Literal {
  const text = nodeText(n);
  if (type === ANY || type === REFLECT) {
    if (n.kind === 'bool') return { v: n.value };
    if (n.kind === 'number') return idealConstant(n);
    if (n.kind === 'string') return { v: n.text };
    return wrong(`can't handle assignment of ${text} to empty interface argument`);
  }
  if (type === 'bool') return n.kind === 'bool' ? { v: n.value } : wrong(`expected bool; found ${text}`);
  if (type === 'string') return n.kind === 'string' ? { v: n.text } : wrong(`expected string; found ${text}`);
  if (type.startsWith('float')) {
    if (n.kind !== 'number' || n.float === undefined) return wrong(`expected float; found ${text}`);
    return { v: type === 'float64' ? n.float : new Scalar(type, n.float) };
  }
  if (/^u?int\d*$/.test(type)) {
    const unsigned = type.startsWith('u');
    if (n.kind !== 'number' || n.int === undefined || (unsigned && n.int < 0n)) {
      return wrong(`expected ${unsigned ? 'unsigned ' : ''}integer; found ${text}`);
    }
    return { v: type === 'int' ? n.int : new Scalar(type, n.int) };
  }
  return wrong(`can't handle ${text} for arg of type ${type}`);
}
