// A terminal with bash on it, for tests: keys are typed one after the other, the screen is looked at.
import { utf8 } from '../sim/kernel/abi/index.ts';
import { Screen } from './screen.ts';
import { Box } from './truth/shell/box.ts';

/** Long enough for anything short of a sleep to come to rest. */
const AFTER_KEY_MS = 700;

export interface Shown {
  readonly rows: readonly string[];
  readonly cursor: readonly [number, number];
}

/** Types `steps` (bytes, `\r` is Enter) at a prompt in /root and returns the screen of an 80×24 xterm. */
export function typed(steps: readonly string[], files: Readonly<Record<string, string>> = {}): Shown {
  const box = new Box(
    { id: 'typed', about: '', kind: 'interactive', files, expect: { stdout: '', stderr: '', exit: null } },
    true,
  );
  box.advance(AFTER_KEY_MS);
  for (const step of steps) {
    box.send(utf8(step));
    box.advance(AFTER_KEY_MS);
  }
  box.stopAtCrash();
  const screen = new Screen(24, 80, true).feed(box.text(0));
  return { rows: screen.text(), cursor: [screen.row, screen.column] };
}
