// Questions on sections 7 and 8: scripts, Dockerfiles and stopping.
import type { Question } from '../../../src/lesson/index.ts';

export default [
  {
    id: 'trap-line',
    section: 'traps-and-exec',
    kind: 'line',
    question: 'This entrypoint ignores `docker stop` for an hour, although it has a trap. Which line is at fault?',
    code: {
      language: 'bash',
      text: [
        '#!/bin/bash',
        "trap 'cleanup; exit 0' TERM",
        'prepare',
        'while true; do',
        '  sync_data',
        '  sleep 3600',
        'done',
      ].join('\n'),
    },
    answer: [6],
    explain:
      'bash runs a trap between commands. `sleep 3600` is in the foreground, so the trap waits for it. `sleep 3600 & wait $!` cures it.',
  },
  {
    id: 'exec-line',
    section: 'traps-and-exec',
    kind: 'line',
    question: 'The image is Debian. The app handles SIGTERM, but never hears it. Which line has to change?',
    code: {
      language: 'bash',
      text: [
        '#!/bin/sh',
        'set -e',
        'envsubst < app.tmpl > app.conf',
        './app --config app.conf',
        'echo "app has ended"',
      ].join('\n'),
    },
    answer: [4],
    explain:
      'The shell stays PID 1 and passes nothing on. `exec ./app --config app.conf` makes the app PID 1 (the echo is never reached then).',
  },
  {
    id: 'who-is-pid1',
    section: 'traps-and-exec',
    kind: 'match',
    question: 'Who is PID 1?',
    pairs: [
      { id: 'bash-one', left: '`bash -c ./app`', right: 'the app' },
      { id: 'bash-last', left: '`bash -c "cd /srv; ./app"`', right: 'the app' },
      { id: 'bash-more', left: '`bash -c "./app; true"`', right: 'the shell' },
      { id: 'dash-one', left: "`dash -c ./app` (Debian's sh)", right: 'the shell' },
      { id: 'exec', left: '`dash -c "exec ./app"`', right: 'the app' },
    ],
    explain:
      'bash replaces itself with the last command, dash (Debian 12) never does by itself. A written exec works everywhere.',
  },
  {
    id: 'tini-truth',
    section: 'shut-down',
    kind: 'many',
    question: 'What do you get from `docker run --init` (tini)?',
    options: [
      {
        id: 'default',
        text: 'SIGTERM ends an app that has no handler',
        why: 'Yes: it is an ordinary process then, 143.',
      },
      { id: 'reap', text: 'Orphans are buried', why: 'Yes: tini waits for all children it is handed.' },
      {
        id: 'graceful',
        text: 'The app finishes its requests before it ends',
        why: 'No: that takes a handler in the app.',
      },
      {
        id: 'shell',
        text: 'An app behind `sh -c "app; true"` gets the signal',
        why: 'No: only the shell does. With tini -g, yes.',
      },
    ],
    answer: ['default', 'reap'],
    explain: 'tini forwards to its direct child and reaps. Grace has to be written in the app.',
  },
  {
    id: 'k8s-order',
    section: 'shut-down',
    kind: 'order',
    question: 'A pod is deleted. Put these in order.',
    items: [
      { id: 'clock', text: 'The grace period begins to run' },
      { id: 'prestop', text: '`preStop` runs' },
      { id: 'term', text: 'The stop signal goes to PID 1 of the container' },
      { id: 'kill', text: 'SIGKILL for what is left' },
    ],
    explain: 'preStop spends the same clock: what it uses is missing for the app.',
  },
  {
    id: 'stop-state',
    section: 'shut-down',
    kind: 'state',
    question:
      'PID 1 is `/bin/sh entry.sh` (dash) without exec; its child is an app with a handler for TERM. The host sends SIGTERM to PID 1, and two seconds pass. In which state is each?',
    answer: { 'the shell, PID 1': 'S', 'the app, its child': 'S' },
    choices: ['R', 'S', 'T', 'Z', 'gone'],
    explain:
      'dash has no handler for TERM: dropped, although it came from the host. The app was never told. Both sleep on until KILL.',
  },
] satisfies readonly Question[];
