// Terminals: what the kernel, the container engine and the screen use.
export { STANDARD_TERMIOS } from './termios.ts';
export { MAX_SCREEN_BYTES, screenText } from './output.ts';
export { MAX_CANON, ttyInput } from './line.ts';
export { disassociateCtty, ttyHangup, ttyResize } from './jobctl.ts';
export { createTty, openTty, type TtySpec } from './file.ts';
export { ttyCalls } from '../syscalls/tty.ts';
export { openMaster } from './master.ts';
