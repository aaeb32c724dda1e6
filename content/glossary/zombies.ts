// Words of lesson 2: states, waiting, adoption, and counting processes.
import type { GlossaryEntry } from '../../src/lesson/index.ts';

const entry = (id: string, term: string, text: string, see?: string, ...also: readonly string[]): GlossaryEntry => ({
  id,
  term,
  text,
  ...(also.length === 0 ? {} : { also }),
  ...(see === undefined ? {} : { see: `zombies/${see}` }),
});

export default [
  entry(
    'defunct',
    'defunct',
    'The word that `ps` prints behind a process in state Z. Also behind one whose first thread alone has ended, and that lives.',
    'wont-leave',
    '<defunct>',
  ),
  entry(
    'exit-zombie',
    'EXIT_ZOMBIE',
    "The kernel's name for state Z: ended, the status kept for the parent.",
    'wont-leave',
    'state Z',
  ),
  entry(
    'exit-dead',
    'EXIT_DEAD',
    "The kernel's name for state X: the parent has asked, the entry is being removed. Too short to be seen.",
    'wont-leave',
    'state X',
  ),
  entry(
    'uninterruptible-sleep',
    'uninterruptible sleep',
    'State D: a wait that signals do not interrupt. Some such waits are killable: a deadly signal ends them all the same.',
    'states',
    'state D',
    'disk sleep',
  ),
  entry(
    'thread-group-leader',
    'thread group leader',
    'The first thread of a process; its number is the pid, its state is what `ps` shows. It may end before the others.',
    'states',
  ),
  entry(
    'vfork',
    'vfork',
    'A fork that lends the memory to the child. The parent sleeps in state D until the child calls `exec` or `exit`.',
    'states',
  ),
] satisfies readonly GlossaryEntry[];
