// UNIX options: letters after one dash.
import { Print, VERSION, type Draft } from './draft.ts';
import { fail, parseFormat } from './lists.ts';

export function sysvOptions(draft: Draft, letters: string): void {
  for (let i = 0; i < letters.length; i += 1) {
    const letter = letters[i] ?? '';
    const rest = letters.slice(i + 1);
    switch (letter) {
      case 'A':
      case 'e':
        draft.all = true;
        break;
      case 'a':
        draft.simple.add('U_a');
        break;
      case 'd':
        draft.simple.add('U_d');
        break;
      case 'N':
        draft.negate = true;
        break;
      case 'f':
      case 'F':
      case 'l':
      case 'j':
      case 'c':
      case 'y':
      case 'P':
        draft.sysvFormat.add(letter);
        break;
      case 'M':
      case 'Z':
        draft.sysvFormat.add('M');
        break;
      case 'H':
        draft.forest = 'indent';
        break;
      case 'L':
        draft.threads = 'L';
        break;
      case 'T':
        draft.threads = 'T';
        break;
      case 'm':
        draft.threads = 'm';
        break;
      case 'w':
        draft.wide += 1;
        break;
      case 'V':
        throw new Print(VERSION);
      case 'C':
        return draft.addNames(
          'command',
          draft.required(rest, 'list of command names must follow -C'),
          'list of command names must follow -C',
        );
      case 'G':
        return draft.addNames(
          'rgid',
          draft.required(rest, 'list of real groups must follow -G'),
          'list of real groups must follow -G',
        );
      case 'U':
        return draft.addNames(
          'ruid',
          draft.required(rest, 'list of real users must follow -U'),
          'list of real users must follow -U',
        );
      case 'u':
        return draft.addNames(
          'euid',
          draft.required(rest, 'list of users must follow -u'),
          'list of users must follow -u',
        );
      case 'g':
        return draft.addNames(
          'leader',
          draft.required(rest, 'list of session leaders OR effective group names must follow -g'),
          '',
        );
      case 'p':
        return draft.addPids('pid', draft.required(rest, 'list of process IDs must follow -p'));
      case 'q':
        return draft.addPids('quick', draft.required(rest, 'list of process IDs must follow -q'));
      case 's':
        return draft.addPids('session', draft.required(rest, 'list of session IDs must follow -s'));
      case 't':
        return draft.addNames('tty', draft.required(rest, 'list of terminals (pty, tty...) must follow -t'), '');
      case 'o':
        draft.items.push(...parseFormat(draft.required(rest, 'format specification must follow -o')));
        return;
      case 'O':
        draft.preloaded = 'sysv';
        draft.items.push(...parseFormat(draft.required(rest, 'format or sort specification must follow -O')));
        return;
      default:
        fail('unsupported SysV option');
    }
  }
}
