// complete, compgen, compopt
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import { sys, isErr, S_IFDIR, signalName } from '../../kernel/abi/index.ts';
import type { CompletionSpec } from '../edit-api.ts';
import { builtinNames, type BuiltinRun } from './index.ts';
import { expandWords } from '../expand/expander.ts';
import { compilePattern } from '../expand/pattern.ts';
import { atQuote } from '../expand/quote.ts';
import { FieldSink } from '../expand/sinks.ts';
import { glob } from '../expand/glob.ts';
import { RESERVED } from '../parse/grammar.ts';
import { compileWord } from '../parse/word.ts';
import { SET_OPTIONS, SHOPT_NAMES } from '../run/options.ts';
import { builtinError } from '../run/report.ts';
import type { Shell } from '../run/shell.ts';
import { get, lookup } from '../vars/read.ts';
import { isArray } from '../vars/variable.ts';
import { callFunction } from '../run/function.ts';
import { homeUsers } from '../expand/users.ts';
import { EX_USAGE, parseOptions, usage, type Options } from './options.ts';

const LETTERS: Readonly<Record<string, string>> = {
  a: 'alias',
  b: 'builtin',
  c: 'command',
  d: 'directory',
  e: 'export',
  f: 'file',
  g: 'group',
  j: 'job',
  k: 'keyword',
  s: 'service',
  u: 'user',
  v: 'variable',
};
const ACTIONS = new Set([
  ...Object.values(LETTERS),
  'arrayvar',
  'binding',
  'disabled',
  'enabled',
  'function',
  'helptopic',
  'hostname',
  'running',
  'setopt',
  'shopt',
  'signal',
  'stopped',
]);
const OPTION_NAMES = new Set([
  'bashdefault',
  'default',
  'dirnames',
  'filenames',
  'noquote',
  'nosort',
  'nospace',
  'plusdirs',
]);

function specOf(sh: Shell, options: Options): CompletionSpec | undefined {
  const { has } = options;
  const actions: string[] = [];
  for (const key of options.order) if (LETTERS[key]) actions.push(LETTERS[key]);
  const action = has.get('A');
  if (action !== undefined) {
    if (!ACTIONS.has(action)) {
      builtinError(sh, `${action}: invalid action name`);
      return undefined;
    }
    actions.push(action);
  }
  const option = has.get('o');
  if (option !== undefined && !OPTION_NAMES.has(option)) {
    builtinError(sh, `${option}: invalid option name`);
    return undefined;
  }
  return {
    actions,
    words: has.has('W') ? [has.get('W') ?? ''] : [],
    func: has.get('F'),
    command: has.get('C'),
    glob: has.get('G'),
    prefix: has.get('P') ?? '',
    suffix: has.get('S') ?? '',
    filter: has.get('X'),
    options: new Set(option === undefined ? [] : [option]),
  };
}

/** `-W`: split by IFS, then expanded. */
function* wordList(sh: Shell, text: ByteString): Sys<ByteString[]> {
  const sink = new FieldSink(get(sh, 'IFS'));
  sink.split(text);
  sink.finish();
  const out: ByteString[] = [];
  for (const field of sink.fields) {
    const word = compileWord(field.text, 'word', { dash: false, line: sh.line });
    out.push(
      ...(yield* expandWords(sh, [
        { ...word, parts: word.parts.map((part) => ('quoted' in part ? { ...part, quoted: true } : part)) },
      ])),
    );
  }
  return out;
}

function* byAction(sh: Shell, action: string, word: ByteString): Sys<ByteString[]> {
  switch (action) {
    case 'alias':
      return [...sh.aliases.keys()].sort();
    case 'builtin':
    case 'enabled':
    case 'helptopic':
      return builtinNames(false);
    case 'disabled':
      return [...sh.disabled].sort();
    case 'keyword':
      return 'if then else elif fi case esac for select while until do done in function time { } ! [[ ]] coproc'.split(
        ' ',
      );
    case 'function':
      return [...sh.functions.keys()].sort();
    case 'variable':
      return sh.vars.names().filter((name) => lookup(sh, name) !== undefined);
    case 'export':
      return sh.vars.names().filter((name) => lookup(sh, name)?.exported);
    case 'arrayvar':
      return sh.vars.names().filter((name) => {
        const v = lookup(sh, name);
        return v !== undefined && isArray(v);
      });
    case 'setopt':
      return SET_OPTIONS.map((o) => o.name);
    case 'shopt':
      return [...SHOPT_NAMES];
    case 'signal': {
      const out: ByteString[] = ['EXIT'];
      for (let sig = 1; sig <= 64; sig += 1)
        out.push(sig < 32 || sig > 33 ? `SIG${signalName(sig)}` : `SIGJUNK(${sig})`);
      return [...out, 'DEBUG', 'ERR', 'RETURN'];
    }
    case 'job':
    case 'running':
    case 'stopped':
      return sh.jobs.list().map((job) => job.processes[0]?.text.split(' ')[0] ?? '');
    case 'user':
      return yield* homeUsers();
    case 'hostname':
      return [sh.hostname];
    case 'file':
    case 'directory': {
      const found = yield* glob(sh, `${word.replace(/[\\*?[\]]/g, '\\$&')}*`);
      if (action === 'file') return found;
      const out: ByteString[] = [];
      for (const path of found) {
        const stat = yield* sys.stat(path);
        if (!isErr(stat) && (stat.mode & 0o170000) === S_IFDIR) out.push(path);
      }
      return out;
    }
    case 'command': {
      const out: ByteString[] = [...sh.aliases.keys(), ...RESERVED, ...sh.functions.keys(), ...builtinNames(false)];
      for (const dir of (get(sh, 'PATH') ?? '').split(':')) {
        const entries = yield* sys.readdir(dir === '' ? '.' : dir);
        if (!isErr(entries))
          for (const entry of entries) if (entry.name !== '.' && entry.name !== '..') out.push(entry.name);
      }
      return out.filter((name) => name.startsWith(word)).sort();
    }
    default:
      return [];
  }
}

