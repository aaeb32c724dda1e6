// /etc/inittab as busybox init reads it: `terminal:runlevels:action:process`.
import { isErr, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { readFile } from '../procps/proc.ts';

export const ACTIONS = ['sysinit', 'wait', 'once', 'respawn', 'askfirst', 'ctrlaltdel', 'shutdown', 'restart'] as const;
export type ActionKind = (typeof ACTIONS)[number];

/** One entry; `pid` is set while its process runs. */
export interface Action {
  readonly kind: ActionKind;
  readonly terminal: ByteString;
  readonly command: ByteString;
  pid: number;
}

/** What init does where there is no inittab. */
const DEFAULTS: readonly (readonly [ActionKind, ByteString, ByteString])[] = [
  ['ctrlaltdel', '', 'reboot'],
  ['shutdown', '', 'umount -a -r'],
  ['restart', '', 'init'],
  ['askfirst', '', '-/bin/sh'],
  ['sysinit', '', '/etc/init.d/rcS'],
];

export interface Inittab {
  readonly actions: Action[];
  /** Complaints about lines that make no sense. */
  readonly complaints: readonly string[];
}

/** new_init_action: the same command on the same terminal is one entry; its last line says what it is. */
function add(actions: Action[], action: Action): void {
  const before = actions.findIndex(
    ({ terminal, command }) => terminal === action.terminal && command === action.command,
  );
  if (before >= 0) actions.splice(before, 1);
  actions.push(action);
}

export function parseInittab(text: ByteString): Inittab {
  const actions: Action[] = [];
  const complaints: string[] = [];
  text.split('\n').forEach((line, index) => {
    if (/^\s*(#|$)/.test(line)) return;
    const [terminal = '', , kind = '', ...rest] = line.split(':');
    const known = ACTIONS.find((action) => action === kind);
    const command = rest.join(':');
    if (!known || command === '') complaints.push(`Bad inittab entry at line ${index + 1}`);
    else add(actions, { kind: known, terminal: terminal.replace(/^\/dev\//, ''), command, pid: 0 });
  });
  return { actions, complaints };
}

export function* readInittab(): Sys<Inittab> {
  const text = yield* readFile('/etc/inittab');
  if (!isErr(text)) return parseInittab(text);
  return {
    actions: DEFAULTS.map(([kind, terminal, command]) => ({ kind, terminal, command, pid: 0 })),
    complaints: [],
  };
}
