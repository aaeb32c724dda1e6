// From keys to commands: walks the key map byte by byte, backs up where a longer sequence does not match, repeats by argument.
import type { Sys } from '../../kernel/abi/index.ts';
import { ding, flag, type Editor } from './editor.ts';
import { ESC, abort, keyAvailable, pushBack, readKey } from './input.ts';
import type { Binding, KeyMap } from './keymap.ts';
import { more } from './more.ts';
import { clearMessage } from './redisplay.ts';

/** `keyseq-timeout`: how long the rest of an ambiguous sequence is waited for, in virtual microseconds. */
const SEQUENCE_WAIT = 500_000;

/** Commands that leave the argument for the next one. */
const KEEPS_ARGUMENT: ReadonlySet<string> = new Set(['digit-argument', 'universal-argument', 'do-lowercase-version']);

function* perform(ed: Editor, binding: Binding, key: number): Sys<void> {
  switch (binding.kind) {
    case 'macro':
      ed.macro.playing = binding.text + ed.macro.playing;
      return;
    case 'shell':
      yield* (yield* more(ed)).runShell(ed, binding.text);
      return;
    case 'map':
      return;
    case 'command': {
      const command = ed.commands[binding.name] ?? (yield* more(ed)).commands[binding.name];
      if (!command) {
        ding(ed);
        return;
      }
      ed.command = binding.name;
      const running = command(ed, ed.sign * ed.argument, key);
      if (running) yield* running;
      if (!KEEPS_ARGUMENT.has(binding.name)) {
        ed.lastCommand = ed.command;
      }
      return;
    }
  }
}

/** Runs what the key (and those that follow it) is bound to. */
export function* dispatch(ed: Editor, first: number, map: KeyMap): Sys<void> {
  let at = map;
  let key = first;
  /** The longest bound sequence so far and the keys read behind it. */
  let fallback: { binding: Binding; key: number } | undefined;
  let behind = '';
  if (map === ed.keymap) ed.sequence = '';
  // `convert-meta`, on in the C locale: a byte with the eighth bit is ESC and the byte without it.
  if (key >= 0x80 && map === ed.keymap && !ed.multibyte && flag(ed, 'convert-meta')) {
    pushBack(ed, String.fromCharCode(key & 0x7f));
    key = ESC;
  }
  for (;;) {
    ed.sequence += String.fromCharCode(key);
    const code = key;
    const binding = at.keys.get(code);
    if (binding === undefined) {
      if (fallback) {
        pushBack(ed, behind + String.fromCharCode(key));
        yield* perform(ed, fallback.binding, fallback.key);
        return;
      }
      ding(ed);
      clearMessage(ed);
      abort(ed);
    }
    if (binding.kind !== 'map') {
      yield* perform(ed, binding, key);
      return;
    }
    behind += fallback ? String.fromCharCode(key) : '';
    if (binding.map.other) {
      fallback = { binding: binding.map.other, key };
      behind = '';
      if (!(yield* keyAvailable(ed, SEQUENCE_WAIT))) {
        yield* perform(ed, fallback.binding, fallback.key);
        return;
      }
    }
    at = binding.map;
    key = yield* readKey(ed);
  }
}
