// The shells of the simulated machines: bash, dash (`sh`) and busybox's ash.
import type { Program } from '../kernel/abi/index.ts';
import type { Command } from '../userland/command.ts';
import { editorParts } from './edit/parts.ts';
import { language } from './language.ts';
import { shellPrograms } from './prompt.ts';

export type { CompletionSources, EditContext, LineReader } from './edit-api.ts';

const programs = shellPrograms({ language: () => language, editing: () => editorParts });
/** The shell inside busybox: dash's rules with echo -e, read -s and the like. */
export const ash: Program = programs.ash;

export const bashCommands: readonly Command[] = [
  {
    name: 'bash',
    paths: ['/usr/bin/bash'],
    pkg: 'bash',
    run: programs.bash,
    support: {
      level: 'partial',
      note: 'no vi mode, no restricted shell, no loadable builtins; fc starts no editor; messages in English only',
      options: ['-c', '-i', '-s', '-l', '-o', '-O', '--norc', '--noprofile', '--rcfile', '--posix'],
    },
    man: {
      summary: 'GNU Bourne-Again SHell',
      synopsis: 'bash [options] [-c string | file] [arguments]',
      text: 'Reads commands from a terminal, a file or a string and runs them. `help` lists the builtins.',
    },
  },
  {
    name: 'dash',
    paths: ['/usr/bin/dash', '/usr/bin/sh'],
    pkg: 'dash',
    run: programs.dash,
    support: {
      level: 'partial',
      note: 'no vi or emacs mode',
      options: ['-c', '-i', '-s', '-e', '-f', '-m', '-n', '-u', '-v', '-x', '-C', '-a'],
    },
    man: {
      summary: 'command interpreter (shell)',
      synopsis: 'dash [-aCefnuvxIimbs] [-o option] [-c string | file] [arguments]',
      text: 'A small POSIX shell: /bin/sh on Debian. It never replaces itself by the last command of -c.',
    },
  },
];
