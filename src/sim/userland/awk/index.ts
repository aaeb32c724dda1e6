// awk: mawk 1.3.4, as Debian installs it.
import { isErr, SECOND, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { slurp } from '../lib/input.ts';
import { command, type Tool } from '../lib/tool.ts';
import { Machine } from './machine.ts';
import { parseProgram } from './parser.ts';
import { runProgram } from './run.ts';
import { PatternTrouble, regexError } from './pattern.ts';
import { expandEscapes } from './strings.ts';
import { RunTrouble } from './trouble.ts';
import { toText } from './values.ts';

const FAILED = 2;

const VERSION = 'mawk 1.3.4 20200120\n';
const USAGE = 'Usage: mawk [Options] [Program] [file ...]\n';

interface Invocation {
  readonly files: readonly ByteString[];
  readonly assignments: readonly ByteString[];
  readonly separator: ByteString | undefined;
  readonly operands: readonly ByteString[];
}

type Options = Invocation | { readonly error: ByteString } | { readonly text: string };

const isAssignment = (word: ByteString): boolean => /^[A-Za-z_][A-Za-z_0-9]*=/.test(word);

/** mawk's own reading of its arguments: one option a word, no long ones. */
function readArguments(args: readonly ByteString[]): Options {
  const files: ByteString[] = [];
  const assignments: ByteString[] = [];
  let separator: ByteString | undefined;
  let at = 0;
  for (; at < args.length; at += 1) {
    const word = args[at] ?? '';
    if (!word.startsWith('-') || word === '-') break;
    if (word === '--') {
      at += 1;
      break;
    }
    const letter = word[1] ?? '';
    if (!'fFvW'.includes(letter)) return { error: `not an option: ${word}` };
    let value = word.slice(2);
    if (value === '') {
      at += 1;
      if (at >= args.length) return { error: `option -${letter} lacks argument` };
      value = args[at] ?? '';
    }
    if (letter === 'f') files.push(value);
    else if (letter === 'F') separator = value;
    else if (letter === 'v') {
      if (!isAssignment(value)) return { error: `improper assignment: -v ${value}` };
      assignments.push(value);
    } else if (/^v/i.test(value)) return { text: VERSION };
    else if (/^[hu]/i.test(value)) return { text: USAGE };
  }
  return { files, assignments, separator, operands: args.slice(at) };
}

function* programText(
  tool: Tool,
  run: Invocation,
): Sys<{ text: ByteString; where: ByteString; operands: readonly ByteString[] } | undefined> {
  if (run.files.length === 0) return { text: run.operands[0] ?? '', where: '', operands: run.operands.slice(1) };
  const parts: ByteString[] = [];
  for (const file of run.files) {
    const text = yield* slurp(file);
    if (isErr(text)) {
      yield* tool.warn(`cannot open ${file} (${text.text})`);
      return undefined;
    }
    parts.push(text);
  }
  const [first] = run.files;
  return { text: parts.join('\n'), where: first === '-' ? '' : `${first ?? ''}: `, operands: run.operands };
}

function* explain(tool: Tool, machine: Machine | undefined, trouble: RunTrouble): Sys<void> {
  if (machine && trouble.partial !== '') yield* tool.out.put(trouble.partial);
  if (trouble.kind !== 'run' || !machine) {
    yield* tool.warn(trouble.message);
    return;
  }
  const number = (name: string): string => toText(machine.cell(name).value, '%.6g');
  yield* tool.warn(
    `run time error: ${trouble.message}\n\tFILENAME="${number('FILENAME')}" FNR=${number('FNR')} NR=${number('NR')}`,
  );
}

function* main(tool: Tool): Sys<number> {
  const options = readArguments(tool.args);
  if ('error' in options) return yield* tool.fail(FAILED, options.error);
  if ('text' in options || (options.files.length === 0 && options.operands.length === 0)) {
    yield* tool.out.put('text' in options ? options.text : USAGE);
    return 0;
  }
  const source = yield* programText(tool, options);
  if (!source) return FAILED;
  const parsed = parseProgram(source.text, source.where);
  if (!parsed.ok) {
    for (const message of parsed.messages) yield* tool.warn(message);
    return FAILED;
  }
  const separator = options.separator === undefined ? undefined : expandEscapes(options.separator);
  const wrong = separator !== undefined && separator.length > 1 ? regexError(separator) : undefined;
  if (wrong !== undefined)
    return yield* tool.fail(FAILED, `line 0: regular expression compile failed (${wrong})\n${separator ?? ''}`);
  let machine: Machine | undefined;
  try {
    machine = new Machine(tool, parsed.program, source.operands, Math.floor((yield* sys.clock()) / SECOND));
    if (separator !== undefined) machine.cell('FS').value = separator;
    for (const word of options.assignments) machine.assign(word);
    const status = yield* runProgram(machine, parsed.program);
    yield* machine.streams.finish();
    return status;
  } catch (reason) {
    const trouble = reason instanceof PatternTrouble ? new RunTrouble(reason.message) : reason;
    if (!(trouble instanceof RunTrouble)) throw reason;
    yield* explain(tool, machine, trouble);
    yield* machine?.streams.finish() ?? tool.out.flush();
    return FAILED;
  }
}

export const awk = command(
  {
    name: 'awk',
    pkg: 'mawk',
    synopsis: "[-F value] [-v var=value] [--] 'program text' [file ...]",
    summary: 'Finds lines by patterns and acts on them.',
    options: ['-F', '-f', '-v', '-W version', '--'],
    paths: ['/usr/bin/mawk', '/usr/bin/awk'],
    note: 'The -W options other than version and help are accepted and ignored.',
  },
  main,
);
