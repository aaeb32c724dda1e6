// Assignment statements: alone, before a command, and as arguments of declaration builtins.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import { arithFault, expandStringGeneral, expandWords } from '../expand/expander.ts';
import { traceQuote } from '../expand/quote.ts';
import type { Assign } from '../parse/nodes.ts';
import { assign, assignArray, assignElement, AssignFault, type ElementValue } from '../vars/access.ts';
import { resolve } from '../vars/read.ts';
import { cloneVariable, newVariable, type Variable } from '../vars/variable.ts';
import { DiscardLine, ExitShell, ExpansionFault } from './faults.ts';
import { complain, flush } from './report.ts';
import type { Shell } from './shell.ts';
import { flushAssignments, traceAssignment } from './trace.ts';

/** Values of `( … )`: plain elements are split and globbed, `[i]=x` ones are not. */
export function* expandElements(sh: Shell, item: Assign): Sys<ElementValue[]> {
  const out: ElementValue[] = [];
  for (const element of item.elements ?? []) {
    if (element.index) {
      const index = yield* expandStringGeneral(sh, element.index, 'string');
      out.push({ index, value: yield* expandStringGeneral(sh, element.value, 'string'), append: element.append });
    } else
      for (const value of yield* expandWords(sh, [element.value])) out.push({ index: undefined, value, append: false });
  }
  return out;
}

/** `name=value` with everything expanded, for a declaration builtin. */
export function* assignmentText(
  sh: Shell,
  item: Assign,
): Sys<{ text: ByteString; elements: ElementValue[] | undefined }> {
  const index = item.index ? `[${yield* expandStringGeneral(sh, item.index, 'string')}]` : '';
  const head = `${item.name}${index}${item.append ? '+' : ''}=`;
  if (item.elements) return { text: head, elements: yield* expandElements(sh, item) };
  return { text: head + (item.value ? yield* expandStringGeneral(sh, item.value, 'string') : ''), elements: undefined };
}

function* one(sh: Shell, item: Assign): Sys<void> {
  if (item.elements) {
    const elements = yield* expandElements(sh, item);
    if (item.index) throw new AssignFault(`${item.name}[${item.index.text}]: cannot assign list to array member`);
    if (sh.opt('xtrace'))
      traceAssignment(
        sh,
        `${item.name}${item.append ? '+' : ''}=(${elements.map((e) => (e.index === undefined ? '' : `[${e.index}]=`) + traceQuote(e.value)).join(' ')})`,
      );
    assignArray(sh, item.name, elements, item.append);
    return;
  }
  const index = item.index ? yield* expandStringGeneral(sh, item.index, 'string') : undefined;
  const value = item.value ? yield* expandStringGeneral(sh, item.value, 'string') : '';
  if (sh.opt('xtrace'))
    traceAssignment(
      sh,
      `${item.name}${index === undefined ? '' : `[${index}]`}${item.append ? '+' : ''}=${value === '' ? '' : sh.dash ? value : traceQuote(value)}`,
    );
  if (index !== undefined) assignElement(sh, item.name, index, value, item.append);
  else assign(sh, item.name, value, item.append);
}

/** Assignments that stay. A readonly variable ends the line (a script of dash). */
export function* performAssignments(sh: Shell, items: readonly Assign[]): Sys<void> {
  for (const item of items) {
    try {
      yield* one(sh, item);
    } catch (error) {
      if (error instanceof ExpansionFault || error instanceof DiscardLine || error instanceof ExitShell) throw error;
      yield* failed(sh, error);
    }
  }
  flushAssignments(sh);
}

function* failed(sh: Shell, error: unknown): Sys<never> {
  if (!(error instanceof AssignFault)) throw arithFault(sh, error);
  complain(sh, sh.dash ? error.message.replace('readonly variable', 'is read only') : error.message);
  yield* flush(sh);
  if (sh.dash && !sh.interactive) throw new ExitShell(2);
  throw new DiscardLine(sh.dash ? 2 : 1);
}

/** Assignments before a command: a scope of exported variables for its duration. */
export function* temporaryAssignments(sh: Shell, items: readonly Assign[]): Sys<Map<ByteString, Variable>> {
  const vars = new Map<ByteString, Variable>();
  const scope = { vars, temporary: true };
  sh.vars.stack.push(scope);
  try {
    for (const item of items) {
      const { name } = resolve(sh, item.name);
      const old = sh.vars.find(name);
      if (old?.readonly) {
        complain(sh, sh.dash ? `${name}: is read only` : `${name}: readonly variable`);
        yield* flush(sh);
        if (sh.dash && !sh.interactive) throw new ExitShell(2);
        continue;
      }
      if (!vars.has(name)) {
        const fresh = old && item.append ? cloneVariable(old) : newVariable();
        fresh.exported = true;
        fresh.integer = old?.integer ?? false;
        // The value is computed before the name is hidden by its new self.
        const index = sh.vars.stack.indexOf(scope);
        sh.vars.stack.splice(index, 1);
        const text = item.value ? yield* expandStringGeneral(sh, item.value, 'string') : '';
        sh.vars.stack.push(scope);
        vars.set(name, fresh);
        if (sh.opt('xtrace'))
          traceAssignment(
            sh,
            `${item.name}${item.append ? '+' : ''}=${text === '' ? '' : sh.dash ? text : traceQuote(text)}`,
          );
        assign(sh, name, text, item.append);
      } else yield* one(sh, item);
    }
  } catch (error) {
    throw arithFault(sh, error);
  } finally {
    const index = sh.vars.stack.indexOf(scope);
    if (index >= 0) sh.vars.stack.splice(index, 1);
  }
  return vars;
}
