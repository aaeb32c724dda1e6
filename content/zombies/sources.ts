/** Where the lesson's claims come from. Numbers are never re-used. */
import type { Source } from '../../src/lesson/index.ts';

const KERNEL = 'https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree';
const MAN = 'https://man7.org/linux/man-pages';
const POSIX = 'https://pubs.opengroup.org/onlinepubs/9699919799/functions';
const K8S = 'https://kubernetes.io/docs';

export default [
  { n: 1, title: 'wait(2)', where: 'NOTES: zombies, SIG_IGN, SA_NOCLDWAIT', url: `${MAN}/man2/wait.2.html` },
  { n: 2, title: 'sigaction(2)', where: 'SA_NOCLDWAIT, SA_NOCLDSTOP', url: `${MAN}/man2/sigaction.2.html` },
  { n: 3, title: 'POSIX.1-2017, wait and waitpid', where: 'DESCRIPTION', url: `${POSIX}/wait.html` },
  {
    n: 4,
    title: 'POSIX.1-2017, 2.4.3 Signal Actions',
    where: 'SIGCHLD set to SIG_IGN',
    url: 'https://pubs.opengroup.org/onlinepubs/9699919799/functions/V2_chap02.html#tag_15_04_03',
  },
  { n: 5, title: 'prctl(2)', where: 'PR_SET_CHILD_SUBREAPER', url: `${MAN}/man2/prctl.2.html` },
  {
    n: 6,
    title: 'Linux kernel/exit.c',
    where: 'exit_notify, forget_original_parent, find_new_reaper, reparent_leader, delay_group_leader, release_task',
    url: `${KERNEL}/kernel/exit.c`,
  },
  {
    n: 7,
    title: 'Linux kernel/signal.c',
    where: 'do_notify_parent (auto-reap), legacy_queue, complete_signal',
    url: `${KERNEL}/kernel/signal.c`,
  },
  { n: 8, title: 'Linux, cgroup-v2.rst', where: 'PID', url: `${KERNEL}/Documentation/admin-guide/cgroup-v2.rst` },
  {
    n: 9,
    title: 'Linux kernel/cgroup/pids.c',
    where: 'pids_can_fork, pids_can_attach, pids_release',
    url: `${KERNEL}/kernel/cgroup/pids.c`,
  },
  { n: 10, title: 'ps(1)', where: 'PROCESS STATE CODES', url: `${MAN}/man1/ps.1.html` },
  { n: 11, title: 'proc_pid_stat(5)', where: 'state, exit_code', url: `${MAN}/man5/proc_pid_stat.5.html` },
  { n: 12, title: 'pid_namespaces(7)', where: 'The namespace init process', url: `${MAN}/man7/pid_namespaces.7.html` },
  { n: 13, title: 'fork(2)', where: 'ERRORS: EAGAIN', url: `${MAN}/man2/fork.2.html` },
  { n: 14, title: 'vfork(2)', where: 'DESCRIPTION', url: `${MAN}/man2/vfork.2.html` },
  { n: 15, title: 'krallin/tini, README', where: 'Why Tini?; Subreaping', url: 'https://github.com/krallin/tini' },
  {
    n: 16,
    title: 'krallin/tini#8',
    where: 'What is advantage of Tini?',
    url: 'https://github.com/krallin/tini/issues/8',
  },
  {
    n: 17,
    title: 'kubernetes/kubernetes, build/pause/linux/pause.c',
    where: 'sigreap, main',
    url: 'https://github.com/kubernetes/kubernetes/blob/master/build/pause/linux/pause.c',
  },
  {
    n: 18,
    title: 'KEP-495, Configurable Pod Process Namespace Sharing',
    url: 'https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/495-pod-pid-namespace',
  },
  {
    n: 19,
    title: 'Kubernetes documentation, Process ID Limits And Reservations',
    where: 'Pod PID limits; Node PID limits; PID based eviction',
    url: `${K8S}/concepts/policy/pid-limiting/`,
  },
  {
    n: 20,
    title: 'KEP-1972, Kubelet Exec Probe Timeouts',
    url: 'https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/1972-kubelet-exec-probe-timeouts',
  },
  {
    n: 21,
    title: 'containerd, internal/cri/server/container_execsync.go',
    where: 'execInContainer: what happens at the timeout',
    url: 'https://github.com/containerd/containerd/blob/main/internal/cri/server/container_execsync.go',
  },
  {
    n: 22,
    title: 'containerd/containerd#4594',
    where: 'Terminate a process group on exec timeout (open)',
    url: 'https://github.com/containerd/containerd/issues/4594',
  },
  {
    n: 23,
    title: 'bitnami/charts#3559',
    where: 'prevent zombie PIDs in redis health checks',
    url: 'https://github.com/bitnami/charts/pull/3559',
  },
  {
    n: 24,
    title: 'bitnami/charts#2441',
    where: 'zombie processes caused by health checks',
    url: 'https://github.com/bitnami/charts/issues/2441',
  },
  {
    n: 25,
    title: 'akash-network/support#657',
    where: 'a zombie killer that signals PID 1 of containers',
    url: 'https://github.com/akash-network/support/issues/657',
  },
  {
    n: 26,
    title: 'helm/charts#2989',
    where: 'RabbitMQ probes fill the process table of a node',
    url: 'https://github.com/helm/charts/issues/2989',
  },
  {
    n: 27,
    title: 'kubernetes/kubernetes#110070',
    where: 'exec probes that never end pile up',
    url: 'https://github.com/kubernetes/kubernetes/issues/110070',
  },
  {
    n: 28,
    title: 'containerd/containerd#7802',
    where: 'children of a timed-out probe',
    url: 'https://github.com/containerd/containerd/issues/7802',
  },
  {
    n: 29,
    title: 'kubernetes/kubernetes#50865',
    where: 'pause 3.0 does not reap',
    url: 'https://github.com/kubernetes/kubernetes/issues/50865',
  },
  {
    n: 30,
    title: 'Docker CLI reference, docker run',
    where: '--init, --pids-limit',
    url: 'https://docs.docker.com/reference/cli/docker/container/run/',
  },
  {
    n: 31,
    title: 'Node.js, child_process',
    where: 'events exit and close',
    url: 'https://nodejs.org/api/child_process.html',
  },
  {
    n: 32,
    title: 'Go package os/exec',
    where: 'Cmd.Start, Cmd.Wait',
    url: 'https://pkg.go.dev/os/exec#Cmd.Start',
  },
  {
    n: 33,
    title: 'Kubernetes documentation, Share Process Namespace between Containers in a Pod',
    url: `${K8S}/tasks/configure-pod-container/share-process-namespace/`,
  },
  {
    n: 34,
    title: 'Kubernetes documentation, Configure Liveness, Readiness and Startup Probes',
    where: 'Configure Probes; caution about exec probes',
    url: `${K8S}/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/`,
  },
  {
    n: 35,
    title: 'opencontainers/runc#4413',
    where: 'entering is not limited, forking is',
    url: 'https://github.com/opencontainers/runc/issues/4413',
  },
  {
    n: 36,
    title: 'opencontainers/runc#4083',
    where: 'what docker exec prints in a full container',
    url: 'https://github.com/opencontainers/runc/issues/4083',
  },
  {
    n: 37,
    title: 'Linux kernel/ptrace.c and kernel/exit.c',
    where: '__ptrace_detach, wait_task_zombie: the tracer collects before the parent may',
    url: `${KERNEL}/kernel/ptrace.c`,
  },
  {
    n: 38,
    title: 'akash-network/website#362',
    where: 'why the job was written',
    url: 'https://github.com/akash-network/website/pull/362',
  },
] satisfies readonly Source[];
