// The later half of the line editor: searches, completion, vi mode, macros, key bindings and the inputrc.
import type { EditContext } from '../edit-api.ts';
import { bindBuiltin } from './bind.ts';
import { COMPLETE } from './complete/index.ts';
import type { EditorParts } from './editor.ts';
import { readInputrc } from './inputrc.ts';
import { MISC, runShell } from './misc.ts';
import { SEARCH } from './search.ts';
import { VI } from './vi/commands.ts';
import { viCommandMap, viInsertMap } from './vi/keys.ts';

/** Before the first line is read (`bind` in a start-up file) nothing of the shell is asked for. */
const NO_CONTEXT: EditContext = {
  history: [],
  replaceHistory: () => undefined,
  variable: () => undefined,
  viMode: false,
  completion: {
    builtins: () => [],
    keywords: () => [],
    aliases: () => [],
    functions: () => [],
    variables: () => [],
    exported: () => [],
    jobs: () => [],
    setOptions: () => [],
    shoptOptions: () => [],
    variable: () => undefined,
    shopt: () => false,
    spec: () => undefined,
    run: function* () {
      yield* [];
      return [];
    },
  },
  expandHistory: () => undefined,
  expandLine: function* (line) {
    yield* [];
    return line;
  },
  more: function* () {
    yield* [];
    return editorParts;
  },
  interrupted: function* () {
    yield* [];
    return 'continue';
  },
};

export const editorParts: EditorParts = {
  commands: { ...SEARCH, ...MISC, ...COMPLETE, ...VI },
  keymaps: () => [
    ['vi-insert', viInsertMap()],
    ['vi-command', viCommandMap()],
  ],
  readInputrc,
  bind: bindBuiltin,
  runShell,
  nowhere: NO_CONTEXT,
};
