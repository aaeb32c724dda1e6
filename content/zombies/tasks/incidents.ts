// Section 8: a probe is repaired, a zombie killer is found out, a full node is freed with what a shell has built in.
import { SIGKILL, type Task, type TaskRun } from '../../../src/lesson/index.ts';
import { DONE, hint, isInit, NOT_YET } from '../../pid-1/look.ts';
import { seen, zombiesOf } from '../look.ts';
import { appsOf, initOfPod } from '../pods.ts';

interface ProbeRun {
  readonly pid: number;
  readonly index: number;
  readonly cutOff: boolean;
  readonly left: number;
}

/** Runs of the probe's script that have ended, and how many living children each left behind. */
function probeRuns(run: TaskRun): readonly ProbeRun[] {
  const started = new Map(
    seen(run, 'exec')
      .filter(
        ({ event, view }) =>
          event.argv.includes('/app/check.sh') &&
          view.processes.get(view.processes.get(event.pid)?.parent ?? -1)?.comm === 'containerd-shim',
      )
      .map(({ event, index }) => [event.pid, index]),
  );
  const left = new Map<number, number>();
  for (const { event } of seen(run, 'reparent')) left.set(event.from, (left.get(event.from) ?? 0) + 1);
  return seen(run, 'exit').flatMap(({ event }) => {
    const index = started.get(event.pid);
    return index === undefined
      ? []
      : [{ pid: event.pid, index, cutOff: (event.status & 0x7f) === SIGKILL, left: left.get(event.pid) ?? 0 }];
  });
}

