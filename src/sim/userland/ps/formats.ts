// The ready-made formats: what -f, -l, u, j and their combinations show (ps(1), OUTPUT FORMAT CONTROL).
import { columnOf, findColumn, renamed, type Column } from './columns.ts';
import type { Request } from './request.ts';

/** A column of the table as it will be printed, or literal text. */
export type Shown =
  | { readonly kind: 'column'; readonly column: Column; readonly width: number | undefined }
  | { readonly kind: 'text'; readonly text: string };

const shown = (column: Column): Shown => ({ kind: 'column', column, width: undefined });
const named = (names: string): Shown[] => names.split(' ').map((name) => shown(columnOf(name)));

const BSD: Readonly<Record<string, () => Shown[]>> = {
  j: () => named('ppid pid pgid sid tname tpgid stat uid bsdtime args'),
  l: () => named('f uid pid ppid priority ni vsz rss wchan stat tname bsdtime args'),
  s: () => named('uid pid pending sigmask sigignore sigcatch stat tname bsdtime args'),
  u: () => named('user pid %cpu %mem vsz rss tname stat start_time bsdtime args'),
  v: () => [
    ...named('pid tname stat bsdtime'),
    shown({ ...columnOf('majflt'), header: 'MAJFL' }),
    shown({ ...columnOf('trs'), width: 5 }),
    ...named('drs rss %mem args'),
  ],
  X: () => named('pid stackp esp eip _timeout _alarm stat tname bsdtime args'),
};

/** -f, -F, -l, -j and the modifiers -c -y -P -L -T, in any combination. */
function sysv(request: Request): Shown[] {
  const has = (letter: string): boolean => request.sysvFormat.has(letter);
  const full = has('f') || has('F');
  const long = has('l');
  const jobs = has('j');
  const plain = !full && !long && !jobs;
  const bsd = request.bsdDefaults;
  const out: Shown[] = [];
  const add = (names: string): number => out.push(...named(names));
  if (has('M')) add('label');
  if (long && !has('y')) add('f');
  if (long) add('s');
  if (full) out.push(shown(columnOf('uid_hack')));
  else if (long) add('uid');
  add('pid');
  if (request.threads === 'T') add('spid');
  if (full || long) add('ppid');
  if (jobs) add('pgid sid');
  if (request.threads === 'L') add('lwp');
  if (has('P')) add('psr');
  if (has('c')) out.push(shown(columnOf('class')), shown(columnOf('pri')));
  else if (full || long) add('c');
  if (full && request.threads === 'L') add('nlwp');
  if (long && !has('c')) add('opri ni');
  if (long) {
    if (has('y')) add('rss');
    else add('_address');
    add('sz wchan');
  } else if (has('F')) add('sz');
  if (has('F')) {
    if (!(long && has('y'))) add('rss');
    add('psr');
  }
  if (full) add('stime');
  add('tname');
  if (bsd && (!long || jobs)) add('stat');
  add(bsd ? 'bsdtime' : 'time');
  if (full || (long && bsd)) out.push(shown(columnOf('cmd')));
  else if ((plain || jobs) && bsd) out.push(shown(columnOf('args')));
  else add('ucmd');
  return out;
}

export function columnsOf(request: Request): Shown[] {
  const items = request.items.map((item): Shown => {
    if (item.kind === 'text') return item;
    const column = findColumn(item.name) ?? columnOf('pid');
    return {
      kind: 'column',
      column: item.header === undefined ? column : renamed(item.name, item.header),
      width: item.width,
    };
  });
  if (request.preloaded === 'sysv') return [...named('pid'), ...items, ...named('s tname time args')];
  if (request.preloaded === 'bsd')
    return [...named('pid'), ...items, ...named('s tname time'), shown(columnOf('ucomm'))];
  if (items.length > 0) return items;
  if (request.context) return named('pid context args');
  const [letter] = request.bsdFormat;
  if (letter !== undefined) return BSD[letter]?.() ?? [];
  return sysv(request);
}
