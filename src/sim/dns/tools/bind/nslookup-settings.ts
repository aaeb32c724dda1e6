// nslookup's options, before a name and by its `set` command (setoption of nslookup.c), and the lookup that they make of a name.
import { emptyLookup, type Lookup } from './lookup.ts';
import { reverseOf } from './name.ts';
import type { NslookupState } from './nslookup-text.ts';
import { parseNumber } from './numbers.ts';
import type { Session } from './session.ts';
import { classFromText, TYPE_A, TYPE_ANY, TYPE_PTR, typeFromText } from './types.ts';

/** What options say until the name comes. */
export class Settings {
  type = 'A';
  klass = 'IN';
  recurse = true;
  tcp = false;
  tcpSet = false;
  noFail = true;
  domain = '';
}

interface Setting {
  readonly s: Session;
  readonly state: NslookupState;
  readonly to: Settings;
  readonly value: string;
}

const MAX_U32 = 0xffff_ffff;
const MAX_INT = 0x7fff_ffff;

function type({ s, state, to, value }: Setting): void {
  if (typeFromText(value) === undefined) return s.print(`unknown query type: ${value}\n`);
  to.type = value;
  state.defaultLookups = false;
  return undefined;
}

function klass({ s, to, value }: Setting): void {
  if (classFromText(value) === undefined) return s.print(`unknown query class: ${value}\n`);
  to.klass = value;
  return undefined;
}

function domain({ s, to, value }: Setting): void {
  to.domain = value;
  s.searchOnly(value);
  s.useSearch = true;
}

const numbered =
  (max: number, what: string, set: (s: Session, value: number) => void) =>
  ({ s, value }: Setting): void => {
    const number = parseNumber(s, value, max, what);
    if (number !== undefined) set(s, number);
  };

const port = numbered(65_535, 'port', (s, value) => (s.port = value));
const timeout = numbered(MAX_U32, 'timeout', (s, value) => (s.timeout = value));
const retry = numbered(MAX_INT, 'tries', (s, value) => (s.tries = value));

/** Options with a value, by all their names. */
const VALUED: readonly (readonly [prefix: string, apply: (setting: Setting) => void])[] = [
  ['class=', klass],
  ['cl=', klass],
  ['type=', type],
  ['ty=', type],
  ['querytype=', type],
  ['query=', type],
  ['qu=', type],
  ['q=', type],
  ['domain=', domain],
  ['do=', domain],
  ['port=', port],
  ['po=', port],
  ['timeout=', timeout],
  ['t=', timeout],
  ['retry=', retry],
  ['ret=', retry],
  ['ndots=', numbered(128, 'ndots', (s, value) => (s.ndots = value))],
];

/** Options without one: name, how many letters say enough. */
const PLAIN: readonly (readonly [name: string, enough: number, apply: (setting: Setting) => void])[] = [
  ['all', 3, showSettings],
  ['recurse', 3, ({ to }) => void (to.recurse = true)],
  ['norecurse', 5, ({ to }) => void (to.recurse = false)],
  ['defname', 3, ({ s }) => void (s.useSearch = true)],
  ['nodefname', 5, ({ s }) => void (s.useSearch = false)],
  ['vc', 2, ({ to }) => void ((to.tcp = true), (to.tcpSet = true))],
  ['novc', 4, ({ to }) => void ((to.tcp = false), (to.tcpSet = true))],
  ['debug', 3, ({ s, state }) => void ((state.shortForm = false), (s.showSearch = true))],
  ['nodebug', 5, ({ s, state }) => void ((state.shortForm = true), (s.showSearch = false))],
  // Fidelity: the debugging output of dighost.c itself is not here.
  ['d2', 2, () => undefined],
  ['nod2', 4, () => undefined],
  ['search', 3, ({ s }) => void (s.useSearch = true)],
  ['nosearch', 5, ({ s }) => void (s.useSearch = false)],
  ['sil', 3, () => undefined],
  ['fail', 3, ({ to }) => void (to.noFail = false)],
  ['nofail', 5, ({ to }) => void (to.noFail = true)],
];

export function showServers(s: Session): void {
  for (const { name, arg } of s.servers) s.print(`Default server: ${arg}\nAddress: ${name}#${s.port}\n`);
}

function showSettings({ s, state, to }: Setting): void {
  showServers(s);
  s.print(
    [
      '\nSet options:\n',
      `  ${to.tcp ? 'vc' : 'novc'}\t\t\t${state.shortForm ? 'nodebug' : 'debug'}\t\tnod2\n`,
      `  ${s.useSearch ? 'search' : 'nosearch'}\t\t${to.recurse ? 'recurse' : 'norecurse'}\n`,
      `  timeout = ${s.timeout}\t\tretry = ${s.tries}\tport = ${s.port}\tndots = ${s.ndots}\n`,
      `  querytype = ${to.type.padEnd(8)}\tclass = ${to.klass}\n`,
      `  srchlist = ${s.search.join('/')}\n`,
    ].join(''),
  );
}

export function setOption(s: Session, state: NslookupState, to: Settings, option: string): void {
  const word = option.toLowerCase();
  const plain = PLAIN.find(([name, enough]) => word.length >= enough && name.startsWith(word));
  if (plain) return plain[2]({ s, state, to, value: '' });
  const valued = VALUED.find(([prefix]) => word.startsWith(prefix));
  if (valued) return valued[1]({ s, state, to, value: option.slice(valued[0].length) });
  return s.print(`*** Invalid option: ${option}\n`);
}

export function newLookup(s: Session, to: Settings, name: string): Lookup {
  const reverse = reverseOf(name, true);
  const wanted = reverse === undefined ? (typeFromText(to.type) ?? TYPE_A) : TYPE_PTR;
  return {
    ...emptyLookup(s),
    text: reverse ?? name,
    type: wanted,
    typeSet: true,
    klass: classFromText(to.klass) ?? 1,
    classSet: true,
    recurse: to.recurse,
    tcp: wanted === TYPE_ANY && !to.tcpSet ? true : to.tcp,
    newSearch: true,
    bestEffort: false,
    servfailStops: !to.noFail,
  };
}
