// dig's options with a plus sign (plus_option of dig.c): any beginning of a name that says enough, "no" before it, a value after "=".
import type { Session } from './session.ts';
import type { Lookup } from './lookup.ts';
import type { DigState } from './dig-state.ts';
import { digUsage } from './dig-help.ts';
import { ednsOption, subnetOption } from './edns-options.ts';
import { deprecated, flag, notFlag, number, valued, withEdns, type Apply, type Setting } from './plus-kinds.ts';
import { OPCODES } from './reply.ts';
import { TYPE_NS } from './types.ts';

const search: Apply = ({ s, l, on }) => {
  if (!l.trace) s.useSearch = on;
  return undefined;
};

const tcp: Apply = ({ l, on }) => {
  l.tcp = on;
  l.tcpSet = true;
  return undefined;
};

const dnssec = withEdns((l, on) => (l.dnssec = on));

function all({ l, state, on }: Setting): undefined {
  Object.assign(l, { question: on, authority: on, answer: on, additional: on, comments: on, stats: on });
  state.printCommand = on;
}

function cookie({ s, l, on, value }: Setting): undefined {
  if (on && l.edns === -1) l.edns = 0;
  l.sendCookie = on;
  if (value !== undefined && value.length > 80) {
    s.complain('COOKIE data too large');
    return s.end();
  }
  if (value !== undefined && !/^(?:[0-9a-f]{2})*$/i.test(value))
    return s.fatal('isc_hex_decodestring: bad hex encoding');
  l.cookie = value?.toLowerCase();
  return undefined;
}

function short({ l, state, on }: Setting): undefined {
  state.shortForm = on;
  if (!on) return;
  state.printCommand = false;
  const off = { additional: false, authority: false, question: false, comments: false, stats: false };
  Object.assign(l, off, { answer: true, rrComments: -1 });
}

function nsSearch({ l, state, on }: Setting): undefined {
  l.nsSearch = on;
  if (!on) return;
  state.shortForm = true;
  const off = { stats: false, comments: false, additional: false, authority: false, question: false };
  Object.assign(l, off, {
    traceRoot: true,
    recurse: true,
    identify: true,
    type: TYPE_NS,
    typeSet: true,
    rrComments: 0,
  });
}

function trace({ s, l, on }: Setting): undefined {
  l.trace = on;
  l.traceRoot = on;
  if (!on) return;
  const off = { comments: false, rrComments: 0, stats: false, additional: false, question: false };
  Object.assign(l, off, { recurse: true, identify: true, authority: true, dnssec: true, sendCookie: true });
  s.useSearch = false;
}

const edns: Apply = (setting) => {
  const { l, on, value } = setting;
  l.edns = !on ? -1 : value === undefined ? 0 : number(setting, 255, 'edns');
  return undefined;
};

const opcode: Apply = (setting) => {
  const { l, on, value } = setting;
  if (on && value === undefined) return false;
  const named = OPCODES.findIndex((name) => name === value?.toUpperCase());
  l.opcode = !on ? 0 : named >= 0 ? named : number(setting, 15, 'opcode');
  return undefined;
};

const MAX_U32 = 0xffff_ffff;

