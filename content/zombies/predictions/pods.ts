// Guesses of sections 7 and 8: what pause and tini do not do, and what the kubelet does when a node runs out of pids.
import type { Prediction } from '../../../src/lesson/index.ts';
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
