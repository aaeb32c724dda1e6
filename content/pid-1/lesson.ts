/** Lesson 1 as the course map knows it. */
import type { Lesson } from '../../src/lesson/index.ts';

export default {
  id: 'pid-1',
  title: 'PID 1 and signals',
  question: 'Why does `kill -9 1` do nothing?',
  built: true,
  checkedAgainst: 'Linux 6.18',
  sections: [
    {
      id: 'wont-die',
      title: "The process that won't die",
      minutes: 4,
      summary: 'You are root in a container and ask its first process to stop. Nothing happens, and nobody complains.',
      lab: { scenario: 'pid1', options: { pid1: 'sleep' }, view: 'signals' },
    },
    {
      id: 'what-a-signal-is',
      title: 'What a signal really is',
      minutes: 7,
      summary: 'A bit in a set, a disposition and a mask: how to read all of it in /proc/<pid>/status.',
      lab: { scenario: 'pid1', options: { pid1: 'c' }, view: 'signals' },
    },
    {
      id: 'kill-nine',
      title: 'Why does `kill -9 1` do nothing?',
      minutes: 6,
      summary: 'SIGNAL_UNKILLABLE: the flag that makes the kernel drop signals for the first process of a namespace.',
      lab: { scenario: 'pid1', options: { pid1: 'sleep' }, view: 'signals' },
    },
    {
      id: 'from-the-host',
      title: 'From the host it works',
      minutes: 6,
      summary: 'KILL and STOP from the namespace above are forced through, TERM is not. And what else ends PID 1.',
      lab: { scenario: 'pid1', options: { pid1: 'sleep' }, view: 'signals' },
    },
    {
      id: 'runtimes',
      title: 'bash, C, Go, Python, Node, Java',
      minutes: 8,
      summary: 'The same SIGTERM, six languages, six endings: what each runtime installs before your first line runs.',
      lab: { scenario: 'pid1', options: { pid1: 'go' }, view: 'signals' },
    },
    {
      id: 'inside-signal-c',
      title: 'Inside kernel/signal.c',
      minutes: 8,
      summary:
        'The decision step by step: dropped, merged, queued, woken, delivered. And why a real fault still kills.',
      lab: { scenario: 'pid1', options: { pid1: 'block' }, view: 'signals' },
    },
    {
      id: 'traps-and-exec',
      title: 'Traps, foreground children, exec and shell form',
      minutes: 8,
      summary: 'Why a trap comes late, and which shells stay in front of your app as PID 1.',
      lab: { scenario: 'pid1', options: { pid1: 'trap-fg' }, view: 'processes' },
    },
    {
      id: 'shut-down',
      title: 'Shut down gracefully',
      minutes: 8,
      summary:
        'docker stop, tini, grace periods, preStop, a shared pid namespace: an ending in which your handler runs.',
      lab: { scenario: 'pid1', options: { pid1: 'web' }, view: 'signals' },
    },
    {
      id: 'one-page',
      title: 'All of it on one page',
      minutes: 3,
      summary: 'The rules, the exit codes and a checklist: to print, and to read again before an interview.',
      lab: { scenario: 'pid1', options: { pid1: 'sleep' }, view: 'signals' },
    },
  ],
  quizQuestions: 18,
} satisfies Lesson;
