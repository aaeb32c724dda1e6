// The event log in words: one sentence per event. This is the visualizers' text twin, so it says all that they draw.
import { signalDescription, signalName } from '../sim/kernel/abi/signals.ts';
import type { MachineEvent, Step } from '../sim/kernel/events.ts';
import type { MachineView } from '../sim/kernel/view.ts';
import { statusWords, STATE_WORDS, who } from './names.ts';
import { sigText } from './journey.ts';
import { netSentence } from './net-words.ts';

/** Colour and mark of an event; the mark is there so that colour is never the only sign. */
export type Tone = 'plain' | 'signal' | 'bad' | 'good' | 'life' | 'input';

export interface Sentence {
  readonly text: string;
  readonly tone: Tone;
  /** A word for the kind: names the dot and filters the log. */
  readonly topic: 'machine' | 'input' | 'process' | 'signal' | 'state' | 'call' | 'network' | 'output';
  /** Worth a dot of its own; the others are details between the dots. */
  readonly major: boolean;
}

const SHOWN = 60;

/** Bytes of an input as a person would say them: `^C`, `Enter`. */
function keys(text: string): string {
  const said = text
    .replace(/\x1b\[A/g, '↑')
    .replace(/\x1b\[B/g, '↓')
    .replace(/\r|\n/g, '⏎')
    .replace(/\t/g, '⇥')
    .replace(/\x7f/g, '⌫')
    .replace(/\x1b/g, 'Esc ')
    .replace(/[\x00-\x1f]/g, (char) => `^${String.fromCharCode(char.charCodeAt(0) + 64)}`);
  return said.length > SHOWN ? `${said.slice(0, SHOWN - 1)}…` : said;
}

function signalSentence(event: Extract<MachineEvent, { kind: 'signal' }>, view: MachineView): Sentence {
  const from = event.sender === undefined ? 'The kernel sends' : `${who(view, event.sender)} sends`;
  const to = event.target === undefined ? `process ${event.named}, which does not exist` : who(view, event.target);
  const stop = event.gates.find((gate) => gate.verdict === 'stop');
  const because = stop ? ` ${stop.reason} (${stop.fn})` : '';
  const outcome = {
    dropped: `Dropped:${because}.`,
    merged: 'It merges with one that is already pending.',
    queued: 'It is queued.',
    refused: `Refused:${because}.`,
    'no-target': 'There is no such process.',
    checked: 'Nothing is sent: signal 0 only asks whether it could be.',
  }[event.outcome];
  const bad = event.outcome === 'dropped' || event.outcome === 'refused' || event.outcome === 'no-target';
  const what = event.sig === 0 ? 'signal 0' : `${sigText(event.sig)} (${signalDescription(event.sig)})`;
  return {
    text: `${from} ${what} to ${to}. ${outcome}`,
    tone: bad ? 'bad' : 'signal',
    topic: 'signal',
    major: true,
  };
}

function deliverSentence(event: Extract<MachineEvent, { kind: 'deliver' }>, view: MachineView): Sentence {
  const target = who(view, event.target);
  const sig = sigText(event.sig);
  const text = {
    handler: `${sig} reaches ${target}: its handler runs.`,
    terminate: `${sig} reaches ${target}: the default action ends it.`,
    core: `${sig} reaches ${target}: the default action ends it with a core dump.`,
    stop: `${sig} reaches ${target}: it stops.`,
    continue: `${sig} reaches ${target}: it continues.`,
    ignored: `${sig} reaches ${target}: it is ignored.`,
    'discarded-init': `${sig} reaches ${target}: the default action is discarded, for it is init of its namespace.`,
  }[event.effect];
  const ends = event.effect === 'terminate' || event.effect === 'core';
  return { text, tone: ends || event.effect === 'discarded-init' ? 'bad' : 'signal', topic: 'signal', major: true };
}

const FORKS = {
  fork: 'forks',
  vfork: 'forks (vfork)',
  thread: 'starts a thread',
  container: 'starts a container, whose first process is',
  'exec-session': 'enters the container as',
} as const;

/** A sentence for one step; names are those of the machine right after it. */
export function sentence(step: Step<MachineView>): Sentence {
  const { event, view } = step;
  const process = (text: string, tone: Tone = 'life'): Sentence => ({ text, tone, topic: 'process', major: true });
  switch (event.kind) {
    case 'boot':
      return { text: 'The machine is up.', tone: 'plain', topic: 'machine', major: true };
    case 'input':
      return {
        text: `${event.source}: ${keys(event.text)}`,
        tone: 'input',
        topic: 'input',
        major: /[\r\n\x03\x04\x1a\x1c]/.test(event.text) || event.text.length > 8,
      };
    case 'fork': {
      const child = view.processes.get(event.child);
      const name = child ? ` ${who(view, event.child)}` : ` process ${event.child}`;
      const joined = event.how === 'fork' || event.how === 'vfork' ? `: the child is${name}` : name;
      return process(`${who(view, event.parent)} ${FORKS[event.how]}${joined}.`);
    }
    case 'fork-refused':
      return process(`${who(view, event.parent)} may not fork: ${event.why}.`, 'bad');
    case 'exec':
      return process(`${who(view, event.pid)} runs ${keys(event.argv.join(' '))}.`);
    case 'exec-failed':
      // Looking for a command along PATH fails more often than not: no news.
      return {
        ...process(`${who(view, event.pid)} cannot run ${event.path}: ${event.error}.`, 'bad'),
        major: event.error !== 'No such file or directory',
      };
    case 'state': {
      const shown = event.to === 'T' || event.to === 't' || event.from === 'T' || event.from === 't';
      const why = event.why === '' ? '' : `: ${event.why}`;
      return {
        text: `${who(view, event.pid)} is now ${STATE_WORDS[event.to]}${why}.`,
        tone: 'plain',
        topic: 'state',
        major: shown,
      };
    }
    case 'signal':
      return signalSentence(event, view);
    case 'deliver':
      return deliverSentence(event, view);
    case 'exit': {
      const status = statusWords(event.status, signalName);
      const why = event.why === '' || event.why === status ? '' : ` (${event.why})`;
      return process(`${who(view, event.pid)} ends: ${status}${why}.`, 'bad');
    }
    case 'zombie':
      return process(`${who(view, event.pid)} is a zombie until ${who(view, event.parent)} waits for it.`, 'plain');
    case 'reap':
      return process(
        event.by === undefined
          ? `Process ${event.pid} is gone: ${event.why}.`
          : `${who(view, event.by)} collects process ${event.pid}.`,
        'good',
      );
    case 'reparent':
      return process(`${who(view, event.pid)} gets a new parent: ${who(view, event.to)}. ${event.why}`);
    case 'namespace-end': {
      const others = event.killed.length;
      const rest =
        others === 0
          ? ''
          : ` The kernel kills the ${others === 1 ? 'other process' : `other ${others} processes`} in it.`;
      return process(`The first process of the namespace is gone, and the namespace with it.${rest}`, 'bad');
    }
    case 'limit':
      return { text: `Limit reached: ${event.text}`, tone: 'bad', topic: 'machine', major: true };
    case 'line':
      return { text: `${who(view, event.pid)} is at line ${event.line}.`, tone: 'plain', topic: 'call', major: false };
    case 'call':
      return { text: `${who(view, event.pid)}: ${event.text}`, tone: 'plain', topic: 'call', major: false };
    case 'net':
      return netSentence(event.record);
    case 'object': {
      const { kind, metadata } = event.object;
      const where = metadata.namespace === undefined ? '' : ` in ${metadata.namespace}`;
      return {
        text: `kube-apiserver: ${kind} ${metadata.name}${where} ${event.verb}.`,
        tone: 'plain',
        topic: 'machine',
        major: true,
      };
    }
    case 'daemon':
      return { text: `${event.source}: ${event.text}`, tone: 'plain', topic: 'machine', major: true };
    case 'output':
      return { text: `${event.bytes} bytes of output`, tone: 'plain', topic: 'output', major: false };
  }
}
