// Lvalues: what can be assigned to, what is read-only, and what becomes of a variable's "used" and "set".
import type { Loc } from '../diagnostics.ts';
import type { Expr, Variable } from '../tree.ts';
import type { Context } from './context.ts';

export function isLvalue(e: Expr): boolean {
  switch (e.k) {
    case 'variable':
    case 'deref':
    case 'string':
    case 'literal':
      return true;
    case 'member':
      return isLvalue(e.e);
    default:
      return false;
  }
}

/** The variable whose storage this is part of. */
function root(e: Expr): Variable | undefined {
  if (e.k === 'variable') return e.variable;
  if (e.k === 'member') return root(e.e);
  if (e.k === 'deref' && e.e.k === 'offset' && e.e.e.k === 'decay') return root(e.e.e.e);
  return undefined;
}

export function markUsed(e: Expr): void {
  const variable = root(e);
  if (variable) variable.used = true;
  if (e.k === 'function') e.symbol.used = true;
}

/** `escapes`: its address is taken, and whoever has it may set it. */
export function markSet(e: Expr, escapes: boolean): void {
  const variable = root(e);
  if (!variable) return;
  variable.assigned = true;
  if (escapes) variable.escapes = true;
}

const isReadOnly = (e: Expr): boolean =>
  e.type.const === true || (e.k === 'member' && isReadOnly(e.e)) || (e.type.kind === 'struct' && hasConstMember(e));

const hasConstMember = (e: Expr): boolean =>
  e.type.kind === 'struct' && (e.type.layout.fields ?? []).some((field) => field.type.const === true);

/** As gcc spells the place in "assignment of read-only location". */
function spell(e: Expr): string {
  switch (e.k) {
    case 'variable':
      return e.variable.name;
    case 'const':
      return String(e.value);
    case 'decay':
      return spell(e.e);
    case 'deref':
      if (e.e.k === 'offset') {
        const { by } = e.e;
        if (by.k === 'const' && by.value === 0 && e.e.e.k !== 'decay') return `*${spell(e.e.e)}`;
        return `${e.e.e.k === 'decay' ? '' : '*('}${spell(e.e.e)}${e.e.e.k === 'decay' ? `[${spell(by)}]` : ` + ${spell(by)})`}`;
      }
      return `*${spell(e.e)}`;
    case 'convert':
      return spell(e.e);
    case 'string':
      return JSON.stringify(e.bytes);
    default:
      return '';
  }
}

export function checkWritable(c: Context, e: Expr, loc: Loc, what: string): boolean {
  if (!isReadOnly(e)) return true;
  markUsed(e);
  if (e.k === 'variable') {
    const kind = e.variable.storage === 'parameter' ? 'parameter' : 'variable';
    c.report.error(loc, `${what} of read-only ${kind} '${e.variable.name}'`);
  } else if (e.k === 'member') {
    const name = memberName(e);
    c.report.error(
      loc,
      e.e.type.const ? `${what} of member '${name}' in read-only object` : `${what} of read-only member '${name}'`,
    );
  } else c.report.error(loc, `${what} of read-only location '${spell(e)}'`);
  return false;
}

function memberName(e: Expr & { k: 'member' }): string {
  const { type } = e.e;
  if (type.kind !== 'struct') return '';
  return type.layout.fields?.find((field) => field.offset === e.offset)?.name ?? '';
}
