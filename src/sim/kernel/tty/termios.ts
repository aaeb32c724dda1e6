// Terminal settings: what a fresh pseudo terminal has (drivers/tty/tty_io.c `tty_std_termios`).
import type { Termios } from '../abi/index.ts';

export const STANDARD_TERMIOS: Termios = {
  icanon: true,
  echo: true,
  echoe: true,
  echok: true,
  echoctl: true,
  isig: true,
  iexten: true,
  icrnl: true,
  ixon: true,
  opost: true,
  onlcr: true,
  tostop: false,
  vintr: '\x03',
  vquit: '\x1c',
  verase: '\x7f',
  vkill: '\x15',
  veof: '\x04',
  vsusp: '\x1a',
  vwerase: '\x17',
  vlnext: '\x16',
};
