// top of procps-ng 4.0.2: batch mode for pipes, a live display on a terminal.
import { MILLISECOND, SECOND, isErr, sys, type ByteString, type Program, type Sys } from '../../kernel/abi/index.ts';
import type { Command } from '../command.ts';
import { users } from '../lib/accounts.ts';
import { Out } from '../lib/stdio.ts';
import { pidDigits } from '../procps/proc.ts';
import { frame } from './frame.ts';
import { parseTop, type Settings } from './options.ts';
import { sample, type Sample } from './sample.ts';
import { Screen } from './screen.ts';

/** The first figures are of this short while, not of the whole life of the machine. */
const FIRST_LOOK = 100 * MILLISECOND;
/** Columns when nobody says how wide the output is. */
const NO_TERMINAL = 80;

function* width(settings: Settings, env: ReadonlyMap<ByteString, ByteString>): Sys<number> {
  if (settings.width !== undefined) return settings.width;
  const asked = Number(env.get('COLUMNS'));
  if (asked > 0) return asked;
  const size = yield* sys.getwinsize(1);
  return isErr(size) || size.cols === 0 ? NO_TERMINAL : size.cols;
}

function* batch(settings: Settings, first: Sample, env: ReadonlyMap<ByteString, ByteString>): Sys<number> {
  const out = new Out(1);
  let before = first;
  for (let i = 0; i < settings.iterations; i += 1) {
    if (i > 0) yield* sys.nanosleep(settings.delaySeconds * SECOND);
    const now = yield* sample(settings.threads, settings.commandLine);
    const shown = yield* frame(before, now, settings, yield* pidDigits(), yield* width(settings, env));
    before = now;
    const rows = shown.rows.map(({ text }) => text);
    yield* out.put(
      `${[...shown.summary, '', shown.header, ...rows].join('\n')}\n${i + 1 < settings.iterations ? '\n' : ''}`,
    );
    yield* out.flush();
    if (out.error) return 1;
  }
  return 0;
}

const run: Program = function* (argv, env) {
  const parsed = parseTop(argv);
  if (parsed.kind === 'say') {
    yield* sys.writeAll(parsed.fd, parsed.text);
    return parsed.status;
  }
  const { settings } = parsed;
  if (settings.user !== undefined && !/^[0-9]+$/.test(settings.user)) {
    if (!(yield* users()).some(({ name }) => name === settings.user)) {
      yield* sys.writeAll(2, `${argv[0]}: Invalid user\n`);
      return 1;
    }
  }
  if (!settings.batch && !(yield* sys.isatty(0))) {
    yield* sys.writeAll(2, `${argv[0]}: failed tty get\n`);
    return 1;
  }
  const first = yield* sample(settings.threads, settings.commandLine);
  yield* sys.nanosleep(FIRST_LOOK);
  if (settings.batch) return yield* batch(settings, first, env);
  return yield* new Screen(settings, first).run();
};

export const top: Command = {
  name: 'top',
  paths: ['/usr/bin/top'],
  pkg: 'procps',
  run,
  support: {
    level: 'partial',
    note: 'One window with the standard columns. Not modelled: fields management, colours, windows, scaling of memory, saved settings.',
    options: [
      '-b',
      '-c',
      '-d',
      '-H',
      '-i',
      '-n',
      '-O',
      '-o',
      '-p',
      '-u',
      '-U',
      '-w',
      '-h',
      '-V',
      'keys: q k r d s h P M T N R c i H u space',
    ],
  },
  man: {
    summary: 'display processes, the busiest first',
    synopsis: 'top [options]',
    text: 'Live on a terminal: q quits, k sends a signal, P M T N sort, d sets the delay, h helps. `top -b -n1` prints one screen and ends.',
  },
};
