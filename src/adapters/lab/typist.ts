/**
 * Types a script at a lab's terminals, visibly, as a person would: a line, Enter, wait for the prompt. The machine cannot
 * tell it from a person, and neither can a recording.
 */
import { plainScreen, type Script, type ScriptStep } from '../../lesson/index.ts';
import { utf8 } from '../../sim/kernel/abi/index.ts';
import type { LabController } from './controller.ts';
import { drafts } from './drafts.ts';
import { examiner } from './examiner.ts';
import { tabsOf, ttyOf, type Tab } from './tabs.ts';

const KEY_MS = 26;
const LINE_PAUSE_MS = 350;
const POLL_MS = 60;
/** How long to wait for a prompt; some commands stay in the foreground on purpose. */
const PROMPT_WAIT_MS = 6000;

const KEYS: Readonly<Record<string, string>> = {
  Enter: '\r',
  Tab: '\t',
  Esc: '\x1b',
  Up: '\x1b[A',
  Down: '\x1b[B',
  Right: '\x1b[C',
  Left: '\x1b[D',
  Backspace: '\x7f',
};

/** The bytes of a key as scripts write it: `^C`, `Tab`, or the text itself. */
export function keyBytes(key: string): string {
  const control = /^\^([@-_a-z?])$/.exec(key)?.[1];
  if (control === '?') return '\x7f';
  if (control !== undefined) return String.fromCharCode(control.toUpperCase().charCodeAt(0) & 0x1f);
  return KEYS[key] ?? utf8(key);
}

export interface Typing {
  /** Ends when everything was typed, or stops at `stop()`. */
  readonly done: Promise<void>;
  readonly stop: () => void;
}

/** `show`: called with the tab that is typed into, before it is. */
export function play(lab: LabController, script: Script, show: (tab: string) => void, keyMs = KEY_MS): Typing {
  let stopped = false;
  const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  const atPrompt = (tty: number): boolean => /[#$] $/.test(plainScreen(lab.screenOf(tty).slice(-400)));

  const untilPrompt = async (tty: number): Promise<void> => {
    for (let waited = 0; !stopped && waited < PROMPT_WAIT_MS; waited += POLL_MS) {
      if (atPrompt(tty)) return;
      // What sleeps is not worth watching in real time.
      if (waited > 1200) lab.skip(POLL_MS * 10_000);
      await pause(POLL_MS);
    }
  };

  /** A machine that waits for code has no terminals yet. */
  const untilThere = async (name: string | undefined): Promise<Tab | undefined> => {
    for (let waited = 0; !stopped && waited < PROMPT_WAIT_MS; waited += POLL_MS) {
      const tty = ttyOf(lab.state().view, name);
      if (tty) return tty;
      await pause(POLL_MS);
    }
    return undefined;
  };

  const one = async (step: ScriptStep): Promise<void> => {
    if ('waitMs' in step) {
      lab.skip(step.waitMs * 1000);
      await pause(LINE_PAUSE_MS);
      return;
    }
    if ('open' in step) {
      lab.send({ kind: 'open', terminal: step.open === 'host' ? { kind: 'node' } : { kind: 'exec' } });
      await pause(LINE_PAUSE_MS);
      const newest = tabsOf(lab.state().view).at(-1);
      if (newest) show(newest.tab);
      return;
    }
    if ('save' in step) {
      const container = lab.state().view.containers[0]?.name;
      if (container === undefined) return;
      drafts.replace(step.save, step.text);
      lab.send({ kind: 'file', container, path: utf8(step.save), text: utf8(step.text) });
      await pause(LINE_PAUSE_MS);
      return;
    }
    if ('examine' in step) {
      await examiner.examine(step.examine);
      return;
    }
    const tty = await untilThere(step.in);
    if (tty === undefined) return;
    show(tty.tab);
    if ('key' in step) {
      await pause(LINE_PAUSE_MS);
      if (!stopped) lab.type(tty.id, keyBytes(step.key));
      await pause(LINE_PAUSE_MS);
      return;
    }
    await untilPrompt(tty.id);
    for (const char of step.type) {
      if (stopped) return;
      lab.type(tty.id, utf8(char));
      await pause(keyMs);
    }
    await pause(LINE_PAUSE_MS / 2);
    if (stopped) return;
    lab.type(tty.id, '\r');
    await pause(LINE_PAUSE_MS);
    await untilPrompt(tty.id);
  };

  const all = async (): Promise<void> => {
    lab.toNow();
    for (const step of script) {
      if (stopped) return;
      await one(step);
    }
  };
  return { done: all(), stop: () => void (stopped = true) };
}
