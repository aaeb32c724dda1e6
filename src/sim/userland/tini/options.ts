// tini's command line and environment, and what it says about them.
import { signalName, type ByteString, type Signal } from '../../kernel/abi/index.ts';
import { getopt } from '../lib/getopt.ts';

export const VERSION = 'tini version 0.19.0';

export interface TiniOptions {
  readonly kind: 'run';
  readonly subreaper: boolean;
  readonly group: boolean;
  readonly warnOnReap: boolean;
  /** 0 says only what is fatal; 1 warnings; 2 information; 3 debugging; 4 everything. */
  readonly verbosity: number;
  readonly parentDeathSignal: Signal | undefined;
  /** Exit codes of the child that become 0. */
  readonly expected: ReadonlySet<number>;
  readonly command: readonly ByteString[];
}

export type ParsedTini =
  | TiniOptions
  | { readonly kind: 'print'; readonly fd: 1 | 2; readonly text: string; readonly status: number }
  | { readonly kind: 'fatal'; readonly text: string };

export const usage = (program: ByteString): string =>
  `${program.split('/').at(-1)} (${VERSION})
Usage: ${program.split('/').at(-1)} [OPTIONS] PROGRAM -- [ARGS] | --version

Execute a program under the supervision of a valid init process (${program.split('/').at(-1)})

Command line options:

  --version: Show version and exit.
  -h: Show this help message and exit.
  -s: Register as a process subreaper (requires Linux >= 3.4).
  -p SIGNAL: Trigger SIGNAL when parent dies, e.g. "-p SIGKILL".
  -v: Generate more verbose output. Repeat up to 3 times.
  -w: Print a warning when processes are getting reaped.
  -g: Send signals to the child's process group.
  -e EXIT_CODE: Remap EXIT_CODE (from 0 to 255) to 0.
  -l: Show license and exit.

Environment variables:

  TINI_SUBREAPER: Register as a process subreaper (requires Linux >= 3.4).
  TINI_VERBOSITY: Set the verbosity level (default: 1).
  TINI_KILL_PROCESS_GROUP: Send signals to the child's process group.

`;

const atoi = (text: string): number => Number(/^\s*[+-]?[0-9]+/.exec(text)?.[0] ?? 0);

/** Only full names of the classic signals are in tini's table: `SIGTERM`, not `TERM` or `15`. */
function signalByFullName(text: string): Signal | undefined {
  for (let sig = 1; sig < 32; sig += 1) if (`SIG${signalName(sig)}` === text) return sig;
  return undefined;
}

export function parseTini(argv: readonly ByteString[], env: ReadonlyMap<ByteString, ByteString>): ParsedTini {
  const program = argv[0] ?? 'tini';
  if (argv.length === 2 && argv[1] === '--version') return { kind: 'print', fd: 1, text: `${VERSION}\n`, status: 0 };
  // "--version" is not a long option to getopt: `--` makes the rest invalid letters.
  const dashes = argv.findIndex((word, index) => index > 0 && word.startsWith('--') && word !== '--');
  const parsed = getopt(argv, { short: '+p:hvwgle:s' });
  let subreaper = env.has('TINI_SUBREAPER');
  let group = env.has('TINI_KILL_PROCESS_GROUP');
  let warnOnReap = false;
  let verbosity = 1;
  let parentDeathSignal: Signal | undefined;
  const expected = new Set<number>();
  for (const { key, arg } of parsed.options) {
    if (key === 'h') return { kind: 'print', fd: 1, text: usage(program), status: 0 };
    if (key === 'l') return { kind: 'print', fd: 1, text: LICENSE, status: 0 };
    if (key === 's') subreaper = true;
    if (key === 'g') group = true;
    if (key === 'w') warnOnReap = true;
    if (key === 'v') verbosity += 1;
    if (key === 'p') {
      parentDeathSignal = signalByFullName(arg ?? '');
      if (parentDeathSignal === undefined) return { kind: 'fatal', text: `Not a valid option for -p: ${arg}` };
    }
    if (key === 'e') {
      const code = /^[0-9]+$/.test(arg ?? '') ? Number(arg) : -1;
      if (code < 0 || code > 255) return { kind: 'fatal', text: `Not a valid option for -e: ${arg}` };
      expected.add(code);
    }
    if (key === '?') {
      const text = dashes > 0 && (arg ?? '').includes('unrecognized') ? `${program}: invalid option -- '-'` : arg;
      return { kind: 'print', fd: 2, text: `${text}\n${usage(program)}`, status: 1 };
    }
  }
  const asked = env.get('TINI_VERBOSITY');
  if (asked !== undefined) verbosity = atoi(asked);
  if (parsed.operands.length === 0) return { kind: 'print', fd: 2, text: usage(program), status: 1 };
  return {
    kind: 'run',
    subreaper,
    group,
    warnOnReap,
    verbosity,
    parentDeathSignal,
    expected,
    command: parsed.operands,
  };
}

const LICENSE = `The MIT License (MIT)

Copyright (c) 2015 Thomas Orozco <thomas@orozco.fr>

Fidelity: the full text of the license is not part of this simulator.
`;
