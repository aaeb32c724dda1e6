// Cards on zombies, states, waiting, and orphans.
import type { Card, LabSetup, Script } from '../../../src/lesson/index.ts';

const proof = (pid1: string, workload: string, ...run: Script): { lab: LabSetup; run: Script } => ({
  lab: { scenario: 'zombies', options: { pid1, workload }, view: 'states' },
  run,
});

export default [
  {
    id: 'what-is-a-zombie',
    level: 'junior',
    topic: 'Zombies',
    question: 'What is a zombie process?',
    answer:
      'A process that has ended and whose parent has not yet asked for its exit status with wait. Memory, files and threads are gone. What is left is the entry in the table of processes: number, exit status, CPU times, and a place in the pids cgroup.',
    rubric: [
      'has ended',
      'the parent has not waited',
      'the entry and the status are kept, memory is not',
      'it uses up a number',
    ],
    wrong: '“A hung process that eats memory.”',
    followUps: [
      {
        question: 'Does every process become one?',
        answer:
          'Yes, between exit and wait; usually for microseconds. Unless the parent has set SIGCHLD to be ignored.',
      },
      {
        question: 'How does ps show it?',
        answer:
          'State Z, the short name in brackets and <defunct>; VSZ and RSS 0, because there is no command line and no memory any more.',
      },
    ],
    sources: [1, 6, 10],
    proof: proof('never', 'quiet', { type: 'kill -9 2' }, { type: 'ps aux' }),
  },
  {
    id: 'kill-a-zombie',
    level: 'junior',
    topic: 'Zombies',
    question: 'You send `kill -9` to a zombie. What happens, and what would help instead?',
    answer:
      'Nothing: kill returns 0, and it stays, because there is no program left that a signal could end. What helps is its parent: make it wait (repair it; SIGCHLD if it has a handler that collects), or end it, so that the zombie is handed to somebody who waits.',
    rubric: [
      'nothing, and status 0',
      'it is dead already',
      'the parent must wait',
      'ending the parent hands it on, to PID 1 or a subreaper',
    ],
    wrong: '“kill -9 always works”, or rebooting.',
    followUps: [
      {
        question: 'When does SIGCHLD to the parent help?',
        answer:
          'When it has a handler or loop that collects and has missed the moment. A parent that never waits does not care.',
      },
      {
        question: 'And if the parent is PID 1 of a container?',
        answer: 'Then ending it ends the container. Look for what starts the children; put an init in front.',
      },
    ],
    sources: [1, 6],
    proof: proof(
      'tini',
      'parent',
      { type: 'kill -9 5; ps -eo pid,ppid,stat,args' },
      { type: 'kill 4; sleep 0.2; ps -eo pid,ppid,stat,args' },
    ),
  },
  {
    id: 'zombie-vs-orphan',
    level: 'junior',
    topic: 'Orphans',
    question: 'Zombie and orphan: what is the difference?',
    answer:
      'An orphan is alive and has lost its parent; it is adopted by a subreaper or by PID 1 of its pid namespace. A zombie is dead, and its parent is alive and has not waited. The one can become the other: an orphan that ends is a zombie until the one who adopted it waits.',
    rubric: [
      'orphan: alive, parent ended, adopted',
      'zombie: dead, parent has not waited',
      'one can turn into the other',
      'PID 1 of the namespace adopts, not the grandparent',
    ],
    wrong: 'Using the two words for the same thing.',
    followUps: [
      {
        question: 'Does the grandparent adopt?',
        answer: 'No. The nearest ancestor that is a subreaper, otherwise PID 1 of the namespace.',
      },
      {
        question: 'What is a double fork for?',
        answer: 'To make an orphan on purpose: the daemon belongs to init, and its starter need not wait for it.',
      },
    ],
    sources: [5, 6, 12],
    proof: proof('python', 'quiet', { type: '/app/orphan 1' }, { type: 'sleep 2; ps -eo pid,ppid,stat,args' }),
  },
  {
    id: 'what-it-holds',
    level: 'middle',
    topic: 'Zombies',
    question: 'If zombies use no memory and no CPU, why do they matter?',
    answer:
      'Each holds a process number and counts in the pids cgroup. When the limit of the container, the pod or the node is reached, fork fails with EAGAIN: shells, probes, exec and new threads fail, while what runs keeps running.',
    rubric: [
      'a number each',
      'counts in pids.current',
      'fork fails with EAGAIN',
      'probes, exec and threads fail as well',
    ],
    wrong: '“They are harmless.”',
    followUps: [
      {
        question: 'Which files show it?',
        answer: 'pids.current, pids.max, pids.peak and pids.events in the cgroup: `max N` counts the refused forks.',
      },
      { question: 'Do threads count?', answer: 'Yes, each one. A JVM and its zombies share one limit.' },
    ],
    sources: [8, 9, 19],
  },
  {
    id: 'process-states',
    level: 'middle',
    topic: 'States',
    question: 'Which states does ps show, and what does KILL do in each?',
    answer:
      'R runs or could; S waits and can be interrupted; D waits and cannot; T is stopped; t is held by a tracer; Z has ended. KILL ends R, S, T and t at once. In D it depends: some waits are killable, others keep the signal pending until they end. For Z there is nothing to kill.',
    rubric: [
      'R, S, D, T, t, Z and their causes',
      'KILL works on T and t',
      'D: killable or not, the letter does not say',
      'Z: nothing to kill',
    ],
    wrong: '“A stopped process must be continued before it can be killed.”',
    followUps: [
      {
        question: 'Name something in D that can be killed.',
        answer: 'The parent of a vfork while its child has not called exec or exit.',
      },
      {
        question: 'What does Zl mean?',
        answer: 'The first thread has ended, others live: an ordinary living process that only looks dead.',
      },
    ],
    sources: [6, 10, 14],
    proof: {
      lab: { scenario: 'letters', view: 'states' },
      run: [{ type: 'kill -9 2 3 4 12' }, { type: 'ps -eo pid,ppid,stat,args' }],
    },
  },
  {
    id: 'nine-not-enough',
    level: 'senior',
    topic: 'States',
    question: 'When is `kill -9` not enough?',
    answer:
      'For a zombie; for a process in an uninterruptible wait that is not killable (D, for example a hung file system); for PID 1 from inside of its own namespace; for a group frozen by the v1 freezer; and when the number belongs to another namespace. Not: stopped or traced processes, KILL ends those.',
    rubric: ['zombie', 'D that is not killable', 'PID 1 from inside', 'frozen (v1)', 'not: T and t'],
    wrong: 'Only “D state”.',
    followUps: [
      {
        question: 'How do you tell a D that will not die?',
        answer: 'KILL is in SigPnd, the state stays D, and /proc/pid/wchan names the function in which it waits.',
      },
      {
        question: 'docker pause and KILL?',
        answer: 'With cgroup v2 KILL works at once; with v1 it waits until the container is thawed.',
      },
    ],
    sources: [6, 7, 12],
  },
  {
    id: 'wait-vs-waitpid',
    level: 'middle',
    topic: 'Waiting',
    question:
      'What is the difference between `wait` and `waitpid(-1, &status, WNOHANG)`, and which one belongs into a handler?',
    answer:
      'wait sleeps until some child has ended. waitpid with WNOHANG returns at once: the number of a child that has ended, 0 when none has, −1 with ECHILD when there are no children. In a handler it is called in a loop, until it returns 0 or −1.',
    rubric: ['wait blocks', 'WNOHANG returns 0 at once', 'in a loop', 'because several deaths can be one signal'],
    wrong: 'One waitpid for each SIGCHLD.',
    followUps: [
      {
        question: 'What does waitpid(pid, …) leave out?',
        answer: 'Every other child: a supervisor that does this as PID 1 never collects what it adopts.',
      },
      {
        question: 'Why not a blocking wait in the handler?',
        answer: 'As soon as no child is dead but some live, it would sleep inside of the handler.',
      },
    ],
    sources: [1, 3],
    proof: proof(
      'sleep',
      'quiet',
      { type: '/app/reap_once 5 &' },
      { type: '/app/reap_handler 5 &' },
      { type: 'sleep 1; ps -eo pid,ppid,stat,comm' },
    ),
  },
  {
    id: 'if-while-bug',
    level: 'senior',
    topic: 'Waiting',
    question:
      'A program collects its children in a SIGCHLD handler and still leaks a zombie a day. What do you suspect?',
    answer:
      'An if where a while belongs. Standard signals do not queue: a SIGCHLD that comes while one is pending is merged with it. Two children that end at the same moment give one handler call. The handler must collect until nobody is left.',
    rubric: [
      'standard signals do not queue',
      'one call for several deaths',
      'loop with WNOHANG until 0 or −1',
      'rare, because two must end in the same moment',
    ],
    wrong: '“A race in the kernel”, or a lost signal because of load.',
    followUps: [
      {
        question: 'Would a real-time signal queue?',
        answer: 'Yes, but the kernel sends SIGCHLD, which is a standard one.',
      },
      {
        question: 'How do you provoke it in a test?',
        answer: 'Block SIGCHLD, let several children end, unblock: one call.',
      },
    ],
    sources: [1, 7],
    proof: proof(
      'once',
      'quiet',
      { type: 'ps -eo pid,ppid,stat,comm' },
      { type: 'kill -CHLD 1; sleep 0.1; ps -eo pid,ppid,stat,comm' },
    ),
  },
  {
    id: 'avoid-without-wait',
    level: 'middle',
    topic: 'Waiting',
    question: 'Can a parent avoid zombies without waiting?',
    answer:
      'Yes: set SIGCHLD explicitly to SIG_IGN, or use SA_NOCLDWAIT. Then children vanish when they end and their status is lost; a later wait fails with ECHILD. The default disposition does not do it, although its action is to ignore as well.',
    rubric: ['SIG_IGN, explicitly', 'SA_NOCLDWAIT', 'the status is lost, ECHILD', 'default is not the same'],
    wrong: '“SIGCHLD is ignored by default, so there are none.”',
    followUps: [
      {
        question: 'Is that inherited?',
        answer:
          'An ignored signal survives exec: a program may find SIGCHLD ignored without having asked for it, and its wait then fails.',
      },
      { question: 'Would you do that in an init?', answer: 'No: it must know the status of the app to end with it.' },
    ],
    sources: [1, 2, 4],
    proof: proof(
      'sleep',
      'quiet',
      { type: '/app/chld_ign 3 &' },
      { type: 'sleep 1; grep SigIgn /proc/$!/status; ps -eo pid,ppid,stat,comm' },
    ),
  },
  {
    id: 'subreaper',
    level: 'senior',
    topic: 'Orphans',
    question: 'What is a subreaper, and how does it differ from PID 1?',
    answer:
      'A process that has asked, with prctl(PR_SET_CHILD_SUBREAPER), to be handed the orphans among its own descendants. The kernel takes the nearest one on the way up, otherwise PID 1. It has no protection from signals, and nothing ends with it.',
    rubric: [
      'prctl(PR_SET_CHILD_SUBREAPER)',
      'its own descendants only',
      'nearest one up, else PID 1 of the namespace',
      'no protection, no namespace that ends with it',
    ],
    wrong: '“The same as PID 1.”',
    followUps: [
      { question: 'Who is one?', answer: 'containerd’s shim on the host; systemd’s user instances; tini with -s.' },
      { question: 'Must it wait?', answer: 'Yes. A subreaper that does not wait collects zombies like any other.' },
    ],
    sources: [5, 6, 15],
    proof: proof('sleep', 'quiet', { type: '/app/subreaper &' }, { type: 'sleep 0.5; ps -eo pid,ppid,stat,args' }),
  },
] satisfies readonly Card[];
