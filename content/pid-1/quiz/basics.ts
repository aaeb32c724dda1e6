// Questions on sections 1 to 6: what signals are, and how the kernel decides.
import type { Question } from '../../../src/lesson/index.ts';

export default [
  {
    id: 'status-zero',
    section: 'wont-die',
    kind: 'one',
    question: '`kill 1` inside a container returned 0 and printed nothing. What do you know for certain?',
    options: [
      { id: 'delivered', text: 'PID 1 has received the signal', why: 'Dropped signals give status 0 as well.' },
      { id: 'queued', text: 'The signal is pending', why: 'A dropped signal is never queued.' },
      { id: 'exists', text: 'Process 1 exists, and you may signal it' },
      { id: 'dying', text: 'PID 1 is about to end', why: 'Only if it has a handler that exits.' },
    ],
    answer: 'exists',
    explain: 'kill(2) checks existence and permission. What becomes of the signal afterwards, the sender is not told.',
  },
  {
    id: 'duties',
    section: 'wont-die',
    kind: 'many',
    question: 'Which of these are true of the first process of a pid namespace?',
    options: [
      { id: 'orphans', text: 'It becomes the parent of orphans', why: 'Yes: whose parent dies is handed to it.' },
      {
        id: 'ends',
        text: 'When it ends, all others in the namespace are killed',
        why: 'Yes, with SIGKILL; no handler runs.',
      },
      {
        id: 'filtered',
        text: 'Signals without a handler are dropped for it',
        why: 'Yes, that is what this lesson is about.',
      },
      {
        id: 'root',
        text: 'It always runs as root',
        why: 'No: `USER 1000` in an image makes PID 1 a process of user 1000.',
      },
      {
        id: 'immortal',
        text: 'Nothing can end it but itself',
        why: 'No: KILL from above, the OOM killer, a real fault.',
      },
    ],
    answer: ['orphans', 'ends', 'filtered'],
    explain: 'Three duties that come with the number 1. Being root or immortal is not among them.',
  },
  {
    id: 'read-mask',
    section: 'what-a-signal-is',
    kind: 'type',
    question:
      '`SigCgt` shows `0000000000004200`. One of the two caught signals is `SIGUSR1` (10). Which is the other? (name or number)',
    accept: ['SIGTERM', 'TERM', '15'],
    pattern: '(?:[Ss][Ii][Gg])?[Tt][Ee][Rr][Mm]|15',
    placeholder: 'SIG…',
    explain: '4000 is bit 14, so signal 15: SIGTERM. 200 is bit 9, signal 10. Signal n is bit n − 1.',
  },
  {
    id: 'five-lines',
    section: 'what-a-signal-is',
    kind: 'match',
    question: 'What does each line of `/proc/<pid>/status` hold?',
    pairs: [
      { id: 'sigpnd', left: '`SigPnd`', right: 'signals that wait for this thread' },
      { id: 'shdpnd', left: '`ShdPnd`', right: 'signals that wait for the whole process' },
      { id: 'sigblk', left: '`SigBlk`', right: 'signals that are held back for now' },
      { id: 'sigign', left: '`SigIgn`', right: 'signals that the program does not want' },
      { id: 'sigcgt', left: '`SigCgt`', right: 'signals that have a handler' },
    ],
    explain: 'kill(2) addresses the process, so its signals wait in ShdPnd. `grep Sig` does not show that line.',
  },
  {
    id: 'inherit',
    section: 'what-a-signal-is',
    kind: 'many',
    question: 'A shell starts a program with fork and exec. What does the program inherit?',
    options: [
      {
        id: 'ignored',
        text: 'Signals that the shell ignores',
        why: "Yes: that is how nohup works, and `trap '' TERM`.",
      },
      { id: 'blocked', text: 'Signals that the shell blocks', why: 'Yes: the mask survives exec.' },
      { id: 'handlers', text: 'Handlers of the shell', why: 'No: their code is gone after exec; they become default.' },
      {
        id: 'flag',
        text: 'The mark SIGNAL_UNKILLABLE, if the shell is PID 1',
        why: 'No: a child of PID 1 is an ordinary process.',
      },
    ],
    answer: ['ignored', 'blocked'],
    explain: 'Ignored and blocked survive; caught becomes default; the mark belongs to the first process only.',
  },
  {
    id: 'why-kill-fails',
    section: 'kill-nine',
    kind: 'one',
    question: 'Why is `SIGKILL` from inside never delivered to PID 1, whatever program it is?',
    options: [
      { id: 'caught', text: 'PID 1 catches it', why: 'Nobody can catch SIGKILL.' },
      { id: 'nohandler', text: 'Only a handler lets a signal from inside through, and SIGKILL can have none' },
      {
        id: 'capability',
        text: 'CAP_KILL is missing in containers',
        why: "It is among Docker's default capabilities, and it is not the question.",
      },
      { id: 'seccomp', text: 'The seccomp profile forbids it', why: 'kill is allowed; it even returns 0.' },
    ],
    answer: 'nohandler',
    explain: 'sig_task_ignored: SIGNAL_UNKILLABLE, default action, not forced from above: dropped.',
  },
  {
    id: 'forced',
    section: 'from-the-host',
    kind: 'match',
    question: 'PID 1 has no handlers. What happens to each signal?',
    pairs: [
      { id: 'term-in', left: '`SIGTERM` from inside', right: 'dropped' },
      { id: 'term-out', left: '`SIGTERM` from the host', right: 'dropped' },
      { id: 'kill-in', left: '`SIGKILL` from inside', right: 'dropped' },
      { id: 'kill-out', left: '`SIGKILL` from the host', right: 'ends it, 137' },
      { id: 'stop-out', left: '`SIGSTOP` from the host', right: 'stops it, state T' },
    ],
    explain: 'From above, KILL and STOP are forced. All other signals need a handler, from wherever they come.',
  },
  {
    id: 'who-kills',
    section: 'from-the-host',
    kind: 'many',
    question: "Which of these end a container's PID 1 that has no handler?",
    options: [
      { id: 'oom', text: 'The OOM killer', why: 'Yes: the kernel itself kills, as if from above.' },
      {
        id: 'fault',
        text: 'A write through a null pointer in PID 1',
        why: 'Yes: a real fault takes the protection away.',
      },
      { id: 'segv', text: '`kill -SEGV 1` from inside', why: 'No: a sent signal like any other, dropped.' },
      { id: 'cgroup', text: 'Writing 1 to `cgroup.kill`', why: 'Yes: it kills every member of the group.' },
      { id: 'hup', text: '`SIGHUP` from the host', why: 'No: needs a handler.' },
    ],
    answer: ['oom', 'fault', 'cgroup'],
    explain: "The filter is for signals that somebody sends. The kernel's own verdicts pass.",
  },
  {
    id: 'go-status',
    section: 'runtimes',
    kind: 'type',
    question:
      'A Go program without `signal.Notify` is PID 1. Which exit status does the container show after `SIGTERM`?',
    accept: ['2'],
    placeholder: 'a number',
    explain:
      'The runtime catches TERM, restores the default, signals itself; dropped for PID 1; then it calls exit(2).',
  },
  {
    id: 'runtime-masks',
    section: 'runtimes',
    kind: 'match',
    question: 'Whose `SigCgt` is this, right after the start and without any handler of yours?',
    pairs: [
      { id: 'c', left: '`0000000000000000`', right: 'a C program' },
      { id: 'python', left: '`0000000000000002`', right: 'Python' },
      { id: 'node', left: '`0000000100004602`', right: 'Node' },
      { id: 'go', left: '`fffffffd7fc1feff`', right: 'Go' },
    ],
    explain: 'C catches nothing, Python only INT, Node INT and TERM (and some of its own), Go nearly everything.',
  },
  {
    id: 'gate-order',
    section: 'inside-signal-c',
    kind: 'order',
    question: 'In which order does the kernel decide about a signal?',
    items: [
      { id: 'find', text: "Find the process in the sender's namespace" },
      { id: 'permission', text: 'May the sender signal it?' },
      { id: 'forced', text: 'Does it come from above?' },
      { id: 'ignored', text: 'Would it be ignored? (blocked: no)' },
      { id: 'pending', text: 'Is one pending already?' },
      { id: 'queue', text: 'Put it into the pending set' },
      { id: 'wake', text: 'Wake a thread' },
      { id: 'deliver', text: 'Deliver: default action, handler, stop' },
    ],
    explain:
      'Dropping happens at the fourth station, before anything is queued: that is why a dropped signal leaves no trace.',
  },
  {
    id: 'three-terms',
    section: 'inside-signal-c',
    kind: 'one',
    question:
      'A program with a handler for SIGTERM has it blocked for a second. Meanwhile three SIGTERM arrive. How often does the handler run afterwards?',
    options: [
      { id: '0', text: 'Never', why: 'Blocked is not dropped.' },
      { id: '1', text: 'Once' },
      { id: '3', text: 'Three times', why: 'Standard signals are one bit; only real-time signals queue.' },
    ],
    answer: '1',
    explain: 'The first sets the bit; the others are merged (legacy_queue).',
  },
] satisfies readonly Question[];
