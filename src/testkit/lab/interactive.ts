// The lab machine in your own terminal: keys go in, the screen comes out, virtual time follows the wall clock.
import { type LabInit } from '../../sim/lab/index.ts';
import { HeadlessTerminal } from './terminal.ts';

const TICK_MS = 15;

/** Keeps the process alive until the session ends; the exit status is the shell's. */
export function interactive(init: LabInit): number {
  const { stdin, stdout } = process;
  const size = { rows: stdout.rows ?? 24, cols: stdout.columns ?? 80 };
  const terminal = new HeadlessTerminal({ ...init, size });
  if (stdin.isTTY) stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  terminal.type('\r');
  stdin.on('data', (text) => terminal.type(String(text)));
  stdin.on('end', () => terminal.type('\x04'));
  const timer = setInterval(() => {
    terminal.run(TICK_MS / 1000);
    stdout.write(Buffer.from(terminal.take(), 'latin1'));
    if (!terminal.ended) return;
    clearInterval(timer);
    if (stdin.isTTY) stdin.setRawMode(false);
    stdin.pause();
    process.exitCode = terminal.exitCode ?? 0;
  }, TICK_MS);
  return 0;
}
