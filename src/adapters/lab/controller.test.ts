import { expect, test } from 'vitest';
import { Session } from '../../engine/index.ts';
import { oneContainer } from '../../sim/lab/index.ts';
import { labSimulator } from '../../sim/lab/full.ts';
import { LabController, type ScreenTarget } from './controller.ts';
import { nextOutput } from './output.ts';
import type { Frames } from './pacer.ts';

/** Frames that come when the test says so; each look at the clock costs some of the budget. */
function frames() {
  let now = 0;
  let wanted: (() => void) | undefined;
  const source: Frames = {
    now: () => (now += 0.3),
    request: (frame) => {
      wanted = frame;
      return 1;
    },
    cancel: () => void (wanted = undefined),
  };
  const tick = (count = 1): void => {
    for (let i = 0; i < count; i += 1) {
      now += 16;
      const frame = wanted;
      wanted = undefined;
      frame?.();
    }
  };
  return { source, tick };
}

function screenTarget(): ScreenTarget & { text: string } {
  const target = {
    text: '',
    write: (bytes: string) => void (target.text += bytes),
    replace: (bytes: string) => void (target.text = bytes),
  };
  return target;
}

function lab() {
  const { source, tick } = frames();
  const session = new Session(labSimulator, oneContainer(['sleep', '1000']), 'test');
  const controller = new LabController({ scenario: 'pid1' }, session, source, {
    watch: () => () => undefined,
    failed: () => false,
    retry: () => undefined,
  });
  controller.start();
  tick(40);
  const target = screenTarget();
  controller.attach(controller.state().view.ttys[0]?.id ?? 0, target);
  const type = (line: string): void => {
    controller.type(controller.state().view.ttys[0]?.id ?? 0, `${line}\r`);
    tick(30);
  };
  return { controller, target, type, tick };
}

test('keys go in, the screen comes out, and virtual time follows the frames', () => {
  const { controller, target, type, tick } = lab();
  type('echo $((6*7))');
  expect(target.text).toContain('\r\n42\r\n');
  const before = controller.state().at;
  tick(60);
  expect(controller.state().at - before).toBeGreaterThan(900_000);
  controller.setSpeed(10);
  tick(60);
  expect(controller.state().at - before).toBeGreaterThan(9_000_000);
});

test('the past is shown as it was, takes no keys, and goes on as a branch', () => {
  const { controller, target, type } = lab();
  type('echo one');
  const middle = controller.state().length - 1;
  type('echo two');
  const end = controller.state().length;
  controller.seek(middle);
  expect(controller.state()).toMatchObject({ live: false, cursor: middle });
  expect(target.text).not.toContain('two');
  type('echo lost');
  expect(controller.state().length).toBe(end);
  controller.continueHere();
  expect(controller.state()).toMatchObject({ live: true, canUndo: true });
  type('echo three');
  expect(target.text).toContain('three');
  expect(target.text).not.toContain('two');
  controller.undo();
  expect(target.text).toContain('two');
});

test('an endless loop runs frame by frame and ends with Ctrl-C', () => {
  const { controller, target, type, tick } = lab();
  type('while true; do :; done');
  const before = controller.state().at;
  tick(20);
  expect(controller.state().at).toBeGreaterThan(before);
  expect(controller.state().view.idle).toBe(false);
  controller.type(controller.state().view.ttys[0]?.id ?? 0, '\x03');
  tick(60);
  expect(controller.state().view.idle).toBe(true);
  expect(target.text).toMatch(/\^C\r\n[^\n]*# /);
});

test('paused, nothing moves; the next event is one step away', () => {
  const { controller, type, tick } = lab();
  type('sleep 500 &');
  controller.setPlaying(false);
  const before = controller.state();
  tick(30);
  expect(controller.state().at).toBe(before.at);
  controller.nextEvent();
  expect(controller.state().length).toBeGreaterThan(before.length);
  expect(controller.state().at).toBeGreaterThan(400_000_000);
});

test('a terminal gets no more lines a frame than it can draw, and none that would scroll away', () => {
  const lines = (n: number): string => Array.from({ length: n }, (_, i) => `${i}\r\n`).join('');
  expect(nextOutput('abc')).toEqual({ skipped: 0, text: 'abc' });
  expect(nextOutput(lines(1000)).text).toBe(lines(240));
  const much = nextOutput(lines(6000));
  expect(much.text.startsWith('1000\r\n')).toBe(true);
  expect(much.skipped).toBe(lines(1000).length);
});
