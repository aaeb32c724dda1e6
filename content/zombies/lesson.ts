/** Lesson 2 as the course map knows it. */
import type { Lesson } from '../../src/lesson/index.ts';

export default {
  id: 'zombies',
  title: 'Zombie processes',
  question: 'What does a dead process still hold, and who has to bury it?',
  built: true,
  checkedAgainst: 'Linux 6.18',
  sections: [
    {
      id: 'wont-leave',
      title: 'Dead, and it will not go',
      minutes: 7,
      summary:
        'Three processes are marked defunct, and `kill -9` does nothing to them. What is left of a dead process.',
      lab: { scenario: 'zombies', options: { pid1: 'never', workload: 'quiet' }, view: 'states' },
    },
    {
      id: 'states',
      title: 'R S D T t Z: the letters',
      minutes: 7,
      summary: 'Every state with the call that causes it, and what KILL does in each. One defunct process is alive.',
      lab: { scenario: 'letters', view: 'states' },
    },
    {
      id: 'sigchld',
      title: 'Five deaths, one signal',
      minutes: 8,
      summary:
        'SIGCHLDs merge, so a handler that waits once leaks zombies. WNOHANG in a loop, and parents that decline.',
      lab: { scenario: 'zombies', options: { pid1: 'sleep', workload: 'quiet' }, view: 'states' },
    },
    {
      id: 'orphans',
      title: 'Orphans, and who adopts them',
      minutes: 8,
      summary:
        'Zombie and orphan are not the same. Who adopts, which PID 1 collects what it adopts, and what subreapers are.',
      lab: { scenario: 'zombies', options: { pid1: 'python', workload: 'quiet' }, view: 'states' },
    },
    {
      id: 'out-of-pids',
      title: 'Out of pids',
      minutes: 8,
      summary:
        'A container whose places are taken by the dead: what fails, in which words, and how to find the parent.',
      lab: { scenario: 'full', view: 'states' },
    },
    {
      id: 'your-own-reaper',
      title: 'Write your own reaper',
      minutes: 8,
      summary:
        'A PID 1 of your own, in C: step through it, and have it tried by schedules of children that you do not see.',
      lab: { scenario: 'reaper', options: { start: 'none' }, view: 'editor' },
    },
    {
      id: 'in-kubernetes',
      title: 'Whose job is it in a pod?',
      minutes: 8,
      summary: 'What pause and tini do and do not do, shareProcessNamespace, and five steps to the guilty parent.',
      lab: { scenario: 'reaping-pod', options: { share: 'no', app: 'python' }, view: 'states' },
    },
    {
      id: 'incidents',
      title: 'Three incidents, replayed',
      minutes: 8,
      summary:
        'Probes that leave zombies, a zombie killer that killed PID 1, and a node on which hardly anything starts.',
      lab: { scenario: 'probe-zombies', options: { app: 'python' }, view: 'states' },
    },
    {
      id: 'one-page',
      title: 'All of it on one page',
      minutes: 3,
      summary: 'The summary to print: the rule, the letters, who collects, and how to find the guilty parent.',
      lab: { scenario: 'zombies', options: { pid1: 'sleep', workload: 'parent' }, view: 'states' },
    },
  ],
  quizQuestions: 19,
} satisfies Lesson;
