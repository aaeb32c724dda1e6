// help: what the builtins are for, in our own words.
import type { BuiltinRun } from './index.ts';
import { compilePattern } from '../expand/pattern.ts';
import { builtinError } from '../run/report.ts';
import { EX_USAGE, parseOptions } from './options.ts';
import { SYNOPSIS } from './usage.ts';

/** One line each: what the builtin does. */
const PURPOSE: Readonly<Record<string, string>> = {
  '.': 'Runs the commands of a file in this shell.',
  ':': 'Null command.',
  '[': 'Tests a condition; the last argument must be ].',
  alias: 'Defines or shows aliases.',
  bg: 'Lets stopped jobs go on in the background.',
  bind: 'Shows or changes key bindings of the line editor.',
  break: 'Leaves a loop.',
  builtin: 'Runs a builtin even if a function has its name.',
  caller: 'Shows where the running function was called.',
  cd: 'Changes the working directory.',
  command: 'Runs a command, never a function; -v tells what it is.',
  compgen: 'Shows possible completions.',
  complete: 'Says how the arguments of a command are completed.',
  compopt: 'Changes options of a completion.',
  continue: 'Goes on with the next round of a loop.',
  declare: 'Declares variables and their attributes.',
  dirs: 'Shows the directory stack.',
  disown: 'Removes jobs from the job table.',
  echo: 'Prints its arguments.',
  enable: 'Switches builtins on and off.',
  eval: 'Runs its arguments as a command line.',
  exec: 'Replaces the shell by a program, or redirects the shell itself.',
  exit: 'Ends the shell.',
  export: 'Passes variables on to programs.',
  false: 'Fails.',
  fc: 'Shows or repeats lines of the history.',
  fg: 'Brings a job to the foreground.',
  getopts: 'Parses options in scripts.',
  hash: 'Remembers where programs are.',
  help: 'Shows this help.',
  history: 'Shows or changes the history.',
  jobs: 'Lists jobs.',
  kill: 'Sends a signal to processes or jobs.',
  let: 'Evaluates arithmetic.',
  local: 'Declares variables of a function.',
  logout: 'Ends a login shell.',
  mapfile: 'Reads lines into an array.',
  popd: 'Goes back in the directory stack.',
  printf: 'Prints by a format.',
  pushd: 'Changes directory and remembers the old one.',
  pwd: 'Prints the working directory.',
  read: 'Reads a line into variables.',
  readarray: 'Reads lines into an array.',
  readonly: 'Makes variables unchangeable.',
  return: 'Leaves a function or sourced file.',
  set: 'Sets shell options and positional parameters.',
  shift: 'Drops positional parameters.',
  shopt: 'Sets further shell options.',
  source: 'Runs the commands of a file in this shell.',
  suspend: 'Stops the shell.',
  test: 'Tests a condition.',
  times: 'Shows processor time used.',
  trap: 'Says what happens on signals.',
  true: 'Succeeds.',
  type: 'Tells what a name stands for.',
  typeset: 'Declares variables and their attributes.',
  ulimit: 'Shows or sets resource limits.',
  umask: 'Shows or sets the file mode mask.',
  unalias: 'Removes aliases.',
  unset: 'Removes variables and functions.',
  wait: 'Waits for background processes.',
};

export const helpBuiltin: BuiltinRun = (sh, words) => {
  const options = parseOptions(sh, words.slice(1), 'dms');
  if (!options) return EX_USAGE;
  const names = Object.keys(SYNOPSIS).sort();
  if (options.rest.length === 0) {
    sh.out += `Builtins of this shell. \`help name' says more.\n\n${names.map((name) => ` ${SYNOPSIS[name] ?? ''}\n`).join('')}`;
    return 0;
  }
  let status = 0;
  for (const wanted of options.rest) {
    const pattern = compilePattern(wanted, { extglob: false, nocase: false });
    let hits = names.filter((name) => pattern.matches(name));
    if (hits.length === 0) hits = names.filter((name) => name.startsWith(wanted));
    if (hits.length === 0) {
      builtinError(
        sh,
        `no help topics match \`${wanted}'.  Try \`help help' or \`man -k ${wanted}' or \`info ${wanted}'.`,
      );
      status = 1;
      continue;
    }
    for (const name of hits) {
      const synopsis = SYNOPSIS[name] ?? name;
      if (options.has.has('s')) sh.out += `${name}: ${synopsis}\n`;
      else if (options.has.has('d')) sh.out += `${name} - ${PURPOSE[name] ?? ''}\n`;
      else sh.out += `${name}: ${synopsis}\n    ${PURPOSE[name] ?? ''}\n`;
    }
  }
  return status;
};
