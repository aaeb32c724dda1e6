// dumb-init's command line, and the texts it prints about it.
import type { ByteString, Signal } from '../../kernel/abi/index.ts';
import { getopt } from '../lib/getopt.ts';

/** Signals that dumb-init can translate: the 31 classic ones. */
export const MAXSIG = 31;

export interface DumbInitOptions {
  readonly kind: 'run';
  readonly debug: boolean;
  readonly setsid: boolean;
  /** Signal received → signal passed on; 0 passes nothing. */
  readonly rewrite: ReadonlyMap<Signal, Signal>;
  readonly command: readonly ByteString[];
}

export type ParsedDumbInit =
  DumbInitOptions | { readonly kind: 'print'; readonly text: string; readonly status: number };

const help = (program: ByteString): string => `dumb-init v1.2.5
Usage: ${program} [option] command [[arg] ...]

dumb-init is a simple process supervisor that forwards signals to children.
It is designed to run as PID1 in minimal container environments.

Optional arguments:
   -c, --single-child   Run in single-child mode.
                        In this mode, signals are only proxied to the
                        direct child and not any of its descendants.
   -r, --rewrite s:r    Rewrite received signal s to new signal r before proxying.
                        To ignore (not proxy) a signal, rewrite it to 0.
                        This option can be specified multiple times.
   -v, --verbose        Print debugging information to stderr.
   -h, --help           Print this help message and exit.
   -V, --version        Print the current version and exit.

Full help is available online at https://github.com/Yelp/dumb-init
`;

const BAD_REWRITE = `Usage: -r option takes <signum>:<signum>, where <signum> is between 1 and ${MAXSIG}.
This option can be specified multiple times.
Use --help for full usage.
`;

const LONG = {
  help: 'h',
  'single-child': 'c',
  'rewrite=': 'r',
  verbose: 'v',
  version: 'V',
};

export function parseDumbInit(argv: readonly ByteString[], env: ReadonlyMap<ByteString, ByteString>): ParsedDumbInit {
  const program = argv[0] ?? 'dumb-init';
  const parsed = getopt(argv, { short: '+hvVcr:', long: LONG });
  let debug = false;
  let setsid = true;
  const rewrite = new Map<Signal, Signal>();
  for (const { key, arg } of parsed.options) {
    if (key === '?') return { kind: 'print', text: `${arg}\n`, status: 1 };
    if (key === 'h') return { kind: 'print', text: help(program), status: 0 };
    if (key === 'V') return { kind: 'print', text: 'dumb-init v1.2.5\n', status: 0 };
    if (key === 'v') debug = true;
    if (key === 'c') setsid = false;
    if (key === 'r') {
      const pair = /^([0-9]+):([0-9]+)/.exec(arg ?? '');
      const from = Number(pair?.[1] ?? 0);
      const to = Number(pair?.[2] ?? -1);
      if (!pair || from < 1 || from > MAXSIG || to > MAXSIG) return { kind: 'print', text: BAD_REWRITE, status: 1 };
      rewrite.set(from, to);
    }
  }
  if (parsed.operands.length === 0) {
    const text = `Usage: ${program} [option] program [args]\nTry ${program} --help for full usage.\n`;
    return { kind: 'print', text, status: 1 };
  }
  if (env.get('DUMB_INIT_DEBUG') === '1') debug = true;
  if (env.get('DUMB_INIT_SETSID') === '0') setsid = false;
  return { kind: 'run', debug, setsid, rewrite, command: parsed.operands };
}
