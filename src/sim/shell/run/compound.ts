// Compound commands: if, loops, case, select, groups, `(( ))`, `[[ ]]`.
import { sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { arithmetic, expandString, expandStringGeneral, expandWords } from '../expand/expander.ts';
import { isZero } from '../expand/int64.ts';
import { compilePattern } from '../expand/pattern.ts';
import { nodeText } from '../parse/print.ts';
import type { Arith, ArithFor, Case, Compound, For, If, List, While, Word } from '../parse/nodes.ts';
import { NEEDS_CLOCK } from '../parse/word.ts';
import { assign, AssignFault } from '../vars/access.ts';
import { get, isName } from '../vars/read.ts';
import { evaluateTest } from './cond.ts';
import { runNode, step } from './exec.ts';
import { DiscardLine, ExpansionFault } from './faults.ts';
import { complain, flush } from './report.ts';
import type { Shell } from './shell.ts';
import { runNamedTrap } from './trap.ts';
import { traceLine } from './trace.ts';
import { readLineFrom } from './read-line.ts';
import { expansionFailed } from './simple.ts';

export function* runCompound(sh: Shell, node: Compound | For | List): Sys<number> {
  try {
    switch (node.kind) {
      case 'if':
        return yield* runIf(sh, node);
      case 'while':
        return yield* runWhile(sh, node);
      case 'for':
        return yield* runFor(sh, node);
      case 'select':
        return yield* runSelect(sh, node);
      case 'arithfor':
        return yield* runArithFor(sh, node);
      case 'case':
        return yield* runCase(sh, node);
      case 'group':
        return yield* runNode(sh, node.body);
      case 'arith':
        return yield* runArith(sh, node);
      case 'cond':
        sh.line = node.line;
        if (sh.traps.has('DEBUG')) yield* debug(sh, node);
        return setStatus(sh, yield* evaluateTest(sh, node));
      case 'subshell':
      case 'list':
        return yield* runNode(sh, node);
    }
  } catch (error) {
    if (error instanceof ExpansionFault) return yield* expansionFailed(sh, error);
    throw error;
  }
}

function setStatus(sh: Shell, status: number): number {
  sh.pipeStatus = [status];
  return status;
}

export function* debug(sh: Shell, node: Compound | For): Sys<void> {
  if (sh.inFunction > 0 && !sh.opt('functrace')) return;
  // Loops and case show only their head.
  const text =
    node.kind === 'for' || node.kind === 'select' || node.kind === 'arithfor' || node.kind === 'case'
      ? (nodeText(node).split('\n')[0] ?? '').replace(/;$/, '')
      : node;
  yield* runNamedTrap(sh, 'DEBUG', text);
}

function* condition(sh: Shell, list: List): Sys<number> {
  sh.errexitOff += 1;
  try {
    return yield* runNode(sh, list);
  } finally {
    sh.errexitOff -= 1;
  }
}

function* runIf(sh: Shell, node: If): Sys<number> {
  for (const { test, body } of node.clauses) {
    const status = yield* condition(sh, test);
    if (sh.flow) return status;
    if (status === 0) return yield* runNode(sh, body);
  }
  return node.otherwise ? yield* runNode(sh, node.otherwise) : 0;
}

/** What a pending break or continue means for the loop that sees it: leave, or go on. */
function loopFlow(sh: Shell): 'none' | 'leave' | 'next' {
  const { flow } = sh;
  if (!flow) return 'none';
  if (flow.kind === 'return') return 'leave';
  if (flow.levels > 1) {
    sh.flow = { kind: flow.kind, levels: flow.levels - 1 };
    return 'leave';
  }
  sh.flow = undefined;
  return flow.kind === 'break' ? 'leave' : 'next';
}

function* runWhile(sh: Shell, node: While): Sys<number> {
  let status = 0;
  sh.loopDepth += 1;
  try {
    for (;;) {
      const test = yield* condition(sh, node.test);
      let flow = loopFlow(sh);
      if (flow === 'leave') break;
      if (flow === 'next') continue;
      if ((test === 0) === node.until) break;
      status = yield* runNode(sh, node.body);
      flow = loopFlow(sh);
      if (flow === 'leave') break;
      yield* step(sh);
    }
  } finally {
    sh.loopDepth -= 1;
  }
  return sh.flow ? sh.status : status;
}

function* runFor(sh: Shell, node: Extract<For, { kind: 'for' | 'select' }>): Sys<number> {
  sh.line = node.line;
  if (!isName(node.name) && !(sh.dash === false && false)) {
    complain(sh, `\`${node.name}': not a valid identifier`);
    yield* flush(sh);
    if (sh.opt('posix')) throw new DiscardLine(1);
    return 1;
  }
  const items = node.words === undefined ? sh.positional.slice() : yield* expandWords(sh, node.words);
  let status = 0;
  sh.loopDepth += 1;
  try {
    for (const item of items) {
      sh.line = node.line;
      if (sh.traps.has('DEBUG')) yield* debug(sh, node);
      if (sh.opt('xtrace') && !sh.dash)
        traceLine(sh, `for ${node.name} in ${(node.words ?? []).map((w) => w.text).join(' ') || '"$@"'}`);
      if (!assignLoop(sh, node.name, item)) {
        yield* flush(sh);
        if (sh.dash) throw new DiscardLine(2);
        return 1;
      }
      status = yield* runNode(sh, node.body);
      if (loopFlow(sh) === 'leave') break;
      yield* step(sh);
    }
  } finally {
    sh.loopDepth -= 1;
  }
  return sh.flow ? sh.status : status;
}

function assignLoop(sh: Shell, name: ByteString, item: ByteString): boolean {
  try {
    const v = sh.vars.find(name);
    // A name reference as the loop variable is pointed at each name in turn.
    if (v?.nameref) v.value = item;
    else assign(sh, name, item);
    return true;
  } catch (error) {
    if (!(error instanceof AssignFault)) throw error;
    complain(sh, sh.dash ? `${name}: is read only` : error.message);
    return false;
  }
}

function* arithText(sh: Shell, word: Word): Sys<ByteString> {
  if (NEEDS_CLOCK.test(word.text)) sh.now = yield* sys.clock();
  return word.pure ? expandString(sh, word, 'string') : yield* expandStringGeneral(sh, word, 'string');
}

/** An expression of `(( ))`; undefined after a message. */
function* arithValue(sh: Shell, word: Word, name: string): Sys<number | bigint | undefined> {
  const text = yield* arithText(sh, word);
  if (sh.opt('xtrace')) traceLine(sh, `(( ${text.trim()} ))`);
  try {
    return arithmetic(sh, text, `${name}: `);
  } catch (error) {
    if (!(error instanceof ExpansionFault) || error.fatal) throw error;
    complain(sh, error.message);
    yield* flush(sh);
    return undefined;
  }
}

function* runArith(sh: Shell, node: Arith): Sys<number> {
  sh.line = node.line;
  if (sh.traps.has('DEBUG')) yield* debug(sh, node);
  const value = yield* arithValue(sh, node.expr, '((');
  return setStatus(sh, value === undefined || isZero(value) ? 1 : 0);
}

function* runArithFor(sh: Shell, node: ArithFor): Sys<number> {
  sh.line = node.line;
  if (sh.traps.has('DEBUG')) yield* debug(sh, node);
  if ((yield* arithValue(sh, node.init, '((')) === undefined) return 1;
  let status = 0;
  sh.loopDepth += 1;
  try {
    for (;;) {
      sh.line = node.line;
      if (node.test.text.trim() !== '') {
        if (sh.traps.has('DEBUG')) yield* debug(sh, node);
        const value = yield* arithValue(sh, node.test, '((');
        if (value === undefined) return 1;
        if (isZero(value)) break;
      }
      status = yield* runNode(sh, node.body);
      if (loopFlow(sh) === 'leave') break;
      sh.line = node.line;
      if (sh.traps.has('DEBUG')) yield* debug(sh, node);
      if ((yield* arithValue(sh, node.update, '((')) === undefined) return 1;
      yield* step(sh);
    }
  } finally {
    sh.loopDepth -= 1;
  }
  return sh.flow ? sh.status : status;
}

function* runCase(sh: Shell, node: Case): Sys<number> {
  sh.line = node.line;
  if (sh.traps.has('DEBUG')) yield* debug(sh, node);
  const text = yield* expandStringGeneral(sh, node.word, 'string');
  if (sh.opt('xtrace') && !sh.dash) traceLine(sh, `case ${node.word.text} in`);
  const options = { extglob: sh.shopts.has('extglob'), nocase: sh.shopts.has('nocasematch') };
  let status = 0;
  let through = false;
  for (const clause of node.clauses) {
    let hit = through;
    if (!hit) {
      for (const word of clause.patterns) {
        const pattern = yield* expandStringGeneral(sh, word, 'pattern');
        if (compilePattern(pattern, options).matches(text)) {
          hit = true;
          break;
        }
      }
    }
    if (!hit) continue;
    status = clause.body ? yield* runNode(sh, clause.body) : 0;
    if (sh.flow || clause.end === ';;') return status;
    through = clause.end === ';&';
  }
  return status;
}

function menu(items: readonly ByteString[]): ByteString {
  const width = String(items.length).length;
  const longest = Math.max(0, ...items.map((item) => item.length)) + width + 2;
  const columns = Math.max(1, Math.min(Math.floor(80 / (longest + 2)), items.length));
  const rows = Math.ceil(items.length / columns);
  // bash shows one column when all fit in few rows.
  if (rows === 1 || columns === 1)
    return items.map((item, i) => `${String(i + 1).padStart(width)}) ${item}\n`).join('');
  let out = '';
  for (let row = 0; row < rows; row += 1) {
    let at = 0;
    for (let i = row; i < items.length; i += rows) {
      const text = `${String(i + 1).padStart(width)}) ${items[i] ?? ''}`;
      out += text;
      at += text.length;
      if (i + rows < items.length) {
        const target = Math.ceil((at + 1) / (longest + 2)) * (longest + 2);
        // Gaps are filled with tabs where a tab stop lies on the way.
        while (at < target) {
          const stop = Math.floor(at / 8) * 8 + 8;
          if (stop <= target) {
            out += '\t';
            at = stop;
          } else {
            out += ' ';
            at += 1;
          }
        }
      }
    }
    out += '\n';
  }
  return out;
}

function* runSelect(sh: Shell, node: For): Sys<number> {
  sh.line = node.line;
  if (!isName(node.name)) {
    complain(sh, `\`${node.name}': not a valid identifier`);
    yield* flush(sh);
    return 1;
  }
  const items = node.words === undefined ? sh.positional.slice() : yield* expandWords(sh, node.words);
  if (items.length === 0) return 0;
  if (sh.opt('xtrace'))
    traceLine(sh, `select ${node.name} in ${(node.words ?? []).map((w) => w.text).join(' ') || '"$@"'}`);
  let status = 0;
  sh.loopDepth += 1;
  try {
    let show = true;
    for (;;) {
      if (show) sh.err += menu(items);
      show = false;
      sh.err += get(sh, 'PS3') ?? '#? ';
      yield* flush(sh);
      const line = yield* readLineFrom(sh, 0);
      if (line === undefined) {
        sh.out += '\n';
        yield* flush(sh);
        return 1;
      }
      assign(sh, 'REPLY', line);
      if (line === '') {
        show = true;
        continue;
      }
      const n = /^[0-9]+$/.test(line.trim()) ? Number(line.trim()) : 0;
      assign(sh, node.name, items[n - 1] ?? '');
      status = yield* runNode(sh, node.body);
      if (loopFlow(sh) === 'leave') break;
    }
  } finally {
    sh.loopDepth -= 1;
  }
  return status;
}
