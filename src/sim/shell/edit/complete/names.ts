// Completion of names: commands, variables, options, signals, jobs, processes.
import { SIGRTMAX, isErr, signalName, sys, type ByteString, type Sys } from '../../../kernel/abi/index.ts';
import type { Editor } from '../editor.ts';
import { completeFiles, isDirectory, isRunnable } from './files.ts';
import { found, type Matches } from './matches.ts';
import { readText } from './read-text.ts';
import type { Target } from './word.ts';

/** Commands in the directories of PATH that begin with `prefix`. */
function* programs(ed: Editor, prefix: ByteString): Sys<readonly ByteString[]> {
  const out: ByteString[] = [];
  const seen = new Set<ByteString>();
  for (const dir of (ed.ctx.variable('PATH') ?? '').split(':')) {
    const at = dir === '' ? '.' : dir;
    const entries = yield* sys.readdir(at);
    if (isErr(entries)) continue;
    for (const { name } of entries) {
      if (!name.startsWith(prefix) || seen.has(name) || name === '.' || name === '..') continue;
      const path = `${at}/${name}`;
      if ((yield* isDirectory(path)) || !(yield* isRunnable(path))) continue;
      seen.add(name);
      out.push(name);
    }
  }
  return out;
}

export function* completeCommands(ed: Editor, target: Target, text: ByteString): Sys<Matches | undefined> {
  if (text.includes('/') || text.startsWith('~')) return yield* completeFiles(ed, target, isRunnable);
  const { completion: of } = ed.ctx;
  const known = [...of.aliases(), ...of.keywords(), ...of.functions(), ...of.builtins()].filter((name) =>
    name.startsWith(text),
  );
  const names = new Set([...known, ...(yield* programs(ed, text))]);
  // Names of commands are treated as file names, unless a directory here has the very name of the only one.
  const alone = names.size === 1 && (yield* isDirectory([...names][0] as ByteString));
  if (names.size > 0) return found([...names], { files: !alone });
  // The name of a directory is complete as it is.
  return !/^\.{0,2}$/.test(text) && (yield* isDirectory(target.text)) ? found([text], { append: '' }) : undefined;
}

/** `$NA`, `${NA` (which gets its brace). */
export function* completeVariables(ed: Editor, text: ByteString): Sys<Matches | undefined> {
  const lead = /^\$?\{?/.exec(text)?.[0] ?? '';
  const prefix = text.slice(lead.length);
  const close = lead.endsWith('{') ? '}' : '';
  const names = ed.ctx.completion.variables().filter((name) => name.startsWith(prefix));
  const texts = names.map((name) => lead + name + close);
  const only = names.length === 1 ? ed.ctx.variable(names[0] as ByteString) : undefined;
  const directory = only !== undefined && only !== '' && lead !== '' && (yield* isDirectory(only));
  return found(texts, { append: directory ? '/' : ' ' });
}

/** Signal names as `kill -l` has them, `SIG` in front. */
function signalNames(): readonly ByteString[] {
  const out: ByteString[] = [];
  for (let sig = 1; sig <= SIGRTMAX; sig += 1) {
    const name = signalName(sig);
    if (!/^[0-9]/.test(name)) out.push(`SIG${name}`);
  }
  return out;
}

/** The shell's start-up file switches the lab's completions on by this variable, as the package bash-completion does. */
const SWITCH = 'BASH_COMPLETION_VERSINFO';

/** A line of the machine's list: the command, then its options. */
function* optionsOf(command: ByteString): Sys<readonly ByteString[]> {
  const name = command.slice(command.lastIndexOf('/') + 1);
  const list = yield* readText('/usr/share/bash-completion/options');
  return (
    list
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.split(' ')
      .slice(1) ?? []
  );
}

/** `%sleep` for each job, and the pids of all processes with their names. */
function* processes(prefix: ByteString): Sys<Matches | undefined> {
  const entries = yield* sys.readdir('/proc');
  if (isErr(entries)) return undefined;
  const shown = new Map<ByteString, ByteString>();
  for (const { name } of entries) {
    if (!/^[0-9]+$/.test(name) || !name.startsWith(prefix)) continue;
    const comm = (yield* readText(`/proc/${name}/comm`)).trim();
    if (comm !== '') shown.set(name, `${name} (${comm})`);
  }
  return found([...shown.keys()], { shown });
}

/**
 * What plain bash does not offer and the lab does: pids and signal names after `kill`, job names after `fg`, `bg`, `wait`,
 * option names of the simulated commands. Fidelity: with the package bash-completion, which sets the same variable, real bash
 * offers this and more; pids are shown with the names of their processes only here.
 */
export function* completeAssisted(ed: Editor, words: readonly ByteString[]): Sys<Matches | undefined> {
  const command = words[0] ?? '';
  const word = words.at(-1) ?? '';
  if (words.length < 2 || ed.ctx.variable(SWITCH) === undefined) return undefined;
  if (command === 'kill' || command === 'pkill' || command === 'killall') {
    const afterS = words.at(-2) === '-s';
    if (afterS || /^-[A-Z]/.test(word) || word === '-') {
      const bare = afterS ? word : word.slice(1);
      const names = signalNames().map((name) => (bare.startsWith('SIG') ? name : name.slice(3)));
      return found(names.filter((name) => name.startsWith(bare)).map((name) => (afterS ? name : `-${name}`)));
    }
  }
  if (['kill', 'fg', 'bg', 'wait', 'disown', 'jobs'].includes(command) && word.startsWith('%')) {
    return found(
      ed.ctx.completion
        .jobs()
        .map((job) => `%${job}`)
        .filter((job) => job.startsWith(word)),
    );
  }
  if (TAKES_PIDS.has(command) && /^[0-9]*$/.test(word)) return yield* processes(word);
  if (word.startsWith('-')) return found((yield* optionsOf(command)).filter((option) => option.startsWith(word)));
  return undefined;
}

const TAKES_PIDS: ReadonlySet<string> = new Set(['kill', 'wait', 'pstree', 'renice']);
