// The language half of the shells: all that they need to understand and run a command (see run/language.ts).
import { setOption } from './builtins/set.ts';
import { readCommand } from './parse/index.ts';
import { invocation } from './run/arguments.ts';
import { entered, recover } from './run/enter.ts';
import { statusOfFault } from './run/fork.ts';
import type { Language } from './run/language.ts';
import {
  completionSources,
  execute,
  expandHistoryOf,
  expandLine,
  prompt,
  promptCommands,
} from './run/prompt-context.ts';
import { finish, run } from './run/scripts.ts';
import { sourceFile, sourceText } from './run/source.ts';
import { commandSubstitution, processSubstitution } from './run/subst.ts';
import { runList } from './run/text.ts';
import { runPending } from './run/trap.ts';
import { notifyJobs } from './run/wait.ts';
import { getElement } from './vars/access.ts';
import { refresh } from './vars/dynamic.ts';

export const language: Language = {
  invocation,
  *setOptions(sh, inv) {
    for (const name of inv.on) if (name !== 'monitor' || !sh.interactive) yield* setOption(sh, name, true);
    for (const name of inv.off) yield* setOption(sh, name, false);
  },
  importFunction(sh, name, value) {
    const parsed = readCommand(`${name} ${value}\n`, {
      dash: false,
      extglob: true,
      final: true,
      line: 0,
      aliases: undefined,
    });
    const node = parsed.kind === 'command' ? parsed.script.items[0]?.node : undefined;
    if (node?.kind !== 'function') return;
    sh.functions.set(name, { def: node, source: 'environment', exported: true, readonly: false, trace: false });
  },
  sourceFile,
  sourceText,
  run,
  notifyJobs,
  promptCommands,
  prompt,
  entered,
  runPending,
  recover,
  completion: completionSources,
  expandHistory: expandHistoryOf,
  expandLine,
  execute,
  statusOfFault,
  finish,
  commandSubstitution,
  processSubstitution,
  runScript: (sh, script) => runList(sh, script, false),
  getElement,
  refresh,
};
