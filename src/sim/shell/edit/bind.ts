// `bind`: shows and changes key bindings and readline variables (bash(1), SHELL BUILTIN COMMANDS).
import type { ByteString } from '../../kernel/abi/index.ts';
import type { BindResult } from '../edit-api.ts';
import type { Editor } from './editor.ts';
import { ALIASES, FUNCTION_NAMES } from './function-names.ts';
import { parseBinding } from './inputrc.ts';
import { bindKeys, sequences, type Binding } from './keymap.ts';
import { notationOf, sequenceOf } from './notation.ts';
import { parseSet } from './options.ts';

const USAGE =
  'bind: usage: bind [-lpsvPSVX] [-m keymap] [-f filename] [-q name] [-u name] [-r keyseq] [-x keyseq:shell-command] [keyseq:readline-function or readline-command]\n';

/** As many keys of one function are shown in a sentence. */
const MAX_SHOWN = 5;

const KEYMAPS: ReadonlySet<string> = new Set([
  'emacs',
  'emacs-standard',
  'emacs-meta',
  'emacs-ctlx',
  'vi',
  'vi-move',
  'vi-command',
  'vi-insert',
]);

interface Run {
  readonly ed: Editor;
  out: ByteString;
  err: ByteString;
  status: number;
}

const commandOf = (name: string): string => ALIASES[name] ?? name;

/** Notations of the key sequences that run a command. */
function keysFor(ed: Editor, name: string): readonly string[] {
  const wanted = commandOf(name);
  return sequences(ed.keymap)
    .filter(([, binding]) => binding.kind === 'command' && commandOf(binding.name) === wanted)
    .map(([keys]) => notationOf(keys));
}

function sentence(keys: readonly string[]): string {
  const shown = keys.slice(0, MAX_SHOWN).map((key) => `"${key}"`);
  return keys.length > MAX_SHOWN ? `${shown.join(', ')}, ...` : `${shown.join(', ')}.`;
}

function listFunctions(run: Run, readable: boolean): void {
  run.out += '\n';
  for (const name of FUNCTION_NAMES) {
    const keys = keysFor(run.ed, name);
    if (readable)
      run.out += keys.length > 0 ? `${name} can be found on ${sentence(keys)}\n` : `${name} is not bound to any keys\n`;
    else run.out += keys.length > 0 ? keys.map((key) => `"${key}": ${name}\n`).join('') : `# ${name} (not bound)\n`;
  }
}

function listVariables(run: Run, readable: boolean): void {
  const { flags, values } = run.ed.options;
  const show = (name: string, value: string): void => {
    run.out += readable ? `${name} is set to \`${value}'\n` : `set ${name} ${value}\n`;
  };
  for (const name of [...flags.keys()].sort()) show(name, flags.get(name) ? 'on' : 'off');
  for (const name of [...values.keys()].sort()) show(name, values.get(name) ?? '');
}

function listTexts(run: Run, kind: 'macro' | 'shell', readable: boolean): void {
  for (const [keys, binding] of sequences(run.ed.keymap)) {
    if (binding.kind !== kind) continue;
    const text = kind === 'macro' ? notationOf(binding.text) : binding.text;
    run.out += readable ? `${notationOf(keys)} outputs ${text}\n` : `"${notationOf(keys)}": "${text}"\n`;
  }
}

function query(run: Run, name: string): void {
  if (!FUNCTION_NAMES.includes(name)) {
    run.err += `bash: bind: \`${name}': unknown function name\n`;
    run.status = 1;
    return;
  }
  const keys = keysFor(run.ed, name);
  run.out += keys.length > 0 ? `${name} can be invoked via ${sentence(keys)}\n` : `${name} is not bound to any keys.\n`;
  if (keys.length === 0) run.status = 1;
}

