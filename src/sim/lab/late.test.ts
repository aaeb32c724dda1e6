// Code that comes late leaves no trace: a machine that had to wait for it is the machine that had everything at hand.
import { expect, test } from 'vitest';
import { replay, Session } from '../../engine/index.ts';
import { LANGUAGE } from '../shell/prompt.ts';
import { fullLibrary, labSimulator } from './full.ts';
import type { LabInput } from './init.ts';
import type { Library } from './library.ts';
import { labSimulatorFor } from './machine.ts';
import { oneContainer } from './scenario.ts';

const INIT = oneContainer(['sleep', 'infinity'], {}, [{ kind: 'exec' }]);
const typed = (data: string): LabInput => ({ kind: 'tty', tty: 1, data });

/** A library from which nothing arrives before `arrive` is called. */
function lateLibrary(isLate: (name: string) => boolean) {
  const asked = new Set<string>();
  const there = new Set<string>();
  const library: Library = {
    ...fullLibrary,
    missing(name) {
      if (!isLate(name) || there.has(name)) return false;
      asked.add(name);
      return true;
    },
  };
  return { library, asked, arrive: () => asked.forEach((name) => there.add(name)) };
}

const outline = (session: Session<unknown, LabInput, unknown, unknown>): unknown[] =>
  session.steps.since(0).map(({ at, event, dispatched }) => [at, event, dispatched]);

test('the prompt needs no language; the first command waits for it, and what is typed meanwhile comes after', () => {
  const { library, asked, arrive } = lateLibrary((name) => name === LANGUAGE);
  const session = new Session(labSimulatorFor(library), INIT, 'seed');
  const screen = (): string => session.screen(1, 0, 1e9);
  const go = (): string => session.run({ until: session.now + 400_000 });

  expect(go()).not.toBe('stalled');
  expect(screen()).toContain('root@web-0:/# ');
  session.send(typed('echo ab\x1b[Dc'));
  expect(go()).not.toBe('stalled');
  expect(screen()).toContain('echo a');
  expect([...asked]).toEqual([]);

  session.send(typed('\r'));
  expect(go()).toBe('stalled');
  const { now } = session;
  session.send(typed('sleep 1; echo next=$?\r'));
  session.send(typed('kill -9 1\r'));
  expect(go()).toBe('stalled');
  expect([...asked]).toEqual([LANGUAGE]);
  expect(session.now).toBe(now);
  expect(screen()).not.toContain('next');

  arrive();
  for (let i = 0; i < 8; i += 1) go();
  expect(screen()).toMatch(/acb\r\n[^]*next=0\r\n/);

  const recording = session.recording();
  expect(recording.inputs).toHaveLength(4);
  const again = replay(labSimulator, recording);
  expect(again.hash()).toBe(session.hash());
  expect(outline(again)).toEqual(outline(session));
  expect(again.screen(1, 0, 1e9)).toBe(screen());
});

test('input while any program is on its way is the same in a replay', () => {
  const { library, arrive } = lateLibrary((name) => name !== 'bash' && name !== 'sleep');
  const session = new Session(labSimulatorFor(library), INIT, 'seed');
  session.run({ until: 400_000 });
  for (const data of [
    'ls /; ps\r',
    'x',
    'y\x7f',
    '\r',
    'seq 3 | sort -r | head -1\r',
    '\x03',
    'cat\r',
    'abc\r',
    '\x04',
  ]) {
    session.send(typed(data));
    if (session.run({ until: session.now + 150_000 }) === 'stalled' && data.length > 1) arrive();
  }
  for (let i = 0; i < 20; i += 1) {
    arrive();
    session.run({ until: session.now + 100_000 });
  }
  const again = replay(labSimulator, session.recording());
  expect(again.hash()).toBe(session.hash());
  expect(outline(again)).toEqual(outline(session));
});

test('a start-up file that sets plain variables needs no language, any other waits for it', () => {
  const boot = (text: string): { readonly outcome: string; readonly screen: string } => {
    const { library } = lateLibrary((name) => name === LANGUAGE);
    const init = oneContainer(['sleep', '9'], { files: { '/root/.bashrc': { text } } }, [{ kind: 'exec' }]);
    const session = new Session(labSimulatorFor(library), init, 'seed');
    return { outcome: session.run({ until: 400_000 }), screen: session.screen(1, 0, 1e9) };
  };
  const plain = boot("# mine\nPS1='$HOSTNAME $?> '\nX=1\n");
  expect(plain.outcome).not.toBe('stalled');
  expect(plain.screen).toBe('web-0 0> ');
  expect(boot('PS1="$(echo a)> "\n')).toEqual({ outcome: 'stalled', screen: '' });
  expect(boot('UID=3\n').outcome).toBe('stalled');
  expect(boot("PS1='\\t '\n").outcome).toBe('stalled');
});
