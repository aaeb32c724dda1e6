// Ctrl-C in a loop of commands shorter than a work unit: whenever it comes, the loop ends.
import { expect, test } from 'vitest';
import { HeadlessTerminal } from '../../../testkit/lab/terminal.ts';
import { oneContainer } from '../../lab/index.ts';

const LOOPS = ['while :; do date; done', 'f() { du -a / >/dev/null; f; }; f', 'dash -c "while :; do date; done"'];

test.each(LOOPS)('%s', (line) => {
  for (let after = 20; after < 21.3; after += 0.37) {
    const terminal = new HeadlessTerminal(oneContainer(['sleep', 'infinity'], {}, [{ kind: 'exec' }]));
    terminal.type(`${line}\r`);
    terminal.run(after / 1000);
    terminal.type('\x03');
    terminal.run(0.05);
    expect(terminal.take(), `after ${after} ms`).toMatch(/\^C[^]*\x1b\]133;B\x07(?:\x1b\[K)?$/);
  }
});
