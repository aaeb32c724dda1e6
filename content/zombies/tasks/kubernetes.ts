// Section 7: pause collects, and the guilty pod is found from its node.
import type { Task } from '../../../src/lesson/index.ts';
import { DONE, hint, NOT_YET } from '../../pid-1/look.ts';
import { inContainer, nth, seen, zombieCount, zombiesOf } from '../look.ts';
import { appsOf, runs } from '../pods.ts';

export default [
  {
    id: 'pause-collects',
    section: 'in-kubernetes',
    title: 'The same pod with `shareProcessNamespace: true`: let an orphan end, and have it collected by pause',
    lab: { scenario: 'reaping-pod', options: { share: 'yes', app: 'python' }, view: 'states' },
    check: (run) => {
      const adopted = seen(run, 'reparent').filter(({ event, view }) => view.processes.get(event.to)?.comm === 'pause');
      const reaped = seen(run, 'reap');
      if (adopted.some(({ event }) => reaped.some((r) => r.event.pid === event.pid && r.event.by === event.to)))
        return DONE;
      const living = adopted.flatMap(({ event }) => run.view.processes.get(event.pid) ?? []).at(-1);
      if (living) return hint(`pause has adopted ${nth(living)}, which is alive. Let it end.`);
      const child = [...run.view.processes.values()].find(
        (p) =>
          inContainer(p) && p.state !== 'Z' && p.comm !== 'bash' && run.view.processes.get(p.parent)?.comm === 'bash',
      );
      return child ? hint(`Process ${nth(child)} is a child of your shell. pause gets it only as an orphan.`) : NOT_YET;
    },
    hints: ['As in section 4: `/app/orphan 1`, and wait for two seconds.', '`ps -ef` shows who is PID 1 here.'],
    solution: [{ type: '/app/orphan 1' }, { type: 'sleep 2' }, { type: 'ps -ef' }],
    nearMisses: [
      { run: [{ type: '/app/orphan 1000' }], hint: 'Let it end' },
      { run: [{ type: 'sleep 1000 &' }], hint: 'only as an orphan' },
    ],
  },
  {
    id: 'guilty-parent',
    section: 'in-kubernetes',
    title: 'Three pods, and somewhere the dead pile up. Find the pod from the node, and delete that one',
    lab: { scenario: 'crowded-node', options: { eviction: 'off' }, view: 'states' },
    check: (run) => {
      const { view } = run;
      const innocent = ['web-0', 'cache-0'].find((pod) => !runs(view, pod));
      if (innocent !== undefined)
        return hint(`${innocent} is gone, and it has no zombies. Reset: count them by parent first.`);
      const guilty = appsOf(view, 'queue-0');
      if (run.inputs.length > 0 && guilty.length === 0 && zombiesOf(view).length === 0) return DONE;
      // A container that was started again has the number of the attempt at the end of its name.
      if (guilty.some(({ name }) => !name.endsWith('_0')))
        return hint(
          'You have ended its PID 1, and the kubelet has started the container again, with the same fault. It is the pod that has to go.',
        );
      const hurt = run.inputs.length > 0 && zombiesOf(view).length > 0;
      return hurt && run.inputs.some(({ line }) => /\bkill\b/.test(line))
        ? hint(`${zombieCount(zombiesOf(view).length)} as before.`)
        : NOT_YET;
    },
    hints: [
      'In the tab *host*: `ps -eo ppid,stat | grep Z | sort | uniq -c`',
      'The number behind it is their parent. Its `/proc/<pid>/cgroup` names the pod by its uid; `ps -o args -p` shows what it runs.',
      '`kubectl describe pod` shows what each pod runs. Type `kubectl delete pod queue-0 --grace-period=1`.',
    ],
    solution: [
      { type: 'ps -eo ppid,stat | grep Z | sort | uniq -c', in: 'host' },
      { type: 'kubectl delete pod queue-0 --grace-period=1', in: 'host' },
      { waitMs: 3000 },
    ],
    nearMisses: [
      {
        run: [{ type: 'kubectl delete pod web-0 --grace-period=1', in: 'host' }, { waitMs: 6000 }],
        hint: 'has no zombies',
      },
      {
        run: [{ type: 'kill -9 $(pgrep -f "^/app/zombies 24")', in: 'host' }, { waitMs: 3000 }],
        hint: 'started the container again',
      },
    ],
  },
] satisfies readonly Task[];