export default [
  {
    id: 'cut-off',
    section: 'incidents',
    title: 'Replay 1. Find the evidence: what does Kubernetes say about the probe, and whose children are the dead?',
    check: (run) => {
      const dead = zombiesOf(run.view).filter((z) => {
        const p = run.view.processes.get(z.parent);
        return p !== undefined && isInit(p);
      });
      const said = /timed out/.test(run.screen('host'));
      const listed = /defunct|\bZs?\b/.test(run.screen('container')) || /defunct/.test(run.screen('host'));
      if (dead.length >= 2 && said && listed) return DONE;
      if (said)
        return hint(
          'That is what Kubernetes knows. Now the processes: `ps -ef` in the container, and look at the column PPID.',
        );
      if (listed)
        return hint(
          'There they are, children of PID 1, which never started them. Now ask Kubernetes: `kubectl describe pod web-0` on the host.',
        );
      return NOT_YET;
    },
    hints: ['On the host: `kubectl describe pod web-0`, at the end: Events.', 'In the container: `ps -ef`.'],
    solution: [{ waitMs: 9000 }, { type: 'ps -ef' }, { type: 'kubectl describe pod web-0 | tail -8', in: 'host' }],
    nearMisses: [
      { run: [{ waitMs: 9000 }, { type: 'ps -ef' }], hint: 'Now ask Kubernetes' },
      { run: [{ waitMs: 9000 }, { type: 'kubectl get events', in: 'host' }], hint: 'Now the processes' },
    ],
  },
  {
    id: 'repair-the-probe',
    section: 'incidents',
    title:
      'Replay 1. Repair `/app/check.sh` so that it ends by itself in time, twice in a row, and leaves nobody behind',
    check: (run) => {
      const ended = probeRuns(run);
      const [before, last] = ended.slice(-2);
      if (before && last && [before, last].every(({ cutOff, left }) => !cutOff && left === 0)) return DONE;
      if (run.inputs.length === 0 || !last) return NOT_YET;
      if (last.cutOff) {
        return run.inputs.some(({ line }) => /check\.sh|store-cli/.test(line))
          ? hint(
              'The last probe was cut off after a second, and left its children behind. The script has to give up before that.',
            )
          : hint('The zombies are the trace, not the cause. The script of the probe takes longer than the probe may.');
      }
      return last.left > 0
        ? hint('The script ended in time, but left somebody behind.')
        : hint('One probe has ended by itself. Wait for the next one.');
    },
    hints: [
      '`timeout 0.5 COMMAND` ends a command that takes longer, and waits for it.',
      "Type `sed -i 's/^store-cli/timeout 0.5 store-cli/' /app/check.sh`, and wait for two probes.",
    ],
    solution: [{ type: "sed -i 's/^store-cli/timeout 0.5 store-cli/' /app/check.sh" }, { waitMs: 14_000 }],
    nearMisses: [
      { run: [{ type: 'kill -9 3' }, { waitMs: 9000 }], hint: 'the trace, not the cause' },
      {
        run: [{ type: "sed -i 's/^store-cli/timeout 5 store-cli/' /app/check.sh" }, { waitMs: 14_000 }],
        hint: 'cut off after a second',
      },
    ],
  },
  {
    id: 'no-event',
    section: 'incidents',
    title: 'Replay 2. Let the container be restarted once, and look at what Kubernetes says about it',
    lab: { scenario: 'zombie-killer', view: 'states' },
    check: (run) => {
      const restarted =
        appsOf(run.view, 'web-0').length > 1 || appsOf(run.view, 'web-0').some(({ restarts }) => restarts > 0);
      const said = /Exit Code:\s+137|"exitCode": ?137|exitCode: 137/.test(run.screen('host'));
      if (restarted && said) return DONE;
      if (!restarted)
        return run.inputs.length > 0
          ? hint(
              'It has not happened yet. It happens at the full minute; the button ×1 beside the time line makes time pass ten times as fast.',
            )
          : NOT_YET;
      return hint(
        'It has been restarted. `kubectl describe pod web-0` on the host shows with which exit code the last run ended, and which events there are.',
      );
    },
    hints: [
      '`date` tells how far the next full minute is.',
      'Afterwards, on the host: `kubectl describe pod web-0`. Look for `Last State`, and for an event that explains it.',
    ],
    solution: [{ waitMs: 62_000 }, { type: 'kubectl describe pod web-0 | grep -A6 Last', in: 'host' }],
    nearMisses: [
      { run: [{ type: 'kubectl describe pod web-0', in: 'host' }], hint: 'not happened yet' },
      { run: [{ waitMs: 62_000 }, { type: 'kubectl get pods', in: 'host' }], hint: 'with which exit code' },
    ],
  },
  {
    id: 'stop-the-killer',
    section: 'incidents',
    title:
      'Replay 2. Find who does it, stop that, and after more than a minute see with `kubectl get pods` that it lives',
    lab: { scenario: 'zombie-killer', view: 'states' },
    check: (run) => {
      const init = initOfPod(run.view, 'web-0');
      const minute = 61_000_000;
      if (init && run.view.at - init.startedAt > minute && run.inputs.length > 0) return DONE;
      const killed = seen(run, 'signal').filter(
        ({ event, view }) =>
          event.sig === SIGKILL &&
          event.target !== undefined &&
          view.processes.get(event.target)?.comm === 'zombies' &&
          event.sender !== undefined,
      );
      const last = killed.at(-1);
      const sender = last?.event.sender === undefined ? undefined : last.view.processes.get(last.event.sender);
      if (last && sender && sender.comm !== 'containerd-shim')
        return hint(
          `The last SIGKILL for PID 1 came from process ${sender.pid} (\`${sender.argv.join(' ')}\`) on the node. Who starts that, every minute?`,
        );
      return run.inputs.length > 0
        ? hint('It lives, so far. It has to live through a full minute; then look again.')
        : NOT_YET;
    },
    hints: [
      'Something on the node runs at every full minute. `tail /var/log/syslog` on the host.',
      'The system’s own jobs are in `/etc/cron.d`.',
      'Type `rm /etc/cron.d/zombie-killer` on the host, and wait for a minute.',
    ],
    solution: [
      { type: 'cat /etc/cron.d/*', in: 'host' },
      { type: 'rm /etc/cron.d/zombie-killer', in: 'host' },
      { waitMs: 64_000 },
      { type: 'kubectl get pods', in: 'host' },
    ],
    nearMisses: [
      { run: [{ type: 'ps -ef', in: 'host' }, { waitMs: 62_000 }], hint: 'Who starts that' },
      { run: [{ type: 'rm /etc/cron.d/zombie-killer', in: 'host' }], hint: 'through a full minute' },
    ],
  },
  {
    id: 'builtins-only',
    section: 'incidents',
    title:
      'Replay 3. The node is full. Find the parent of the dead with what the shell of the host has built in, and end it',
    lab: { scenario: 'crowded-node', options: { eviction: 'off' }, view: 'states' },
    check: (run) => {
      const full = run.steps.some(({ event }) => event.kind === 'fork-refused');
      const ended = seen(run, 'signal').some(
        ({ event, view }) =>
          event.target !== undefined &&
          event.sender !== undefined &&
          view.processes.get(event.target)?.comm === 'zombies' &&
          event.sig === SIGKILL &&
          view.processes.get(event.sender)?.comm === 'bash',
      );
      if (full && ended) return DONE;
      if (ended)
        return hint(
          'Right, but there was still room: any tool would have done. Reset, and let the node fill up first.',
        );
      if (!full)
        return run.inputs.length > 0
          ? hint('There is still room: two more are added every five seconds or so. Wait until something is refused.')
          : NOT_YET;
      return run.inputs.some(({ in: tab }) => tab === 'host')
        ? hint('`read` reads `/proc/<pid>/stat`, `[ … ]` compares, `echo` prints, `kill` kills: all four are built in.')
        : NOT_YET;
    },
    hints: [
      'Wait until a pipeline such as `ps | wc` is refused on the host: it needs two places.',
      '`for s in /proc/[0-9]*/stat; do read -r p n s q r < $s; [ $s = Z ] && echo $q; done` prints the parent of each zombie.',
      '`kill -9` with that number. (It is a PID 1: from the host, KILL works.)',
    ],
    solution: [
      { waitMs: 90_000 },
      { type: 'ls', in: 'host' },
      { type: 'for s in /proc/[0-9]*/stat; do read -r p n s q r < $s; [ $s = Z ] && z=$q; done; echo $z', in: 'host' },
      { type: 'kill -9 $z', in: 'host' },
    ],
    nearMisses: [
      { run: [{ type: 'ls', in: 'host' }], hint: 'still room' },
      { run: [{ waitMs: 90_000 }, { type: 'ls', in: 'host' }], hint: 'built in' },
    ],
  },
] satisfies readonly Task[];
