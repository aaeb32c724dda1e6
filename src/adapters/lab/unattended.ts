// Plays a script on a machine at once, without anybody watching: for comparisons.
import { plainScreen, type LabSetup, type Script } from '../../lesson/index.ts';
import { fromUtf8, utf8 } from '../../sim/kernel/abi/index.ts';
import type { LabSession } from './controller.ts';
import { ttyOf } from './tabs.ts';
import { keyBytes } from './typist.ts';

/** Virtual time that one line may take, and the work it may cost: some lines never come back. */
const LINE_MICROS = 30_000_000;
const END_MICROS = 5_000_000;
const LINE_UNITS = 100_000;
const PROMPT = /[#$] $/;

export interface Unattended {
  readonly setup: LabSetup;
  readonly session: LabSession;
  /** What stands on each terminal that was typed into. */
  readonly screens: readonly { readonly tab: string; readonly text: string }[];
}

/** The session is run in place. */
export function playAtOnce(setup: LabSetup, session: LabSession, script: Script): Unattended {
  const used: string[] = [];
  const textOf = (tty: number): string => {
    const bytes = session.view().ttys.find((each) => each.id === tty)?.bytes ?? 0;
    return plainScreen(fromUtf8(session.screen(tty, 0, bytes)));
  };
  const settle = (done: () => boolean, micros: number): void => {
    let units = 0;
    const until = session.now + micros;
    session.run({ until, budget: () => (units += 1) < LINE_UNITS && (units % 64 !== 0 || !done()) });
  };
  for (const step of script) {
    if ('waitMs' in step) settle(() => false, step.waitMs * 1000);
    else if ('save' in step) {
      const container = session.view().containers[0]?.name ?? '';
      session.send({ kind: 'file', container, path: utf8(step.save), text: utf8(step.text) });
    } else if ('examine' in step) continue;
    else if ('open' in step) session.send({ kind: 'open', terminal: { kind: step.open === 'host' ? 'node' : 'exec' } });
    else {
      const tty = ttyOf(session.view(), step.in);
      if (!tty) continue;
      if (!used.includes(tty.tab)) used.push(tty.tab);
      const data = 'type' in step ? `${utf8(step.type)}\r` : keyBytes(step.key);
      session.send({ kind: 'tty', tty: tty.id, data });
      // First what the line starts, then until the prompt is back.
      settle(() => false, 50_000);
      if (!PROMPT.test(textOf(tty.id))) settle(() => PROMPT.test(textOf(tty.id)), LINE_MICROS);
    }
  }
  // What was set off comes to its end: a handler that saves its work, a server that drains.
  settle(() => false, END_MICROS);
  return {
    setup,
    session,
    screens: used.map((tab) => ({ tab, text: textOf(ttyOf(session.view(), tab)?.id ?? 0) })),
  };
}
