// Questions on sections 5 to 8: running out of pids, one's own init, pods, incidents.
import type { Question } from '../../../src/lesson/index.ts';

export default [
  {
    id: 'still-works',
    section: 'out-of-pids',
    kind: 'many',
    question: 'You have a bash in a container that has no place left. Which of these still work?',
    options: [
      { id: 'kill', text: '`kill 17`', why: 'Yes: built in.' },
      { id: 'ls', text: '`ls`', why: 'No: a program needs a new process.' },
      {
        id: 'read',
        text: '`read -r n < /sys/fs/cgroup/pids.current`',
        why: 'Yes: built in, and `<` needs no program.',
      },
      { id: 'sub', text: '`echo $(date)`', why: 'No: `$( )` forks, and `date` is a program.' },
      { id: 'exec', text: '`exec ls`', why: 'Yes, once: the shell itself becomes `ls`. Then it is gone.' },
      { id: 'echo', text: '`echo /proc/[0-9]*`', why: 'Yes: the shell matches file names itself.' },
    ],
    answer: ['kill', 'read', 'exec', 'echo'],
    explain:
      'What is built into the shell needs no process. `exec` needs none either: it replaces the one that you have.',
  },
  {
    id: 'which-count',
    section: 'out-of-pids',
    kind: 'one',
    question:
      'A container with `pids.max` 100 runs one Java process with 60 threads. 45 zombies would like to join. What happens?',
    options: [
      { id: 'fine', text: 'Nothing: 46 processes are fewer than 100', why: 'Threads count. So it is 60 and 45.' },
      { id: 'java', text: 'The JVM is killed', why: 'The pids controller kills nobody; it refuses.' },
      { id: 'refused', text: 'After some 40 of them `fork` is refused, and so is every new thread of the JVM' },
      {
        id: 'zombies',
        text: 'The oldest zombie is removed for each new one',
        why: 'Only its parent can remove a zombie.',
      },
    ],
    answer: 'refused',
    explain:
      'Processes, threads and zombies: all count as one each. A JVM that cannot get a thread throws `OutOfMemoryError: unable to create native thread`, which sends people to look at memory.',
  },
  {
    id: 'events-file',
    section: 'out-of-pids',
    kind: 'type',
    question: 'Which file in `/sys/fs/cgroup` tells how many forks have been refused? (its name)',
    accept: ['pids.events', '/sys/fs/cgroup/pids.events'],
    placeholder: 'pids.…',
    explain: '`max N` in `pids.events`. `pids.peak` tells the highest number that was ever reached.',
  },
  {
    id: 'limit-cures',
    section: 'out-of-pids',
    kind: 'one',
    question:
      'An article recommends to “use pids.max to solve the problem of zombie processes”. What does the limit really do?',
    options: [
      { id: 'reap', text: 'Zombies above the limit are collected', why: 'Nothing but the parent’s wait collects.' },
      { id: 'contain', text: 'It keeps the damage inside of one container' },
      {
        id: 'kill',
        text: 'The container is restarted when it is reached',
        why: 'Not by the limit. A failing probe may do that, later.',
      },
      { id: 'nothing', text: 'Nothing, zombies are not counted', why: 'They are.' },
    ],
    answer: 'contain',
    explain:
      'Without a limit the node’s numbers run out, for everybody. With it, one container’s. The leak is the same.',
  },
  {
    id: 'init-order',
    section: 'your-own-reaper',
    kind: 'many',
    question: 'Which of these must an init for containers do?',
    options: [
      { id: 'any', text: 'Wait for any child, not only for those it has started', why: 'Yes: it adopts strangers.' },
      { id: 'loop', text: 'Collect until nobody is left, at every SIGCHLD', why: 'Yes: signals merge.' },
      { id: 'forward', text: 'Pass SIGTERM on to the app', why: 'Yes: the stop signal goes to PID 1 only.' },
      {
        id: 'status',
        text: 'End with the app’s exit status',
        why: 'Yes: it is what Docker and Kubernetes get to see.',
      },
      {
        id: 'poll',
        text: 'Look for dead children a thousand times a second',
        why: 'No: it may sleep. SIGCHLD, or a blocking wait, wakes it.',
      },
      { id: 'ignore', text: 'Set SIGCHLD to SIG_IGN', why: 'No: then it never learns the status of the app.' },
    ],
    answer: ['any', 'loop', 'forward', 'status'],
    explain: 'Four duties, some thirty lines of C. That is what tini and dumb-init are.',
  },
  {
    id: 'pause-when',
    section: 'in-kubernetes',
    kind: 'one',
    question: 'When does the pause process of a pod collect zombies of your app?',
    options: [
      { id: 'always', text: 'Always: its source has the loop for it', why: 'The loop only gets pause’s own children.' },
      { id: 'shared', text: 'When the pod has `shareProcessNamespace: true`, and the zombie was an orphan' },
      { id: 'tini', text: 'When the image has no init', why: 'pause does not know what is in your image.' },
      {
        id: 'never',
        text: 'Never, it only holds namespaces',
        why: 'True for version 3.0. Since 3.1 it does, if it is PID 1 of theirs.',
      },
    ],
    answer: 'shared',
    explain: 'It must be PID 1 of the same pid namespace, and the process must have lost its own parent first.',
  },
  {
    id: 'probe-order',
    section: 'incidents',
    kind: 'order',
    question: 'How does an exec probe leave zombies? Put the steps in order.',
    items: [
      { id: 'start', text: 'The runtime starts the script in the container' },
      { id: 'child', text: 'The script starts a client, which waits for an answer' },
      { id: 'kill', text: '`timeoutSeconds` is over: SIGKILL for the script' },
      { id: 'orphan', text: 'The client is an orphan; PID 1 is its parent' },
      { id: 'end', text: 'The client ends' },
      { id: 'stay', text: 'PID 1 does not wait: one more zombie' },
    ],
    explain: 'The signal goes to the script only. Everything after that depends on PID 1.',
  },
  {
    id: 'who-sent-137',
    section: 'incidents',
    kind: 'one',
    question:
      'A container restarts again and again: exit code 137, no OOMKilled, no failed probe, no event Killing. Where do you look?',
    options: [
      {
        id: 'inside',
        text: 'In the container: some process must have killed PID 1',
        why: 'From inside, KILL for PID 1 is dropped.',
      },
      { id: 'node', text: 'On the node, for whoever sends SIGKILL from there' },
      { id: 'memory', text: 'At the memory limit', why: 'Then the reason would be OOMKilled.' },
      { id: 'grace', text: 'At the grace period', why: 'That belongs to a stop, and a stop leaves an event.' },
    ],
    answer: 'node',
    explain:
      'Kubernetes reports what it decides itself. A signal from the node is decided by nobody it knows: cron jobs, agents, people.',
  },
  {
    id: 'count-by-parent',
    section: 'in-kubernetes',
    kind: 'one',
    question:
      'On a node you count 900 zombies, all with the same PPID. That parent is PID 1 of a container, a Python web server. What is the most likely cause?',
    options: [
      {
        id: 'server',
        text: 'The server starts 900 children and forgets them',
        why: 'Possible. But ask first what else starts processes in that container.',
      },
      {
        id: 'adopted',
        text: 'Something else in the container starts processes whose parent ends first; the server only inherits them',
      },
      {
        id: 'kernel',
        text: 'A bug of the kernel: a PPID of 1 should not keep zombies',
        why: 'It keeps them for any parent that does not ask, whatever its number.',
      },
      { id: 'kubelet', text: 'The kubelet has stopped reaping', why: 'It never did that.' },
    ],
    answer: 'adopted',
    explain:
      'PID 1 is the parent of record, not always the one at fault. Exec probes that are cut off are the usual source.',
  },
] satisfies readonly Question[];
