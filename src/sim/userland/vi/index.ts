// vi(1) and view(1): vim.tiny 9.0, the vi of a Debian 12 machine.
import { sys, type ByteString, type Program } from '../../kernel/abi/index.ts';
import type { Command } from '../command.ts';
import { baseName } from '../lib/paths.ts';
import { runSession } from './session.ts';

const VERSION = 'VIM - Vi IMproved 9.0 (2022 Jun 28, compiled Feb 16 2025 05:23:41)\n';

const run: Program = function* (argv, env) {
  const files: ByteString[] = [];
  const commands: ByteString[] = [];
  let readonly = baseName(argv[0] ?? '') === 'view';
  let options = true;
  for (let i = 1; i < argv.length; i += 1) {
    const arg = argv[i] ?? '';
    if (arg.startsWith('+') && options) {
      const command = arg.slice(1);
      commands.push(command === '' ? '$' : command);
    } else if (!options || !arg.startsWith('-') || arg === '-') files.push(arg);
    else if (arg === '--') options = false;
    else if (arg === '--version') {
      yield* sys.writeAll(1, VERSION);
      return 0;
    } else if (arg === '-c' || arg === '--cmd') {
      i += 1;
      commands.push(argv[i] ?? '');
    } else if (arg === '-u' || arg === '-i' || arg === '-T') i += 1;
    else if (arg === '-R') readonly = true;
    else if (!/^-[nNCZbeElmMsvyo]$/.test(arg)) {
      yield* sys.writeAll(
        2,
        `VIM - Vi IMproved 9.0 (2022 Jun 28, compiled Feb 16 2025 05:23:41)\nUnknown option argument: "${arg}"\nMore info with: "vim -h"\n`,
      );
      return 1;
    }
  }
  if (!(yield* sys.isatty(1))) yield* sys.writeAll(2, 'Vim: Warning: Output is not to a terminal\n');
  if (!(yield* sys.isatty(0))) yield* sys.writeAll(2, 'Vim: Warning: Input is not from a terminal\n');
  return yield* runSession({ files, readonly, commands, env });
};

export const vi: Command = {
  name: 'vi',
  paths: ['/usr/bin/vim.tiny', '/usr/bin/vi', '/usr/bin/view'],
  pkg: 'vim-tiny',
  run,
  support: {
    level: 'partial',
    note: 'Behaves as vim.tiny 9.0 of Debian 12 started by its own name (nocompatible, debian.vim). Windows, tags, mappings, abbreviations, completion of words, sentences as motions and swap files are not modelled; patterns are greedy and within one line.',
    options: ['-R', '-c', '+CMD', '+N', '+/PAT'],
  },
  man: {
    summary: 'edit a text file on the whole screen',
    synopsis: 'vi [-R] [+N | +/pattern | +command] [file ...]',
    text: `Normal mode: h j k l or the arrows move, w b e by words, 0 ^ $ within the line, gg and G to the first and last line, /text searches, n goes on.
i a o begin to insert, ESC ends it; x deletes a character, dd a line, dw a word, cw changes one, yy copies a line, p puts it, u undoes, Ctrl-R does
again, . repeats the last change.
:w writes the file, :q quits, :wq does both, :q! gives changes up, :%s/old/new/g replaces everywhere, :set nu shows line numbers.`,
  },
};