function unbind(run: Run, name: string): void {
  if (!FUNCTION_NAMES.includes(name)) {
    run.err += `bash: bind: \`${name}': unknown function name\n`;
    run.status = 1;
    return;
  }
  const wanted = commandOf(name);
  for (const [keys, binding] of sequences(run.ed.keymap)) {
    if (binding.kind === 'command' && commandOf(binding.name) === wanted) bindKeys(run.ed.keymap, keys, undefined);
  }
}

/** `"keys": command` or `"keys": 'command'` of bind -x. */
function bindShell(run: Run, text: ByteString): void {
  const match = /^\s*"((?:[^"\\]|\\.)*)"\s*:?\s*(.*)$/s.exec(text);
  if (!match) {
    run.err += `bash: bind: ${text}: first non-whitespace character is not \`"'\n`;
    run.status = 1;
    return;
  }
  const command = (match[2] ?? '').replace(/^(["'])(.*)\1$/s, '$2');
  const binding: Binding = { kind: 'shell', text: command };
  bindKeys(run.ed.keymap, sequenceOf(match[1] ?? ''), binding);
}

function bindOne(run: Run, text: ByteString): void {
  const trimmed = text.trim();
  const setting = /^set\s+(\S+)/i.exec(trimmed);
  if (setting) {
    if (!parseSet(run.ed.options, trimmed, sequenceOf))
      run.err += `readline: ${setting[1] ?? ''}: unknown variable name\n`;
  } else if (!parseBinding(run.ed, trimmed)) run.err += `readline: ${trimmed}: no key sequence terminator\n`;
}

const LISTS: Readonly<Record<string, (run: Run) => void>> = {
  l: (run) => (run.out += FUNCTION_NAMES.map((name) => `${name}\n`).join('')),
  p: (run) => listFunctions(run, false),
  P: (run) => listFunctions(run, true),
  v: (run) => listVariables(run, false),
  V: (run) => listVariables(run, true),
  s: (run) => listTexts(run, 'macro', false),
  S: (run) => listTexts(run, 'macro', true),
  X: (run) => listTexts(run, 'shell', false),
};

function withArgument(run: Run, letter: string, arg: ByteString): void {
  if (letter === 'q') query(run, arg);
  else if (letter === 'u') unbind(run, arg);
  else if (letter === 'r') bindKeys(run.ed.keymap, sequenceOf(arg), undefined);
  else if (letter === 'x') bindShell(run, arg);
  else if (letter === 'm' && !KEYMAPS.has(arg)) {
    run.err += `bash: bind: \`${arg}': invalid keymap name\n`;
    run.status = 1;
  } else if (letter === 'f') {
    // Fidelity: files are read by INPUTRC at the start only.
    run.err += `bash: bind: ${arg}: cannot read: No such file or directory\n`;
    run.status = 1;
  }
}

export function bindBuiltin(ed: Editor, args: readonly ByteString[]): BindResult {
  const run: Run = { ed, out: '', err: '', status: 0 };
  let i = 0;
  for (; i < args.length; i += 1) {
    const word = args[i] ?? '';
    if (word === '--') {
      i += 1;
      break;
    }
    if (!/^-./.test(word)) break;
    for (let j = 1; j < word.length; j += 1) {
      const letter = word[j] as string;
      const list = LISTS[letter];
      if (list) list(run);
      else if ('qurxmf'.includes(letter)) {
        const arg = j + 1 < word.length ? word.slice(j + 1) : args[(i += 1)];
        if (arg === undefined) {
          return {
            stdout: run.out,
            stderr: `bash: bind: -${letter}: option requires an argument\n${USAGE}`,
            status: 2,
          };
        }
        withArgument(run, letter, arg);
        break;
      } else return { stdout: run.out, stderr: `bash: bind: -${letter}: invalid option\n${USAGE}`, status: 2 };
    }
  }
  for (; i < args.length; i += 1) bindOne(run, args[i] ?? '');
  return { stdout: run.out, stderr: run.err, status: run.status };
}
