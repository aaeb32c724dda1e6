// Guesses of sections 7 and 8: what pause and tini do not do, where the dead of a replay come from, what a full node does.
import { SIGKILL, type Prediction } from '../../../src/lesson/index.ts';
import { isInit } from '../../pid-1/look.ts';
import { zombiesOf } from '../look.ts';

export default [
  {
    id: 'does-pause-reap',
    section: 'in-kubernetes',
    question:
      'Every pod has a process called pause, and pause has a loop that collects zombies. The app in this pod is a Python program. An orphan in its container ends. Who collects it?',
    options: [
      {
        id: 'pause',
        text: 'pause',
        why: 'It would, if the orphan came to it. It is PID 1 of another pid namespace here.',
      },
      {
        id: 'kubelet',
        text: 'The kubelet, or the runtime on the node',
        why: 'They wait for what they have started themselves. The orphan is nobody of theirs.',
      },
      { id: 'nobody', text: 'Nobody' },
    ],
    answer: 'nobody',
    explain:
      'Without `shareProcessNamespace` each container has a pid namespace of its own, and its own PID 1 adopts. pause is alone in another one.',
    run: [{ type: '/app/orphan 1' }, { type: 'sleep 2' }, { type: 'ps -ef' }],
    proof: (run) => zombiesOf(run.view).some((z) => run.view.processes.get(z.parent)?.comm === 'python3'),
  },
  {
    id: 'tini-and-the-parent',
    section: 'in-kubernetes',
    question:
      'tini is PID 1. Beside the app runs a program that has started five children and never waits for them. How many of its zombies does tini collect?',
    lab: { scenario: 'zombies', options: { pid1: 'tini', workload: 'parent' }, view: 'states' },
    options: [
      {
        id: 'all',
        text: 'All five: that is what an init is for',
        why: 'An init collects its own children, those it has adopted included. These five have a living parent.',
      },
      { id: 'none', text: 'None' },
      { id: 'later', text: 'All five, but only after a while', why: 'No time helps. Only the end of the parent does.' },
    ],
    answer: 'none',
    explain:
      '`wait` works for one’s own children only. As long as the bad parent lives, they are its children, and tini has no way to get at them.',
    run: [{ type: 'sleep 2; ps -eo pid,ppid,stat,args' }],
    proof: (run) => {
      const left = zombiesOf(run.view);
      return (
        left.length === 5 &&
        left.every((z) => {
          const p = run.view.processes.get(z.parent);
          return p?.comm === 'zombies' && !isInit(p);
        })
      );
    },
  },
  {
    id: 'replay-probe',
    section: 'incidents',
    question:
      'The dead are called `sleep` and `grep`. Their parent is PID 1, a Python program that starts nothing. Two more come every five seconds. Where do they come from?',
    options: [
      {
        id: 'app',
        text: 'The app starts them after all, and forgets them',
        why: 'Its source is in the picture *Source*: it sleeps. And the events of the pod have the same rhythm.',
      },
      { id: 'probe', text: 'From a probe that was cut off: its children were left behind' },
      {
        id: 'exec',
        text: 'From a `kubectl exec` that somebody has left open',
        why: 'Then their parent would be that shell, and it would collect them.',
      },
      {
        id: 'probe-itself',
        text: 'They are the probes themselves, which the kubelet has not collected',
        why: 'The probe is called `check.sh`, and it is gone: whoever started it has waited for it.',
      },
    ],
    answer: 'probe',
    explain:
      'The names are those of the commands in `check.sh`, the rhythm is `periodSeconds`. The script itself was killed and collected; what it had started was not.',
    run: [{ waitMs: 9000 }, { type: 'ps -eo pid,ppid,stat,comm' }, { type: 'cat /app/check.sh' }],
    proof: (run) =>
      run.steps.filter(
        ({ event, view }) => event.kind === 'reparent' && view.processes.get(event.to)?.comm === 'python3',
      ).length >= 4 && zombiesOf(run.view).length >= 2,
  },
  {
    id: 'replay-killer',
    section: 'incidents',
    question: 'Exit code 137, no `OOMKilled`, no event `Killing`, the same pod. Who ended PID 1?',
    lab: { scenario: 'zombie-killer', view: 'states' },
    options: [
      { id: 'inside', text: 'A process in the container', why: 'From inside, SIGKILL for PID 1 is dropped.' },
      {
        id: 'kubelet',
        text: 'The kubelet, because of a failed probe',
        why: 'This pod has no probe; and the kubelet would leave an event.',
      },
      { id: 'oom', text: 'The kernel, because memory ran out', why: 'The kubelet would say OOMKilled.' },
      { id: 'node', text: 'Something on the node that Kubernetes knows nothing of' },
    ],
    answer: 'node',
    explain:
      'A SIGKILL that works on PID 1 comes from above its namespace. Kubernetes records what it decides itself, and this was decided by somebody else.',
    run: [{ waitMs: 62_000 }, { type: 'tail -3 /var/log/syslog', in: 'host' }],
    proof: (run) =>
      run.steps.some(
        ({ event, view }) =>
          event.kind === 'signal' &&
          event.sig === SIGKILL &&
          event.target !== undefined &&
          view.processes.get(event.target)?.comm === 'zombies' &&
          view.processes.get(event.sender ?? -1)?.comm === 'zombie-killer',
      ) && run.screen('host').includes('CRON'),
  },
  {
    id: 'pid-pressure',
    section: 'incidents',
    question:
      'The same node, with a threshold: the kubelet is to act when less than 15% of the process numbers are left. What will it do?',
    lab: { scenario: 'crowded-node', options: { eviction: 'on' }, view: 'states' },
    options: [
      {
        id: 'zombies',
        text: 'Kill the zombies',
        why: 'Nobody can. And the kubelet does not look at single processes.',
      },
      { id: 'evict', text: 'Evict the pod that has the most processes' },
      {
        id: 'cordon',
        text: 'Take no more pods, and leave those that run alone',
        why: 'It does the first as well: the node reports PIDPressure. But it also acts.',
      },
      {
        id: 'newest',
        text: 'Evict the pod that was started last',
        why: 'For pids, it ranks by priority, and then by how many processes a pod has.',
      },
    ],
    answer: 'evict',
    explain:
      'The node gets the condition PIDPressure, and a pod is ended with the reason Evicted: “The node was low on resource: pids.” Without a threshold nobody watches, and in the end nothing can be started on the node.',
    run: [
      { waitMs: 60_000 },
      { type: 'kubectl get pods', in: 'host' },
      { type: 'kubectl get events | grep -E "Evict|PID"', in: 'host' },
    ],
    proof: (run) => /Evicted/.test(run.screen('host')) && zombiesOf(run.view).length === 0,
  },
] satisfies readonly Prediction[];
