// Inits, runtimes and demo programs of this course, and the scripts that the image ships for them: explicit lists.
import { busybox } from './busybox/index.ts';
import { cc } from './cc/index.ts';
import { chldIgn } from './chld_ign/index.ts';
import type { Command } from './command.ts';
import type { DemoFile } from './crt/files.ts';
import { dumbInit } from './dumb-init/index.ts';
import { entrypoints } from './entrypoints/index.ts';
import { exitWith } from './exit_with/index.ts';
import { forker } from './forker/index.ts';
import { goign } from './goign/index.ts';
import { goserver } from './goserver/index.ts';
import { gosleep } from './gosleep/index.ts';
import { goterm } from './goterm/index.ts';
import { gozombie } from './gozombie/index.ts';
import { java, javaFiles } from './java/index.ts';
import { leaderExit } from './leader_exit/index.ts';
import { mkdaemon } from './mkdaemon/index.ts';
import { nocldwait } from './nocldwait/index.ts';
import { node } from './node/index.ts';
import { nodeFiles } from './node/scripts/index.ts';
import { orphan } from './orphan/index.ts';
import { pause } from './pause/index.ts';
import { pdeath } from './pdeath/index.ts';
import { python3 } from './python3/index.ts';
import { pyFiles } from './python3/scripts/index.ts';
import { quitExit } from './quit_exit/index.ts';
import { reapBlock } from './reap_block/index.ts';
import { reapHandler } from './reap_handler/index.ts';
import { reapOnce } from './reap_once/index.ts';
import { segv } from './segv/index.ts';
import { serverNohandler } from './server-nohandler/index.ts';
import { sleeper } from './sleeper/index.ts';
import { stubborn } from './stubborn/index.ts';
import { subreaper } from './subreaper/index.ts';
import { supervisor } from './supervisor/index.ts';
import { termBlock } from './term_block/index.ts';
import { termExit } from './term_exit/index.ts';
import { termHandler } from './term_handler/index.ts';
import { termIgn } from './term_ign/index.ts';
import { tini } from './tini/index.ts';
import { tracer } from './tracer/index.ts';
import { vforker } from './vforker/index.ts';
import { web } from './web/index.ts';
import { zombies } from './zombies/index.ts';
import { zombiesOnUsr1 } from './zombies_on_usr1/index.ts';

export const demoCommands: readonly Command[] = [
  // inits
  tini,
  dumbInit,
  busybox,
  pause,
  // what a signal does
  sleeper,
  termHandler,
  termExit,
  termIgn,
  termBlock,
  quitExit,
  segv,
  exitWith,
  web,
  serverNohandler,
  stubborn,
  // children, zombies, reapers
  zombies,
  zombiesOnUsr1,
  forker,
  orphan,
  mkdaemon,
  chldIgn,
  nocldwait,
  reapBlock,
  reapHandler,
  reapOnce,
  subreaper,
  supervisor,
  pdeath,
  vforker,
  tracer,
  leaderExit,
  // the compiler, and what it compiles
  cc,
  // runtimes
  gosleep,
  goterm,
  goign,
  gozombie,
  goserver,
  python3,
  java,
  node,
];

/** Scripts under /app. `language` and `text` are also what the learner sees while one of them runs. */
export const demoFiles: readonly DemoFile[] = [...entrypoints, ...pyFiles, ...nodeFiles, ...javaFiles];
