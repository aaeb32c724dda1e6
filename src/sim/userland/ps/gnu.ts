// GNU long options; ps knows no abbreviations of them.
import type { ByteString } from '../../kernel/abi/index.ts';
import { Print, VERSION, type Draft } from './draft.ts';
import { helpText } from './help.ts';
import { fail, parseFormat, parseSort } from './lists.ts';

export function gnuOption(draft: Draft, word: ByteString): void {
  const equals = word.indexOf('=');
  const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
  const attached = equals < 0 ? undefined : word.slice(equals + 1);
  const flag = (): void => {
    if (attached !== undefined) fail(`option --${name} does not take an argument`);
  };
  const argument = (missing: string): ByteString => {
    const text = attached ?? draft.argument('');
    return text === undefined || text === '' ? fail(missing) : text;
  };
  const count = (what: string): number => {
    const text = attached ?? draft.argument('') ?? '';
    return /^[0-9]+$/.test(text) && Number(text) > 0 ? Number(text) : fail(what);
  };
  switch (name) {
    case 'cols':
    case 'columns':
    case 'width':
      draft.columns = count('number of columns must follow --cols, --width, or --columns');
      return;
    case 'rows':
    case 'lines':
      draft.rows = count('number of rows must follow --rows or --lines');
      return;
    case 'context':
      flag();
      draft.context = true;
      return;
    case 'cumulative':
      return flag();
    case 'deselect':
      flag();
      draft.negate = true;
      return;
    case 'forest':
      flag();
      draft.forest = 'lines';
      return;
    case 'format':
      draft.items.push(...parseFormat(argument('format specification must follow --format')));
      return;
    case 'header':
    case 'headers':
    case 'heading':
    case 'headings':
      flag();
      draft.headers = 'pages';
      return;
    case 'no-header':
    case 'no-headers':
    case 'no-heading':
    case 'no-headings':
    case 'noheader':
    case 'noheaders':
    case 'noheading':
    case 'noheadings':
      flag();
      draft.headers = 'none';
      return;
    case 'help':
      throw new Print(helpText(attached ?? draft.argument('') ?? ''));
    case 'version':
      throw new Print(VERSION);
    case 'sort':
      draft.sort.push(...parseSort(argument('long sort specification must follow --sort')));
      return;
    case 'pid':
      return draft.addPids('pid', argument('list of process IDs must follow --pid'));
    case 'ppid':
      return draft.addPids('ppid', argument('list of process IDs must follow --ppid'));
    case 'quick-pid':
      return draft.addPids('quick', argument('list of process IDs must follow --quick-pid'));
    case 'sid':
      return draft.addPids('session', argument('some sid thing(s) must follow --sid'));
    case 'tty':
      return draft.addNames('tty', argument('list of terminals must follow --tty'), '');
    case 'user':
      return draft.addNames('euid', argument('list of effective users must follow --user'), '');
    case 'User':
      return draft.addNames('ruid', argument('list of real users must follow --User'), '');
    case 'group':
      return draft.addNames('egid', argument('list of effective groups must follow --group'), '');
    case 'Group':
      return draft.addNames('rgid', argument('list of real groups must follow --Group'), '');
    default:
      fail('unknown gnu long option');
  }
}
