/** What the home page's machine has on its screen before it is woken. A test compares it with the model. */

export const PROMPT = 'root@web-0:/# ';

export const DRAWN: readonly (readonly [command: string, output: string])[] = [
  [
    'ps -ef',
    `UID          PID    PPID  C STIME TTY          TIME CMD
root           1       0  0 10:04 ?        00:00:00 sleep 1000
root           2       0  0 10:04 pts/0    00:00:00 bash
root           3       2  0 10:04 pts/0    00:00:00 ps -ef
`,
  ],
  ['kill -9 1', ''],
  ['echo $?', '0\n'],
];
