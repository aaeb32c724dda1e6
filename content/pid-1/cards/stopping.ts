// Cards on entrypoints, tini, docker stop and Kubernetes.
import type { Card, LabSetup, Script } from '../../../src/lesson/index.ts';

const proof = (options: Readonly<Record<string, string>>, ...run: Script): { lab: LabSetup; run: Script } => ({
  lab: { scenario: 'pid1', options, view: 'signals' },
  run,
});

export default [
  {
    id: 'ten-seconds',
    level: 'junior',
    topic: 'Stopping',
    question: '`docker stop` takes ten seconds and ends with 137. What is going on, and what do you change?',
    answer:
      'TERM goes to PID 1, which has no handler or is a shell that passes nothing on: dropped. After the grace period comes KILL from the host: 137. Cure: a handler, exec form or exec, or an init in front.',
    rubric: [
      'TERM goes to PID 1 only',
      'dropped or not passed on',
      'KILL after the grace period',
      'a real cure, not a longer timeout',
    ],
    wrong: '“Raise the timeout.”',
    followUps: [
      {
        question: 'How do you check which case it is?',
        answer: 'ps -o args -p 1 shows whether a shell is in front; SigCgt shows whether PID 1 has a handler.',
      },
    ],
    sources: [17, 16],
    proof: proof({ pid1: 'sleep' }, { type: 'docker stop -t 2 web-0', in: 'host' }),
  },
  {
    id: 'shell-exec-form',
    level: 'middle',
    topic: 'Entrypoints',
    question: 'Shell form against exec form of ENTRYPOINT: what is the difference for signals?',
    answer:
      "Shell form runs /bin/sh -c. Whether the shell stays PID 1 depends on it: bash and busybox replace themselves with the last command, Debian's dash does not; with anything after the app every shell stays. A shell that stays passes nothing on. Use exec form or a written exec.",
    rubric: ['/bin/sh -c', 'depends on the shell and on what follows', 'shell as PID 1 does not forward', 'exec'],
    wrong: '“Shell form always hides the app.”',
    followUps: [
      {
        question: 'Your image stops well on Alpine and badly on Debian. Why?',
        answer: 'busybox sh execs the last command, dash does not. Same Dockerfile, other PID 1.',
      },
    ],
    sources: [16],
    proof: proof({ pid1: 'exit', form: 'sh' }, { type: 'ps axf -o pid,ppid,args' }, { type: 'kill 1' }),
  },
  {
    id: 'late-trap',
    level: 'middle',
    topic: 'Entrypoints',
    question: 'My bash entrypoint has a trap, but stops late. Why?',
    answer:
      'bash runs traps between commands: the foreground child has to return first. Start it with & and wait for it; wait returns when the signal comes. Or exec the program.',
    rubric: [
      'the trap waits for the foreground child',
      '& and wait',
      'pass the signal on to the child',
      'exec as an alternative',
    ],
    wrong: '“Traps do not work in PID 1.”',
    followUps: [
      {
        question: 'Is the signal pending meanwhile?',
        answer: "Not in the kernel: bash's own handler took it and made a note.",
      },
      {
        question: 'What else must the trap do?',
        answer: 'Signal the child and wait for it. When PID 1 exits, the child is killed without its handler.',
      },
    ],
    sources: [12],
    proof: proof({ pid1: 'trap-fg' }, { type: 'kill 1' }, { type: 'ps -o pid,ppid,args -e' }),
  },
  {
    id: 'what-tini-does',
    level: 'middle',
    topic: 'Init',
    question: 'What does tini give you, and what not?',
    answer:
      "It is PID 1 in your app's place: the app becomes an ordinary process, so TERM's default action works; orphans are reaped; the signal is passed on to the direct child (-g: its group); the exit code is passed out. It does not make an app clean up.",
    rubric: ['app is not PID 1 any more', 'reaps', 'direct child only, -g for the group', 'no grace without a handler'],
    wrong: '“--init makes the shutdown graceful.”',
    followUps: [
      {
        question: 'tini -- sh -c "app; true" and TERM?',
        answer:
          'The shell dies, tini exits 143, the app is killed without its handler. With -g the handler begins, but tini leaves as soon as the shell has died.',
      },
    ],
    sources: [11],
    proof: proof({ pid1: 'exit', form: 'tini-sh' }, { type: 'docker kill -s TERM web-0', in: 'host' }),
  },
  {
    id: 'pod-termination',
    level: 'middle',
    topic: 'Kubernetes',
    question: 'What does Kubernetes do, and in which order, when a pod is deleted?',
    answer:
      'The grace period (30 s) starts; endpoints are updated at the same time. preStop runs inside that time, with one extension of 2 s. Then the stop signal goes to PID 1 of each container, sidecars after the main ones. At the end KILL for everything left.',
    rubric: [
      'clock starts first',
      'preStop inside it',
      'TERM (or STOPSIGNAL) to PID 1',
      'KILL at the end',
      'endpoints in parallel',
    ],
    wrong: '“The grace period starts after preStop.”',
    followUps: [
      {
        question: 'Why do people sleep in preStop?',
        answer: 'To give load balancers time to hear that the pod is going, before the server stops accepting.',
      },
      {
        question: 'Can a pod choose another stop signal?',
        answer: 'STOPSIGNAL in the image. A pod field (lifecycle.stopSignal, KEP-4960) is alpha since 1.33.',
      },
    ],
    sources: [13, 14],
  },
  {
    id: 'exit-codes',
    level: 'junior',
    topic: 'Stopping',
    question: 'Read these container statuses: 0, 2, 130, 137, 139, 143.',
    answer:
      '0: finished, or a handler exited. 2: perhaps Go without Notify. 130: INT. 137: KILL (grace period over, or OOM). 139: a fault, or abort() in PID 1. 143: TERM, by the signal or as a code from an init or the JVM.',
    rubric: ['128 + n', '137 needs a second look: OOM or grace period', '143 is no error when you asked for it'],
    followUps: [
      {
        question: 'How do you tell OOM from a grace period that ran out?',
        answer: "OOMKilled in docker inspect or in the pod's status, and memory.events of the cgroup.",
      },
    ],
    sources: [17, 13],
  },
  {
    id: 'shared-namespace',
    level: 'senior',
    topic: 'Kubernetes',
    question: 'What changes with `shareProcessNamespace: true`?',
    answer:
      "pause is PID 1 of the whole pod. The app is ordinary: TERM's default works, KILL from a sibling works with the rights, pause reaps orphans. kill 1 signals pause. Containers see each other's processes, environment and, with rights, files.",
    rubric: ['pause is PID 1', 'the app loses the protection', 'reaping', 'what becomes visible'],
    wrong: '“Nothing but visibility.”',
    followUps: [
      {
        question: 'Does pause reap zombies in every pod?',
        answer: 'Only with a shared pid namespace; otherwise each container has its own PID 1.',
      },
    ],
    sources: [15],
  },
  {
    id: 'pid1-exits',
    level: 'middle',
    topic: 'PID 1',
    question: 'What happens to the other processes when PID 1 exits?',
    answer:
      'The kernel kills them all with SIGKILL; no handler runs. PID 1 waits until all are gone. One that hangs in state D delays the end of the container, and a pod stays Terminating.',
    rubric: ['SIGKILL for all', 'no cleanup', 'PID 1 waits for them', 'D state delays the end'],
    wrong: "“Orphans move to the host's init.”",
    followUps: [
      {
        question: 'What does `kubectl delete --force` change?',
        answer: 'It removes the object from the API at once. Whether the processes are gone, it does not know.',
      },
    ],
    sources: [1, 7, 13],
    proof: proof({ pid1: 'exit' }, { type: 'sleep 1000 &' }, { type: 'kill 1' }),
  },
  {
    id: 'host-init',
    level: 'senior',
    topic: 'Kernel',
    question: "Is the host's own PID 1 protected in the same way?",
    answer:
      'Similarly: no handler, no delivery. But it has nobody above it, so nothing can be forced: since 2018 KILL and STOP to the global init are always ignored. If it exits, the kernel panics instead of ending a namespace.',
    rubric: ['nobody above', 'KILL and STOP ignored whoever sends', 'panic when it exits'],
    followUps: [
      {
        question: "Which pid does a container's PID 1 have on the host?",
        answer: 'An ordinary, larger one; NSpid in /proc/<pid>/status lists all of its numbers.',
      },
    ],
    sources: [1, 8, 4],
  },
  {
    id: 'restart-in-place',
    level: 'senior',
    topic: 'Kubernetes',
    question:
      'You want to restart one container of a pod in place, and all you have is `kubectl exec`. When does it work?',
    answer:
      'PID 1 has to end. With a handler that exits (or Go): kill 1. A shell or tini in front: end the child. No handler: nothing from inside works; on the node, crictl stop. The kubelet then starts it again in the same pod.',
    rubric: [
      'PID 1 must end',
      'handler or child',
      'without one only from the node',
      'kubelet restarts it, restartPolicy permitting',
    ],
    followUps: [
      {
        question: 'Which restartPolicy do you need?',
        answer: 'Always does; OnFailure only if the status is not 0; Never does not.',
      },
    ],
    sources: [13, 1],
    proof: proof({ pid1: 'entry-noexec' }, { type: 'kill 1' }, { type: 'kill 2' }),
  },
] satisfies readonly Card[];
