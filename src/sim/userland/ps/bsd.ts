// BSD options: letters without dash. They also switch to BSD defaults.
import { Print, VERSION, type Draft } from './draft.ts';
import { helpText } from './help.ts';
import { fail, parseFormat, parseNames, parseSort, shortSort } from './lists.ts';

export function bsdOptions(draft: Draft, letters: string): void {
  draft.bsdDefaults = true;
  for (let i = 0; i < letters.length; i += 1) {
    const letter = letters[i] ?? '';
    const rest = letters.slice(i + 1);
    switch (letter) {
      case 'a':
      case 'g':
      case 'x':
        draft.simple.add(`B_${letter}`);
        break;
      case 'u':
      case 'j':
      case 'l':
      case 'v':
      case 's':
      case 'X':
        draft.bsdFormat.add(letter);
        break;
      case 'c':
        draft.trueName = true;
        break;
      case 'e':
        draft.environment = true;
        break;
      case 'f':
        draft.forest = 'lines';
        break;
      case 'h':
        draft.headers = 'none';
        break;
      case 'H':
        draft.threads = 'H';
        break;
      case 'm':
        draft.threads = 'm';
        break;
      case 'n':
        draft.numeric = true;
        break;
      case 'r':
        draft.running = true;
        break;
      case 'S':
        break;
      case 'T':
        draft.lists.push({ by: 'tty', values: [''] });
        break;
      case 'w':
        draft.wide += 1;
        break;
      case 'V':
        throw new Print(VERSION);
      case 'L':
        throw new Print(helpText('specifiers'));
      case 'Z':
        draft.context = true;
        break;
      case 't': {
        // without list: this terminal, as T
        const text = draft.argument(rest);
        draft.lists.push({ by: 'tty', values: text === undefined || text === '' ? [''] : parseNames(text, '') });
        return;
      }
      case 'p':
        return draft.addPids('pid', draft.required(rest, 'list of process IDs must follow p'));
      case 'q':
        return draft.addPids('quick', draft.required(rest, 'list of process IDs must follow q'));
      case 'U':
        return draft.addNames(
          'euid',
          draft.required(rest, 'list of users must follow U'),
          'list of users must follow U',
        );
      case 'o':
        draft.items.push(...parseFormat(draft.required(rest, 'format specification must follow o')));
        return;
      case 'O': {
        const text = draft.required(rest, 'format or sort specification must follow O');
        const keys = shortSort(text);
        if (keys) draft.sort.push(...keys);
        else {
          draft.preloaded = 'bsd';
          draft.items.push(...parseFormat(text));
        }
        return;
      }
      case 'k':
        draft.sort.push(...parseSort(draft.required(rest, "long sort specification must follow 'k'")));
        return;
      default:
        fail('unsupported option (BSD syntax)');
    }
  }
}
