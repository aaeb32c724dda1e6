// Cards on signals, the kernel's rule for PID 1, and runtimes.
import type { Card, LabSetup, Script } from '../../../src/lesson/index.ts';

const proof = (pid1: string, ...run: Script): { lab: LabSetup; run: Script } => ({
  lab: { scenario: 'pid1', options: { pid1 }, view: 'signals' },
  run,
});

export default [
  {
    id: 'kill-nine-one',
    level: 'junior',
    topic: 'PID 1',
    question: '`kill -9 1` inside a container does nothing. Why?',
    answer:
      'The first process of a pid namespace carries a mark, SIGNAL_UNKILLABLE. The kernel drops any signal from inside the namespace for which it has no handler, at the moment of sending. KILL can have no handler, so it is always dropped. kill still returns 0.',
    rubric: [
      'names the kernel, not the runtime',
      'no handler → dropped',
      'KILL can have none',
      'kill returns 0: no error to see',
    ],
    wrong: 'A missing permission, or Docker blocking the signal.',
    followUps: [
      {
        question: 'Where would you see a signal that waits?',
        answer: 'In ShdPnd (or SigPnd) of /proc/1/status. Here it stays empty: dropped, not queued.',
      },
      {
        question: 'Which kernel function decides?',
        answer: 'sig_task_ignored in kernel/signal.c, called by way of sig_ignored and prepare_signal.',
      },
    ],
    sources: [1, 5, 6],
    proof: proof('sleep', { type: 'kill -9 1' }, { type: 'grep Pnd /proc/1/status' }),
  },
  {
    id: 'what-ends-pid1',
    level: 'middle',
    topic: 'PID 1',
    question: 'So can nothing end PID 1 of a container?',
    answer:
      'KILL from an ancestor namespace, that is from the host, is forced through. The OOM killer and cgroup.kill end it, a real fault in its own code does, and it may exit by itself or from a handler.',
    rubric: ['KILL from the host works', 'OOM killer', 'a real fault', 'its own exit, or a handler that exits'],
    wrong: '“SIGKILL can never kill PID 1.” True only for senders inside.',
    followUps: [
      {
        question: 'And STOP from the host?',
        answer: 'It is forced as well: PID 1 stops, state T, until somebody sends CONT, which works from inside too.',
      },
      {
        question: 'Out of memory: who dies?',
        answer:
          'On cgroup v2 the kubelet sets memory.oom.group since 1.28: the whole container. On v1 the chosen process only, which need not be PID 1.',
      },
    ],
    sources: [1, 5, 22, 23],
    proof: proof('sleep', { type: 'docker kill web-0', in: 'host' }),
  },
  {
    id: 'term-from-node',
    level: 'middle',
    topic: 'PID 1',
    question: 'SIGTERM from inside is dropped. Does SIGTERM from the node work?',
    answer:
      'No. From above only KILL and STOP are forced. TERM needs a handler, from wherever it comes; without one it is dropped, which is why docker stop hangs for the grace period.',
    rubric: ['no', 'only KILL and STOP are forced', 'connects it with the ten seconds of docker stop'],
    wrong: '“From outside every signal works.”',
    followUps: [
      {
        question: 'How does the kernel know that the sender is above?',
        answer: "The sender has no process number in the target's namespace. That sets force in send_signal_locked.",
      },
    ],
    sources: [1, 5],
    proof: proof('sleep', { type: 'docker kill -s TERM web-0', in: 'host' }),
  },
  {
    id: 'four-signals',
    level: 'junior',
    topic: 'Signals',
    question: 'TERM, INT, KILL, HUP: what is the difference? Can KILL be caught?',
    answer:
      'All four end a process by default. TERM is the polite request, INT comes from Ctrl C, HUP from a closed terminal (daemons use it for “reload”). They can be caught, ignored and blocked. KILL and STOP cannot, by any process.',
    rubric: ['TERM, INT, HUP can be caught', 'KILL and STOP cannot', 'where INT and HUP come from'],
    wrong: '“PID 1 catches KILL.” Nobody does; the kernel drops it.',
    followUps: [
      {
        question: 'What is the default action of CHLD?',
        answer:
          'Nothing. Not every default action ends a process: CONT continues, STOP stops, CHLD, URG and WINCH do nothing.',
      },
    ],
    sources: [2],
  },
  {
    id: 'dispositions',
    level: 'middle',
    topic: 'Signals',
    question: 'Ignored, blocked, dropped: explain the difference.',
    answer:
      'Ignored: the program said that it does not want it; it is discarded. Blocked: held back, pending, dealt with when the mask opens. Dropped: the kernel discards it for PID 1, because no handler exists. A blocked signal is never dropped at sending.',
    rubric: [
      'ignored is a choice of the program',
      'blocked waits in the pending set',
      "dropped is the kernel's rule for PID 1",
      'blocked is asked first',
    ],
    wrong: 'Using the three as synonyms.',
    followUps: [
      {
        question: 'PID 1 blocks TERM, gets one, unblocks, has no handler. What happens?',
        answer: 'It is thrown away at delivery: get_signal looks at SIGNAL_UNKILLABLE again. An ordinary process dies.',
      },
      {
        question: 'How do you tell them apart on a live system?',
        answer: 'SigIgn, SigBlk and ShdPnd of /proc/<pid>/status. All zero and SigCgt zero, in PID 1: dropped.',
      },
    ],
    sources: [2, 4, 5],
    proof: proof('block', { type: 'kill 1' }, { type: "grep -E 'Pnd|Blk' /proc/1/status" }, { type: 'kill -USR1 1' }),
  },
  {
    id: 'read-status',
    level: 'middle',
    topic: 'Signals',
    question: 'How do you find out, without its source, whether a program handles SIGTERM?',
    answer:
      'SigCgt in /proc/<pid>/status: signal n is bit n − 1, so TERM is hexadecimal 4000. Set: there is a handler. Also look at SigIgn and SigBlk.',
    rubric: ['/proc/<pid>/status', 'SigCgt', 'bit n − 1, 4000', 'a handler does not mean that it exits'],
    followUps: [
      {
        question: 'Why does `grep Sig` mislead?',
        answer: 'It does not match ShdPnd, where a signal sent by kill waits.',
      },
    ],
    sources: [4],
    proof: proof('exit', { type: 'grep SigCgt /proc/1/status' }),
  },
  {
    id: 'merge',
    level: 'middle',
    topic: 'Signals',
    question: 'You send SIGUSR1 five times quickly, the handler counts two. A bug?',
    answer:
      'No. A standard signal is one bit: while it is pending, further ones are merged. Count with real-time signals (which queue) or do not count with signals at all.',
    rubric: ['one bit, merged', 'real-time signals queue', 'the same thing makes SIGCHLD handlers need a loop'],
    followUps: [
      {
        question: 'What follows for SIGCHLD?',
        answer:
          'One SIGCHLD may stand for several dead children: wait in a loop with WNOHANG until there is none left.',
      },
    ],
    sources: [2, 5],
    proof: proof('block', { type: 'kill 1; kill 1' }),
  },
  {
    id: 'inheritance',
    level: 'senior',
    topic: 'Signals',
    question: 'What happens to signal settings over fork and exec, and when does that bite?',
    answer:
      'fork copies all. exec keeps ignored signals and the mask, and resets handlers to default. It bites when a parent ignores something: nohup uses it on purpose; a script that starts jobs with & hands them INT and QUIT ignored by accident.',
    rubric: ['ignored and blocked survive exec', 'handlers do not', 'an example: nohup, & in scripts'],
    followUps: [
      {
        question: 'Does a child of PID 1 inherit the protection?',
        answer: 'No. Only the first process of the namespace has SIGNAL_UNKILLABLE.',
      },
    ],
    sources: [2, 25],
    proof: proof('sleep', { type: "trap '' TERM" }, { type: 'sleep 1000 &' }, { type: 'grep SigIgn /proc/$!/status' }),
  },
  {
    id: 'go-vs-c',
    level: 'middle',
    topic: 'Runtimes',
    question: 'A Go program without handlers dies of TERM as PID 1, a C program does not. Why?',
    answer:
      'The Go runtime installs handlers at start, so the kernel delivers. The runtime then restores the default action and signals itself, which is dropped for PID 1, and calls exit(2). The status is 2, not 143.',
    rubric: ['the runtime installs handlers', 'restores default and re-raises', 'dropped for PID 1', 'status 2'],
    wrong: '“Go is exempt”, or expecting 143.',
    followUps: [
      { question: 'What if the same program is not PID 1?', answer: 'The re-raised signal kills it: 143.' },
      {
        question: 'Is that a graceful shutdown?',
        answer: 'No: nothing is drained and no defer runs. That takes signal.Notify.',
      },
    ],
    sources: [9, 10],
    proof: proof('go', { type: 'grep SigCgt /proc/1/status' }, { type: 'kill 1' }),
  },
  {
    id: 'other-runtimes',
    level: 'senior',
    topic: 'Runtimes',
    question: 'And Node, Python, Java as PID 1 without handlers of yours?',
    answer:
      'Node lives through TERM, but its one-shot handler is used up. Python lives through TERM and ends at INT with 130. The JVM handles HUP, INT and TERM: hooks run, exit codes 129, 130, 143; with -Xrs TERM is dropped.',
    rubric: ['Node lives, handler gone', 'Python: INT gives 130, TERM dropped', 'JVM: hooks, 143', '-Xrs'],
    wrong: 'One rule for all languages.',
    followUps: [
      {
        question: 'What happens to Node under tini?',
        answer: 'It is an ordinary process there: its handler re-raises TERM, and it dies. tini reports 143.',
      },
    ],
    sources: [18, 19, 20, 21],
    proof: proof('node', { type: 'kill 1' }, { type: 'grep SigCgt /proc/1/status' }),
  },
  {
    id: 'fault-vs-kill',
    level: 'senior',
    topic: 'Kernel',
    question: '`kill -SEGV 1` does nothing, a null pointer kills PID 1. Same signal. Why?',
    answer:
      'The first is sent by somebody and filtered. The second is forced by the kernel (force_sig_info_to_task): the instruction cannot continue, so a blocked or ignored signal is reset to default and SIGNAL_UNKILLABLE is cleared.',
    rubric: ['sent against forced', 'the protection is taken off', '139'],
    followUps: [
      {
        question: 'abort() in PID 1: 134 or 139?',
        answer: '139. SIGABRT to itself is dropped, then the C library executes an instruction that faults.',
      },
    ],
    sources: [5, 26],
    proof: proof('fault', { type: 'kill -SEGV 1' }, { type: 'kill -USR1 1' }),
  },
] satisfies readonly Card[];
