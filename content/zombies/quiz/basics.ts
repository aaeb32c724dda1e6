// Questions on sections 1 to 4: what a zombie is, the letters, SIGCHLD, orphans.
import type { Question } from '../../../src/lesson/index.ts';

export default [
  {
    id: 'still-holds',
    section: 'wont-leave',
    kind: 'many',
    question: 'What does a zombie still hold?',
    options: [
      { id: 'pid', text: 'Its process number', why: 'Yes. Nobody else can get it before the parent has waited.' },
      { id: 'status', text: 'Its exit status', why: 'Yes, that is what it is kept for.' },
      { id: 'slot', text: 'A place in the pids cgroup', why: 'Yes: `pids.current` counts it.' },
      { id: 'memory', text: 'The memory that it had not freed', why: 'No: exit gives back all of it, freed or not.' },
      { id: 'port', text: 'The port that it listened on', why: 'No: sockets are files, and all files are closed.' },
    ],
    answer: ['pid', 'status', 'slot'],
    explain:
      'Everything a program uses is given back at `exit`. What is kept is what the parent may ask for, and the number by which it asks.',
  },
  {
    id: 'order-of-death',
    section: 'wont-leave',
    kind: 'order',
    question: 'Put the life of a child in order.',
    items: [
      { id: 'fork', text: 'The parent calls `fork`' },
      { id: 'exit', text: 'The child calls `exit(3)`' },
      { id: 'zombie', text: 'Memory and files are given back; the state is Z' },
      { id: 'chld', text: 'The parent is sent `SIGCHLD`' },
      { id: 'wait', text: 'The parent calls `wait` and gets 3' },
      { id: 'free', text: 'The number is free again' },
    ],
    explain: '`SIGCHLD` is only a note. Without the `wait` the last step never comes.',
  },
  {
    id: 'last-words',
    section: 'wont-leave',
    kind: 'type',
    question: 'The last number in `/proc/7/stat` of a zombie is 768. With which code did it call `exit`?',
    accept: ['3'],
    placeholder: 'a number',
    explain:
      'The wait status of a normal end is the code times 256. An end by a signal would show the number of the signal itself: 9, 15.',
  },
  {
    id: 'after-kill',
    section: 'states',
    kind: 'state',
    question:
      'Every one of these gets a `kill -9` of its own. bash, their parent, waits. In which state is each afterwards?',
    answer: {
      'a `sleep` in S': 'gone',
      'a `sleep` stopped by Ctrl Z (T)': 'gone',
      'a process that a debugger holds (t)': 'gone',
      'a zombie whose parent is another program, which never waits': 'Z',
    },
    choices: ['R', 'S', 'D', 'T', 't', 'Z', 'gone'],
    explain:
      'KILL ends what is alive, stopped or traced or not, and bash collects it. The zombie is not alive, and its parent has not changed.',
  },
  {
    id: 'letters',
    section: 'states',
    kind: 'match',
    question: 'Into which state does each of these bring a process?',
    pairs: [
      { id: 't', left: 'SIGSTOP, or Ctrl Z', right: '`T`' },
      { id: 'tt', left: 'a debugger that has attached to it', right: '`t`' },
      { id: 'd', left: 'a network file system that does not answer', right: '`D`' },
      { id: 's', left: 'reading from a terminal', right: '`S`' },
      { id: 'z', left: 'its own exit', right: '`Z`' },
    ],
    explain: 'A letter is a summary of the last call that made the process wait, stop or end.',
  },
  {
    id: 'zl',
    section: 'states',
    kind: 'one',
    question: '`ps` shows `Zl` and `<defunct>` for your server, and the server answers requests. How can that be?',
    options: [
      { id: 'cache', text: '`ps` shows an old state', why: 'It reads the state at the moment at which you call it.' },
      { id: 'leader', text: 'Its first thread has ended, and others go on' },
      {
        id: 'child',
        text: 'It is the zombie of a child with the same name',
        why: 'That would have a number of its own, and no `l`.',
      },
      {
        id: 'restart',
        text: 'It has ended, and is being started again',
        why: 'A new run would be a new process with a new number.',
      },
    ],
    answer: 'leader',
    explain:
      'The letter belongs to the first thread. `l` means more than one. Such a process is alive and can be ended like any other.',
  },
  {
    id: 'faulty-line',
    section: 'sigchld',
    kind: 'line',
    question: 'This init works in every test, and leaks a zombie now and then. Which line is at fault?',
    code: {
      language: 'c',
      text: `static void on_chld(int sig)
{
    int status;
    if (waitpid(-1, &status, WNOHANG) > 0)
        deaths++;
}

int main(void)
{
    signal(SIGCHLD, on_chld);
    start_workers();
    for (;;)
        pause();
}`,
    },
    answer: [4],
    explain:
      'One call for each signal. Two children that end together may send one signal only. `while` collects whoever is there.',
  },
  {
    id: 'no-zombies-how',
    section: 'sigchld',
    kind: 'many',
    question: 'Which of these keep a parent free of zombies, though it never calls `wait`?',
    options: [
      { id: 'ign', text: '`signal(SIGCHLD, SIG_IGN)`', why: 'Yes: the kernel keeps no status for it.' },
      { id: 'nocldwait', text: '`sigaction` with `SA_NOCLDWAIT`', why: 'Yes; the signal still comes.' },
      {
        id: 'default',
        text: 'Leaving SIGCHLD at its default, which is to ignore it',
        why: 'No. Default is not SIG_IGN, although both do nothing with the signal.',
      },
      { id: 'empty', text: 'A handler that does nothing', why: 'No: then somebody was told, and did not ask.' },
      {
        id: 'double',
        text: 'Forking twice, so that the grandchild is an orphan',
        why: 'The first child still has to be waited for; the grandchild is PID 1’s from then on, not gone.',
      },
    ],
    answer: ['ign', 'nocldwait'],
    explain: 'Two explicit ways to say “I shall never ask”. The price is the status: a later `wait` fails with ECHILD.',
  },
  {
    id: 'zombie-or-orphan',
    section: 'orphans',
    kind: 'match',
    question: 'Zombie, orphan, both in turn, or neither?',
    pairs: [
      { id: 'a', left: 'It runs, its parent has ended', right: 'an orphan' },
      { id: 'b', left: 'It has ended, its parent runs and does not wait', right: 'a zombie' },
      {
        id: 'c',
        left: 'Its parent ended; later it ended itself, under a PID 1 that never waits',
        right: 'first the one, now the other',
      },
      { id: 'd', left: 'It has ended, and its parent has waited', right: 'neither: it is gone' },
    ],
    explain: 'Orphan is about the parent’s end, zombie about one’s own.',
  },
  {
    id: 'who-collects',
    section: 'orphans',
    kind: 'many',
    question: 'Under which of these as PID 1 does an orphan that ends stay a zombie?',
    options: [
      { id: 'python', text: 'a Python web server', why: 'Yes: nothing in it waits for strangers.' },
      { id: 'node', text: 'Node', why: 'Yes: it collects the children that it has started itself, one by one.' },
      { id: 'bash', text: 'a bash script', why: 'No: bash waits for any child.' },
      { id: 'tini', text: 'tini', why: 'No: that is its whole purpose.' },
      {
        id: 'worker',
        text: 'a supervisor with `waitpid(worker, …)`',
        why: 'Yes: it waits for one number, and the orphan has another.',
      },
      { id: 'dash', text: 'Debian’s `sh`', why: 'No: dash waits for any child.' },
    ],
    answer: ['python', 'node', 'worker'],
    explain: 'The question is always: does it wait for *any* child, or only for those that it knows?',
  },
] satisfies readonly Question[];
