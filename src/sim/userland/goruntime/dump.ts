// The traces a Go program prints when SIGQUIT or a fault ends it (runtime.sighandler → traceback, Go 1.19).
// Fidelity: the frames are those of a sleeping program; the addresses are those of one build and never change here.
import type { Signal } from '../../kernel/abi/index.ts';
import { crashText } from './signals.ts';

/** Where the main goroutine waits. */
export interface GoWait {
  /** `sleep`, `chan receive`: the word in brackets. */
  readonly state: string;
  /** Runtime frames above main.main: function and place. */
  readonly frames: readonly (readonly [call: string, place: string])[];
  /** `./gosleep.go:9`. */
  readonly place: string;
}

export const SLEEPING = (place: string): GoWait => ({
  state: 'sleep',
  frames: [
    ['runtime.gopark(0x2c84f5319cf?, 0xc00006af70?, 0xb9?, 0x4b?, 0x60?)', 'runtime/proc.go:363 +0xd6'],
    ['time.Sleep(0x34630b8a000)', 'runtime/time.go:195 +0x135'],
  ],
  place,
});

export const RECEIVING = (place: string): GoWait => ({
  state: 'chan receive',
  frames: [
    ['runtime.gopark(0x0?, 0x0?, 0x0?, 0x0?, 0x0?)', 'runtime/proc.go:363 +0xd6'],
    ['runtime.chanrecv(0xc00006a0c0, 0xc00006af50, 0x1)', 'runtime/chan.go:583 +0x49b'],
    ['runtime.chanrecv1(0x0?, 0x0?)', 'runtime/chan.go:442 +0x18'],
  ],
  place,
});

const frame = ([call, place]: readonly [string, string]): string => `${call}\n\t${place}\n`;

const HELPERS: readonly (readonly [title: string, park: string, own: string, place: string, by: string])[] = [
  [
    'goroutine 2 [force gc (idle)]',
    'runtime.forcegchelper()',
    'runtime/proc.go:302 +0xad',
    'runtime.init.6',
    'runtime/proc.go:290 +0x25',
  ],
  [
    'goroutine 3 [GC sweep wait]',
    'runtime.bgsweep(0x0?)',
    'runtime/mgcsweep.go:278 +0x8e',
    'runtime.gcenable',
    'runtime/mgc.go:178 +0x6b',
  ],
  [
    'goroutine 4 [GC scavenge wait]',
    'runtime.bgscavenge(0x0?)',
    'runtime/mgcscavenge.go:617 +0x45',
    'runtime.gcenable',
    'runtime/mgc.go:179 +0xaa',
  ],
];

const REGISTERS: readonly (readonly [string, string])[] = [
  ['rax', '0xca'],
  ['rbx', '0x0'],
  ['rcx', '0x4579c3'],
  ['rdx', '0x0'],
  ['rdi', '0x4c6aa8'],
  ['rsi', '0x80'],
  ['rbp', '0x7ffd62a1b320'],
  ['rsp', '0x7ffd62a1b2d8'],
  ['r8', '0x0'],
  ['r9', '0x0'],
  ['r10', '0x0'],
  ['r11', '0x286'],
  ['r12', '0xc00001c000'],
  ['r13', '0x1'],
  ['r14', '0x4c6600'],
  ['r15', '0xffffffffffffffff'],
  ['rip', '0x4579c1'],
  ['rflags', '0x286'],
  ['cs', '0x33'],
  ['fs', '0x0'],
  ['gs', '0x0'],
];

export function goDump(sig: Signal, wait: GoWait): string {
  const scheduler = [
    frame(['runtime.futex()', 'runtime/sys_linux_amd64.s:559 +0x21']),
    frame(['runtime.notesleep(0x4c6aa8)', 'runtime/lock_futex.go:160 +0x87']),
    frame(['runtime.findRunnable()', 'runtime/proc.go:2874 +0x9e8']),
    frame(['runtime.schedule()', 'runtime/proc.go:3214 +0xbe']),
    frame(['runtime.mcall()', 'runtime/asm_amd64.s:448 +0x43']),
  ];
  const main = [
    ...wait.frames.map(frame),
    frame(['main.main()', `${wait.place} +0x25`]),
    frame(['runtime.main()', 'runtime/proc.go:250 +0x212']),
    frame(['runtime.goexit()', 'runtime/asm_amd64.s:1594 +0x1']),
  ];
  const helpers = HELPERS.map(
    ([title, call, place, creator, at]) =>
      `${title}:\n${frame(['runtime.gopark(0x0?, 0x0?, 0x0?, 0x0?, 0x0?)', 'runtime/proc.go:363 +0xd6'])}${frame([call, place])}created by ${creator}\n\t${at}\n\n`,
  );
  return [
    `${crashText(sig)}\nPC=0x4579c1 m=0 sigcode=0\n\n`,
    `goroutine 0 [idle]:\n${scheduler.join('')}\n`,
    `goroutine 1 [${wait.state}]:\n${main.join('')}\n`,
    ...helpers,
    ...REGISTERS.map(([name, value]) => `${name.padEnd(6)} ${value}\n`),
  ].join('');
}