/** Name, how many of its letters say enough, what it does. The first that fits counts. */
const OPTIONS: readonly (readonly [name: string, enough: number, apply: Apply])[] = [
  ['aaonly', 2, flag('aa')],
  ['aaflag', 2, flag('aa')],
  ['additional', 3, flag('additional')],
  ['adflag', 2, flag('ad')],
  ['all', 2, all],
  ['answer', 2, flag('answer')],
  ['authority', 2, flag('authority')],
  ['badcookie', 2, flag('retryBadCookie')],
  ['besteffort', 2, flag('bestEffort')],
  [
    'bufsize',
    2,
    (setting) => {
      if (!setting.on) return false;
      setting.l.udpSize = setting.value === undefined ? 1232 : number(setting, 65_535, 'buffer size');
      return undefined;
    },
  ],
  ['cdflag', 2, flag('cd')],
  ['class', 2, notFlag('noClass')],
  ['cmd', 2, ({ state, on }) => void (state.printCommand = on)],
  ['coflag', 2, flag('compactOk')],
  [
    'comments',
    3,
    ({ l, state, on }) => {
      l.comments = on;
      if (l === state.defaults) state.plusComments = on;
      return undefined;
    },
  ],
  ['cookie', 3, cookie],
  // Fidelity: no record here has cryptographic fields, so there is nothing to hide.
  ['crypto', 2, () => undefined],
  ['defname', 2, search],
  ['dnssec', 4, dnssec],
  ['do', 2, dnssec],
  ['domain', 3, valued(({ state, value = '' }) => (state.domain = value))],
  ['dscp', 2, deprecated('+dscp option is obsolete and has no effect')],
  ['edns', 4, edns],
  [
    'ednsflags',
    5,
    (setting) => {
      const { l, on, value } = setting;
      const flags = on && value !== undefined ? number(setting, 0xffff, 'ednsflags', 'ednsflags', true) : 0;
      if (on && value !== undefined && l.edns === -1) l.edns = 0;
      l.ednsFlags = flags;
      return undefined;
    },
  ],
  ['ednsnegotiation', 5, flag('ednsNegotiate')],
  [
    'ednsopt',
    5,
    ({ s, l, on, value }) => {
      l.ednsOptions = on ? [...l.ednsOptions, ednsOption(s, value)] : [];
      return undefined;
    },
  ],
  ['expandaaaa', 4, flag('expandAaaa')],
  ['expire', 4, flag('expire')],
  ['fail', 2, flag('servfailStops')],
  ['header-only', 2, flag('headerOnly')],
  ['identify', 3, flag('identify')],
  ['idnin', 4, flag('idnIn')],
  // Fidelity: names are shown as they are; the C locale could not show others.
  ['idnout', 4, () => undefined],
  ['ignore', 1, flag('ignoreTruncation')],
  ['keepalive', 5, flag('keepalive')],
  ['keepopen', 5, ({ s, on }) => void (s.keepOpen = on)],
  ['mapped', 2, deprecated('+mapped option is deprecated')],
  ['multiline', 2, flag('multiline')],
  ['ndots', 2, valued((setting) => (setting.s.ndots = number(setting, 0xffff, 'ndots')))],
  ['nsid', 3, withEdns((l, on) => (l.nsid = on))],
  ['nssearch', 3, nsSearch],
  ['onesoa', 2, flag('oneSoa')],
  ['opcode', 2, opcode],
  [
    'padding',
    1,
    (setting) => {
      const { l, on, value } = setting;
      if (on && l.edns === -1) l.edns = 0;
      if (value === undefined) return false;
      l.padding = number(setting, 512, 'padding');
      return undefined;
    },
  ],
  [
    'qid',
    2,
    (setting) => {
      const { l, on, value } = setting;
      if (on && value === undefined) return false;
      l.queryId = on ? number(setting, 0xffff, 'qid') : undefined;
      return undefined;
    },
  ],
  ['qr', 2, flag('qr')],
  [
    'question',
    2,
    ({ l, state, on }) => {
      l.question = on;
      if (l === state.defaults) state.plusQuestion = on;
      return undefined;
    },
  ],
  ['raflag', 2, flag('ra')],
  ['rdflag', 2, flag('recurse')],
  ['recurse', 3, flag('recurse')],
  ['retries', 3, valued((setting) => (setting.l.retries = number(setting, MAX_U32 - 1, 'retries') + 1))],
  ['retry', 3, valued((setting) => (setting.l.retries = number(setting, MAX_U32 - 1, 'retries') + 1))],
  ['rrcomments', 2, ({ l, on }) => void (l.rrComments = on ? 1 : -1)],
  ['search', 2, search],
  ['short', 4, short],
  ['showbadcookie', 5, flag('showBadCookie')],
  [
    'showsearch',
    5,
    ({ s, l, on }) => {
      if (l.trace) return;
      s.showSearch = on;
      s.useSearch = on;
    },
  ],
  ['sigchase', 2, deprecated('+sigchase option is deprecated')],
  // Fidelity: only cryptographic fields are split, and there are none.
  ['split', 2, ({ on, value }) => on || value === undefined],
  ['stats', 2, flag('stats')],
  [
    'subnet',
    2,
    ({ s, l, on, value }) => {
      if (on && value === undefined) return false;
      if (on && l.edns === -1) l.edns = 0;
      l.subnet = on ? subnetOption(s, value ?? '') : undefined;
      return undefined;
    },
  ],
  ['tcflag', 3, flag('tc')],
  ['tcp', 3, tcp],
  ['timeout', 2, valued((setting) => (setting.s.timeout = Math.max(1, number(setting, 0xffff, 'timeout'))))],
  ['topdown', 2, deprecated('+topdown option is deprecated')],
  ['trace', 3, trace],
  ['tries', 3, valued((setting) => (setting.l.retries = Math.max(1, number(setting, MAX_U32, 'tries'))))],
  ['trusted-key', 3, deprecated('+trusted-key option is deprecated')],
  ['ttlid', 3, notFlag('noTtl')],
  [
    'ttlunits',
    4,
    ({ l, on }) => {
      l.noTtl = false;
      l.ttlUnits = on;
    },
  ],
  ['unexpected', 3, deprecated('+unexpected option is deprecated')],
  ['unknownformat', 3, flag('unknownFormat')],
  ['vc', 1, tcp],
  [
    'yaml',
    1,
    ({ s, state, l, on }) => {
      s.yaml = on;
      if (!on) return;
      state.printCommand = false;
      l.stats = false;
      l.rrComments = -1;
    },
  ],
  ['zflag', 1, flag('z')],
];

/** The letters that tell options apart are lower case; the rest may be any. */
const fits = (word: string, name: string, enough: number): boolean =>
  word.length >= enough && word.startsWith(name.slice(0, enough)) && name.startsWith(word.toLowerCase());

/** `batch`: of a line of a file, where +tcp counts for nothing. */
export function plusOption(s: Session, state: DigState, l: Lookup, option: string, batch: boolean): undefined {
  const equals = option.indexOf('=');
  const word = equals < 0 ? option : option.slice(0, equals);
  const value = equals < 0 || equals === option.length - 1 ? undefined : option.slice(equals + 1);
  const off = /^no/i.test(word);
  const name = off ? word.slice(2) : word;
  const known = OPTIONS.find(([full, enough]) => fits(name, full, enough));
  if (batch && known?.[2] === tcp) return undefined;
  if (known && known[2]({ s, state, l, on: !off, value }) !== false) return undefined;
  s.print(`Invalid option: +${word}\n`, 2);
  return digUsage(s);
}
