import { expect, test } from 'vitest';
import scenarios from '../../../content/scenarios.ts';
import { decided } from '../../lesson/index.ts';
import { HeadlessTerminal } from '../../testkit/lab/terminal.ts';
import { DRAWN } from './hero-drawing.ts';

test('the drawn machine of the home page shows what the machine would', () => {
  const scenario = scenarios.find((each) => each.id === 'pid1');
  if (!scenario) throw new Error('the home page’s machine is gone');
  const terminal = new HeadlessTerminal(scenario.init(decided(scenario, undefined)));
  for (const [command, output] of DRAWN) {
    // The minute on the clock depends on how long a reader waits.
    const shown = terminal.command(command).output.replace(/\d\d:\d\d(?= \?| pts)/g, '10:04');
    expect(shown).toBe(output);
  }
});
