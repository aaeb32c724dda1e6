// Shell scripts under /app: entrypoints good and bad, and scripts that show when bash runs its traps.
import { script, type DemoFile } from '../crt/files.ts';

const sh = (path: string, text: string): DemoFile => script(path, 'sh', text);

export const entrypoints: readonly DemoFile[] = [
  sh(
    '/app/entry_exec.sh',
    `#!/bin/sh
# Good: exec replaces the shell, so the app is PID 1 and gets the signals.
echo "entry: starting app"
exec /app/term_exit
`,
  ),
  sh(
    '/app/entry_noexec.sh',
    `#!/bin/sh
# Bad: no exec. The shell stays PID 1, the app is its child and never hears of SIGTERM.
echo "entry: starting app"
/app/term_exit
echo "entry: app ended with $?"
`,
  ),
  sh(
    '/app/entry_trap.sh',
    `#!/bin/bash
# A shell that must stay: it passes the signal on and waits again.
/app/term_exit &
app=$!
trap 'kill -TERM "$app"' TERM
wait "$app"
trap - TERM
wait "$app"
status=$?
echo "entry: app ended with $status"
exit "$status"
`,
  ),
  sh(
    '/app/entry_two.sh',
    `#!/bin/sh
# Two programs in one container: the shell waits for the second only.
/app/web &
/app/stubborn
`,
  ),
  sh(
    '/app/bg_children.sh',
    `#!/bin/bash
# Two children in the background; waits for the first one only.
sleep 1000 &
sleep 2000 &
wait %1
`,
  ),
  sh(
    '/app/loop.sh',
    `#!/bin/bash
# An endless loop without a trap.
while :; do
  sleep 1000
done
`,
  ),
  sh(
    '/app/trap_fg.sh',
    `#!/bin/bash
# A trap, but the child in the foreground holds it back until it ends.
trap 'echo "trap: got TERM"; exit 0' TERM
echo ready
while :; do
  sleep 1000
done
`,
  ),
  sh(
    '/app/trap_wait.sh',
    `#!/bin/bash
# The cure: the child in the background; wait is interrupted by the trap.
trap 'echo "trap: got TERM"; kill "$child"; exit 0' TERM
sleep 1000 &
child=$!
echo ready
wait "$child"
`,
  ),
  sh(
    '/app/ign_inherit.sh',
    `#!/bin/bash
# What a shell ignores, its children ignore too: through fork and through exec.
trap '' TERM HUP
sleep 1000
`,
  ),
];
