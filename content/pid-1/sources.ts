/** Where the lesson's claims come from. Numbers are never re-used. */
import type { Source } from '../../src/lesson/index.ts';

const KERNEL = 'https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree';
const MAN = 'https://man7.org/linux/man-pages';

export default [
  { n: 1, title: 'pid_namespaces(7)', where: 'The namespace init process', url: `${MAN}/man7/pid_namespaces.7.html` },
  {
    n: 2,
    title: 'signal(7)',
    where: 'Signal dispositions; Standard signals; Signal mask and pending signals',
    url: `${MAN}/man7/signal.7.html`,
  },
  { n: 3, title: 'kill(2)', where: 'NOTES', url: `${MAN}/man2/kill.2.html` },
  {
    n: 4,
    title: 'proc_pid_status(5)',
    where: 'SigPnd, ShdPnd, SigBlk, SigIgn, SigCgt, NSpid',
    url: `${MAN}/man5/proc_pid_status.5.html`,
  },
  {
    n: 5,
    title: 'Linux kernel/signal.c',
    where:
      'sig_task_ignored, sig_ignored, prepare_signal, send_signal_locked, legacy_queue, complete_signal, get_signal, force_sig_info_to_task',
    url: `${KERNEL}/kernel/signal.c`,
  },
  { n: 6, title: 'Linux kernel/fork.c', where: 'copy_process (SIGNAL_UNKILLABLE)', url: `${KERNEL}/kernel/fork.c` },
  {
    n: 7,
    title: 'Linux kernel/pid_namespace.c',
    where: 'zap_pid_ns_processes',
    url: `${KERNEL}/kernel/pid_namespace.c`,
  },
  {
    n: 8,
    title: 'Linux commit 86989c41b5ea',
    where: 'signal: Always ignore SIGKILL and SIGSTOP sent to the global init',
    url: 'https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/commit/?id=86989c41b5ea',
  },
  {
    n: 9,
    title: 'Go runtime, src/runtime/signal_unix.go',
    where: 'dieFromSignal',
    url: 'https://github.com/golang/go/blob/master/src/runtime/signal_unix.go',
  },
  {
    n: 10,
    title: 'Go package os/signal',
    where: 'Default behavior of signals in Go programs',
    url: 'https://pkg.go.dev/os/signal',
  },
  {
    n: 11,
    title: 'krallin/tini, README',
    where: 'Process group killing; Subreaping',
    url: 'https://github.com/krallin/tini',
  },
  {
    n: 12,
    title: 'Bash Reference Manual, 3.7.6',
    where: 'Signals',
    url: 'https://www.gnu.org/software/bash/manual/html_node/Signals.html',
  },
  {
    n: 13,
    title: 'Kubernetes documentation, Pod Lifecycle',
    where: 'Termination of Pods',
    url: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination',
  },
  {
    n: 14,
    title: 'KEP-4960',
    where: 'Container Stop Signals',
    url: 'https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/4960-container-stop-signals',
  },
  {
    n: 15,
    title: 'Kubernetes documentation',
    where: 'Share Process Namespace between Containers in a Pod',
    url: 'https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/',
  },
  {
    n: 16,
    title: 'Dockerfile reference',
    where: 'ENTRYPOINT, shell and exec form; STOPSIGNAL',
    url: 'https://docs.docker.com/reference/dockerfile/',
  },
  {
    n: 17,
    title: 'Docker CLI reference',
    where: 'docker container stop',
    url: 'https://docs.docker.com/reference/cli/docker/container/stop/',
  },
  {
    n: 18,
    title: 'Java, class Runtime',
    where: 'addShutdownHook',
    url: 'https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/lang/Runtime.html',
  },
  {
    n: 19,
    title: 'The java command',
    where: 'option -Xrs',
    url: 'https://docs.oracle.com/en/java/javase/17/docs/specs/man/java.html',
  },
  {
    n: 20,
    title: 'Node.js, process',
    where: 'Signal events',
    url: 'https://nodejs.org/api/process.html#signal-events',
  },
  {
    n: 21,
    title: 'Python, module signal',
    where: 'General rules',
    url: 'https://docs.python.org/3/library/signal.html',
  },
  {
    n: 22,
    title: 'Linux, cgroup-v2.rst',
    where: 'memory.oom.group; cgroup.kill',
    url: `${KERNEL}/Documentation/admin-guide/cgroup-v2.rst`,
  },
  {
    n: 23,
    title: 'kubernetes/kubernetes#117793',
    where: 'the kubelet sets memory.oom.group',
    url: 'https://github.com/kubernetes/kubernetes/pull/117793',
  },
  {
    n: 24,
    title: 'kubernetes/kubernetes#126096',
    where: 'singleProcessOOMKill',
    url: 'https://github.com/kubernetes/kubernetes/pull/126096',
  },
  { n: 25, title: 'execve(2)', where: 'Effect on process attributes', url: `${MAN}/man2/execve.2.html` },
  { n: 26, title: 'abort(3)', url: `${MAN}/man3/abort.3.html` },
  { n: 27, title: 'Yelp/dumb-init, README', where: 'Session behavior', url: 'https://github.com/Yelp/dumb-init' },
] satisfies readonly Source[];