/** Everything a specification gives for a word. */
export function* generate(
  sh: Shell,
  spec: CompletionSpec,
  word: ByteString,
  words: readonly ByteString[],
): Sys<ByteString[]> {
  let out: ByteString[] = [];
  for (const action of spec.actions) out.push(...(yield* byAction(sh, action, word)));
  if (spec.glob !== undefined) out.push(...(yield* glob(sh, spec.glob)));
  for (const text of spec.words) out.push(...(yield* wordList(sh, text)));
  out = out.filter((name) => name.startsWith(word));
  if (spec.func !== undefined) {
    const entry = sh.functions.get(spec.func);
    if (entry) {
      sh.vars.global.delete('COMPREPLY');
      yield* callFunction(
        sh,
        spec.func,
        entry,
        [spec.func, words[0] ?? '', word, words[words.length - 2] ?? ''],
        undefined,
      );
      const reply = lookup(sh, 'COMPREPLY');
      out.push(...(reply?.array ? Object.values(reply.array) : reply?.value === undefined ? [] : [reply.value]));
    }
  }
  if (spec.filter !== undefined && spec.filter !== '') {
    const negate = spec.filter.startsWith('!');
    const raw = (negate ? spec.filter.slice(1) : spec.filter).replace(
      /(^|[^\\])&/g,
      (_, before: string) => before + word,
    );
    const pattern = compilePattern(raw, { extglob: sh.shopts.has('extglob'), nocase: false });
    out = out.filter((name) => pattern.matches(name) === negate);
  }
  return out.map((name) => spec.prefix + name + spec.suffix);
}

const SPEC = 'abcdefgjksuvo:A:G:W:F:C:X:P:S:';

export const compgenBuiltin: BuiltinRun = (sh, words) => {
  const options = parseOptions(sh, words.slice(1), SPEC);
  if (!options) return EX_USAGE;
  const spec = specOf(sh, options);
  if (!spec) return 1;
  return compgen(sh, spec, options.rest[0] ?? '');
};

function* compgen(sh: Shell, spec: CompletionSpec, word: ByteString): Sys<number> {
  const out = yield* generate(sh, spec, word, ['compgen', word]);
  sh.out += out.map((name) => `${name}\n`).join('');
  return out.length > 0 ? 0 : 1;
}

function show(name: ByteString, spec: CompletionSpec): string {
  const parts = ['complete'];
  for (const option of [...spec.options].sort()) parts.push(`-o ${option}`);
  for (const action of spec.actions) {
    const letter = Object.keys(LETTERS).find((key) => LETTERS[key] === action);
    parts.push(letter ? `-${letter}` : `-A ${action}`);
  }
  if (spec.glob !== undefined) parts.push(`-G ${atQuote(spec.glob)}`);
  for (const text of spec.words) parts.push(`-W ${atQuote(text)}`);
  if (spec.prefix !== '') parts.push(`-P ${atQuote(spec.prefix)}`);
  if (spec.suffix !== '') parts.push(`-S ${atQuote(spec.suffix)}`);
  if (spec.filter !== undefined) parts.push(`-X ${atQuote(spec.filter)}`);
  if (spec.command !== undefined) parts.push(`-C ${atQuote(spec.command)}`);
  if (spec.func !== undefined) parts.push(`-F ${spec.func}`);
  return `${parts.join(' ')} ${name}\n`;
}

export const completeBuiltin: BuiltinRun = (sh, words) => {
  const options = parseOptions(sh, words.slice(1), `${SPEC}prDEI`);
  if (!options) return EX_USAGE;
  const { has, rest } = options;
  const names = [
    ...rest,
    ...(['D', 'E', 'I'] as const).filter((letter) => has.has(letter)).map((letter) => `-${letter}`),
  ];
  if (has.has('r')) {
    if (names.length === 0) sh.completions.clear();
    let status = 0;
    for (const name of names) {
      if (sh.completions.delete(name)) continue;
      builtinError(sh, `${name}: no completion specification`);
      status = 1;
    }
    return status;
  }
  if (has.has('p') || (names.length === 0 && has.size === 0)) {
    let status = 0;
    for (const name of names.length > 0 ? names : [...sh.completions.keys()].sort()) {
      const spec = sh.completions.get(name);
      if (spec) sh.out += show(name, spec);
      else {
        builtinError(sh, `${name}: no completion specification`);
        status = 1;
      }
    }
    return status;
  }
  if (names.length === 0) {
    usage(sh);
    return EX_USAGE;
  }
  const spec = specOf(sh, options);
  if (!spec) return 1;
  for (const name of names) sh.completions.set(name, spec);
  return 0;
};

export const compoptBuiltin: BuiltinRun = (sh, words) => {
  const options = parseOptions(sh, words.slice(1), '+o:DEI');
  if (!options) return EX_USAGE;
  if (options.rest.length === 0) {
    builtinError(sh, 'not currently executing completion function');
    return 1;
  }
  let status = 0;
  for (const name of options.rest) {
    const spec = sh.completions.get(name);
    if (!spec) {
      builtinError(sh, `${name}: no completion specification`);
      status = 1;
      continue;
    }
    const set = new Set(spec.options);
    const on = options.has.get('o');
    const off = options.has.get('+o');
    if (on !== undefined) set.add(on);
    if (off !== undefined) set.delete(off);
    sh.completions.set(name, { ...spec, options: set });
  }
  return status;
};
