// Cards on containers and pods: who collects, limits, probes, and finding the one at fault.
import type { Card } from '../../../src/lesson/index.ts';

export default [
  {
    id: 'why-in-containers',
    level: 'middle',
    topic: 'Containers',
    question: 'Why are zombies more common in containers than on a normal machine?',
    answer:
      'Orphans are adopted by PID 1 of their pid namespace. On a machine that is an init which waits; in a container it is often an application that never expected to have children: Python, Node, Go, a C server. Shells and tini wait, these do not.',
    rubric: [
      'orphans go to PID 1 of the namespace',
      'in a container that is the application',
      'shells, tini wait; Python, Node, Go, plain C do not',
      'not the host’s init',
    ],
    wrong: '“Containers have no init, so the host collects.”',
    followUps: [
      {
        question: 'bash as PID 1: zombies?',
        answer: 'No, bash and dash wait for any child. They have other faults as PID 1: they do not pass signals on.',
      },
      {
        question: 'A shell script that ends with exec app?',
        answer: 'Then the app is PID 1, and it depends on the app.',
      },
    ],
    sources: [6, 12, 31, 32],
    proof: {
      lab: { scenario: 'zombies', options: { pid1: 'node', workload: 'quiet' }, view: 'states' },
      run: [{ type: '/app/mkdaemon 3' }, { type: 'sleep 1; ps -eo pid,ppid,stat,comm' }],
    },
  },
  {
    id: 'tini-does',
    level: 'middle',
    topic: 'Containers',
    question: 'What does tini do, and what does it not do?',
    answer:
      'It collects the orphans that it adopts, and passes signals on to its child; the app is no longer PID 1, so default actions work again. It does not collect for a parent that lives and forgets its children, does not signal grandchildren without -g, and does not make the app clean up.',
    rubric: [
      'collects what it adopts',
      'forwards signals to its direct child',
      'not: zombies of a living parent',
      'not: a graceful app; the group only with -g',
    ],
    wrong: '“With tini there are no zombies.”',
    followUps: [
      {
        question: 'How do you get it in Docker, and in Kubernetes?',
        answer: 'docker run --init since 1.13. Kubernetes has no such field: put it into the image.',
      },
      {
        question: 'When do you need -s?',
        answer: 'When tini is not PID 1: as a subreaper it gets the orphans among its descendants.',
      },
    ],
    sources: [15, 16, 30],
    proof: {
      lab: { scenario: 'zombies', options: { pid1: 'tini', workload: 'parent' }, view: 'states' },
      run: [{ type: 'ps -eo pid,ppid,stat,args' }, { type: 'kill 4; sleep 0.2; ps -eo pid,ppid,stat,args' }],
    },
  },
  {
    id: 'guilty-parent',
    level: 'middle',
    topic: 'Debugging',
    question: 'A node has hundreds of zombies. How do you find the one at fault?',
    answer:
      'Count by parent: ps -eo ppid,stat, filter Z, group by PPID. Look at the parent: ps -o args -p, /proc/PPID/cgroup for the pod. If it is PID 1 of a container, it may only have adopted them: look for what starts processes there, such as exec probes or cron. Otherwise read or strace the parent for its wait calls.',
    rubric: [
      'group by parent',
      'look at the parent, not at the zombie',
      'cgroup path names the pod',
      'PID 1 may only have adopted them',
      'strace -e wait4',
    ],
    wrong: 'Looking into /proc of the zombie, or killing it.',
    followUps: [
      {
        question: 'What does a single zombie that changes each time mean?',
        answer: 'A parent that is a little late. Only the same number, twice, is a leak.',
      },
      { question: 'And Zl?', answer: 'A living process whose first thread has ended. Not a zombie; check nlwp.' },
    ],
    sources: [10, 11],
    proof: {
      lab: { scenario: 'crowded-node', options: { eviction: 'off' }, view: 'states' },
      run: [
        { type: 'ps -eo ppid,stat | grep Z | sort | uniq -c', in: 'host' },
        { type: 'kubectl delete pod queue-0 --grace-period=1', in: 'host' },
      ],
    },
  },
  {
    id: 'out-of-pids',
    level: 'middle',
    topic: 'Limits',
    question: 'Why does a container run out of pids, and what do you notice?',
    answer:
      'Its tasks reach pids.max: processes, threads and zombies count. Then fork fails with EAGAIN, “Resource temporarily unavailable”: bash retries for 15 seconds, Python raises BlockingIOError, docker exec and kubectl exec fail, exec probes fail, and the container is restarted for being unhealthy. Nothing is killed by the limit itself.',
    rubric: [
      'processes, threads and zombies count',
      'EAGAIN, in many words',
      'exec and probes fail',
      'nothing is killed',
      'pids.events proves it',
    ],
    wrong: '“The OOM killer steps in.”',
    followUps: [
      {
        question: 'What can you still do in a shell inside?',
        answer: 'Everything that is built in: kill, read, echo, cd; exec replaces the shell itself.',
      },
      {
        question: 'Why does docker exec fail, if entering is not limited?',
        answer: 'Moving into the group is not checked, but runc is a Go program that needs another thread once inside.',
      },
    ],
    sources: [8, 9, 13, 35, 36],
    proof: {
      lab: { scenario: 'full', view: 'states' },
      run: [{ type: 'kill -9 8' }, { type: 'ls' }, { type: 'kill 5' }, { type: 'ps -ef' }],
    },
  },
  {
    id: 'pids-max-cure',
    level: 'middle',
    topic: 'Limits',
    question: 'Does setting `pids.max` solve a zombie problem? How is it set in Kubernetes?',
    answer:
      'It contains the damage: the container or pod that leaks suffers, and not the node. It collects nobody. In Kubernetes it is a setting of the node, podPidsLimit of the kubelet, for each pod; a pod cannot ask for it. Reserve numbers for the system, and set an eviction threshold for pid.available.',
    rubric: [
      'contains, does not collect',
      'podPidsLimit, per pod, set on the node',
      'no field in the pod',
      'reservation and eviction threshold',
    ],
    wrong: '“Set pids.max to fix zombies.”',
    followUps: [
      {
        question: 'What does the kubelet do at PIDPressure?',
        answer: 'It takes no more pods, and evicts: by priority first, then the pods with the most processes.',
      },
      { question: 'And Docker?', answer: 'docker run --pids-limit. docker stats shows the current number.' },
    ],
    sources: [8, 19, 30],
  },
  {
    id: 'probe-zombies',
    level: 'senior',
    topic: 'Kubernetes',
    question: 'A pod with an exec probe collects zombies. Explain how, and name three cures.',
    answer:
      'At the timeout the runtime kills the process that it has started, and only that. Its children live on, become orphans, and go to PID 1 of the container; when they end and PID 1 does not wait, they stay. Cures: a timeout in the script that is shorter than the probe’s; an init as PID 1; a probe by HTTP, TCP or gRPC.',
    rubric: [
      'KILL goes to the script only',
      'children are orphans, PID 1 adopts',
      'PID 1 does not wait',
      'own timeout in the script',
      'init, or no exec probe',
    ],
    wrong: '“The kubelet reaps them”, or raising timeoutSeconds alone.',
    followUps: [
      {
        question: 'Which evidence shows that it is the probe?',
        answer:
          'The dead have the names of the script’s commands, and appear in the rhythm of periodSeconds; events say “timed out”.',
      },
      { question: 'Does shareProcessNamespace help?', answer: 'Yes: pause is PID 1 then, and collects.' },
    ],
    sources: [20, 21, 22, 23, 34],
    proof: {
      lab: { scenario: 'probe-zombies', options: { app: 'python' }, view: 'states' },
      run: [{ waitMs: 9000 }, { type: 'ps -ef' }],
    },
  },
  {
    id: 'pause-reaps',
    level: 'senior',
    topic: 'Kubernetes',
    question: '“The pause container reaps zombies.” Is that true?',
    answer:
      'Only with shareProcessNamespace: true. pause has the loop, since version 3.1, but it gets orphans only if it is PID 1 of their pid namespace. By default every container has its own namespace and its own PID 1, and pause sits alone in another one.',
    rubric: [
      'only with a shared pid namespace',
      'each container has its own PID 1 otherwise',
      'the loop exists since 3.1',
      'a living parent keeps its zombies in any case',
    ],
    wrong: '“Always, that is what it is for.”',
    followUps: [
      {
        question: 'What is pause for, then?',
        answer: 'It holds the namespaces of the pod open while containers come and go.',
      },
      {
        question: 'What else changes with sharing?',
        answer: 'Containers see each other’s processes; kill 1 goes to pause; the app loses the protection of PID 1.',
      },
    ],
    sources: [17, 18, 29, 33],
    proof: {
      lab: { scenario: 'reaping-pod', options: { share: 'yes', app: 'python' }, view: 'states' },
      run: [{ type: '/app/orphan 1' }, { type: 'sleep 2; ps -ef' }],
    },
  },
  {
    id: 'zombie-killer',
    level: 'senior',
    topic: 'Kubernetes',
    question: 'A colleague wants a cron job on all nodes that kills the parents of zombies. What do you say?',
    answer:
      'In a container the parent of an unburied orphan is PID 1: the job would end workloads, and from the node KILL works. Kubernetes decides nothing there, so there is no event, only exit code 137 and a restart. It has happened. Better: an init in the image, limits per pod, an alarm on zombies by parent.',
    rubric: [
      'the parent is often PID 1 of a container',
      'KILL from the host works',
      'exit 137 without an event',
      'limits, init, alarm instead',
    ],
    wrong: '“Good idea, zombies are gone when the parent is.”',
    followUps: [
      {
        question: 'How would you recognise such a job from inside?',
        answer: 'Deaths at regular clock times, whatever the age of the container; 137; no OOMKilled, no Killing.',
      },
      {
        question: 'What if a node is full and somebody must go?',
        answer: 'Let the kubelet evict (pid.available), or delete the pod: both leave a trace.',
      },
    ],
    sources: [19, 25],
    proof: {
      lab: { scenario: 'zombie-killer', view: 'states' },
      run: [{ waitMs: 62_000 }, { type: 'kubectl describe pod web-0 | grep -A6 Last', in: 'host' }],
    },
  },
] satisfies readonly Card[];
