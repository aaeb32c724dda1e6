// Comparing the contents of two files: equal, different or binary, and in which form it is shown.
import type { ByteString } from '../../kernel/abi/index.ts';
import { compileRegex } from '../../posix/index.ts';
import { contextual, edScript, normal, rcs, sideBySide, unified, type Sides } from './output.ts';
import { editScript, type Change } from './script.ts';

export type Style = 'normal' | 'unified' | 'context' | 'side' | 'ed' | 'rcs' | 'brief';

export interface Plan {
  style: Style;
  context: number;
  ignoreCase: boolean;
  ignoreSpace: 'no' | 'change' | 'all';
  ignoreTrailing: boolean;
  ignoreBlank: boolean;
  ignoreTabs: boolean;
  stripCr: boolean;
  ignoreMatching: ByteString[];
  text: boolean;
  width: number;
  leftColumn: boolean;
  suppressCommon: boolean;
  expandTabs: boolean;
  color: boolean;
  reportSame: boolean;
  recursive: boolean;
  newFile: boolean;
  exclude: ByteString[];
  labels: ByteString[];
}

/** What counts when two lines are compared. */
function keyOf(line: ByteString, plan: Plan): ByteString {
  let key = line;
  if (plan.stripCr) key = key.replace(/\r$/, '');
  if (plan.ignoreTabs) key = key.replace(/\t/g, '        ');
  if (plan.ignoreSpace === 'all') key = key.replace(/[ \t\v\f\r]+/g, '');
  else if (plan.ignoreSpace === 'change') key = key.replace(/[ \t\v\f\r]+$/, '').replace(/[ \t\v\f\r]+/g, ' ');
  else if (plan.ignoreTrailing) key = key.replace(/[ \t\v\f\r]+$/, '');
  return plan.ignoreCase ? key.toLowerCase() : key;
}

const split = (text: ByteString): { list: ByteString[]; open: boolean } => {
  const list = text.split('\n');
  const open = list.at(-1) !== '';
  if (!open) list.pop();
  return { list, open };
};

/** Changes of only blank lines (-B) or only lines that match (-I) do not count. */
function trivial(change: Change, s: Sides, plan: Plan): boolean {
  const all = [
    ...s.a.slice(change.a0, change.a0 + change.deleted),
    ...s.b.slice(change.b0, change.b0 + change.inserted),
  ];
  if (plan.ignoreBlank && all.every((line) => (plan.ignoreSpace === 'no' ? line === '' : /^[ \t]*$/.test(line))))
    return true;
  if (plan.ignoreMatching.length === 0) return false;
  const regexes = plan.ignoreMatching.flatMap((source) => {
    const compiled = compileRegex(source, { dialect: 'grep' });
    return compiled.ok ? [compiled.regex] : [];
  });
  return all.every((line) => regexes.some((regex) => regex.test(line)));
}

export type Comparison =
  | { readonly kind: 'same'; readonly output: ByteString }
  | { readonly kind: 'different'; readonly output: ByteString }
  | { readonly kind: 'binary' };

export function compareTexts(one: ByteString, two: ByteString, plan: Plan): Comparison {
  if (one === two && plan.style !== 'side') return { kind: 'same', output: '' };
  if (!plan.text && one !== two && (one.slice(0, 32768).includes('\0') || two.slice(0, 32768).includes('\0')))
    return { kind: 'binary' };
  const a = split(one);
  const b = split(two);
  const classes = new Map<string, number>();
  // a missing newline makes the last line different, unless white space does not count
  const classOf = (line: ByteString, open: boolean): number => {
    const key = `${keyOf(line, plan)}${open && plan.ignoreSpace === 'no' && !plan.ignoreTrailing ? '\0' : ''}`;
    let id = classes.get(key);
    if (id === undefined) {
      id = classes.size;
      classes.set(key, id);
    }
    return id;
  };
  const idsA = a.list.map((line, i) => classOf(line, a.open && i === a.list.length - 1));
  const idsB = b.list.map((line, i) => classOf(line, b.open && i === b.list.length - 1));
  const s: Sides = { a: a.list, b: b.list, aOpen: a.open, bOpen: b.open };
  const every = editScript(idsA, idsB);
  const changes = every.filter((change) => !trivial(change, s, plan));
  if (changes.length === 0 && plan.style !== 'side') return { kind: 'same', output: '' };
  return { kind: changes.length === 0 ? 'same' : 'different', output: show(changes, s, plan) };
}

function show(changes: readonly Change[], s: Sides, plan: Plan): ByteString {
  switch (plan.style) {
    case 'normal':
      return normal(changes, s, plan.color);
    case 'unified':
      return unified(changes, s, plan.context, plan.color);
    case 'context':
      return contextual(changes, s, plan.context);
    case 'side':
      return sideBySide(changes, s, plan);
    case 'ed':
      return edScript(changes, s);
    case 'rcs':
      return rcs(changes, s);
    case 'brief':
      return '';
  }
}
