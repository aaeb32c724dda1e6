// Pods as the tasks see them: which containers belong to one, and who is PID 1 in it.
import type { ContainerView, MachineView, ProcessView } from '../../src/lesson/index.ts';

/** The containers of a pod that run programs of ours; `k8s_<container>_<pod>_…` is how a kubelet names them. */
export const appsOf = (view: MachineView, pod: string): readonly ContainerView[] =>
  view.containers.filter(({ name }) => name.includes(`_${pod}_`) && !name.startsWith('k8s_POD_'));

export const runs = (view: MachineView, pod: string): boolean =>
  appsOf(view, pod).some(({ status }) => status === 'running');

export const initOfPod = (view: MachineView, pod: string): ProcessView | undefined =>
  appsOf(view, pod)
    .filter(({ status }) => status === 'running')
    .flatMap(({ init }) => view.processes.get(init ?? -1) ?? [])
    .at(0);
