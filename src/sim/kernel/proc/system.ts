// The files of /proc about the machine as a whole (fs/proc/*.c).
import { E, type ByteString, type Errno } from '../abi/index.ts';
import type { FileSystem } from '../fs/types.ts';
import type { Kernel } from '../kernel.ts';
import { PID_MAX } from '../ns/pid.ts';
import { stateLetter } from '../project.ts';
import type { PidNamespace } from '../state.ts';
import { RELEASE, TOTAL_RAM } from '../syscalls/system.ts';
import { file, NodeDir, text, type Node } from './node.ts';
import { LAST_CAPABILITY } from './numbers.ts';
import { memoryOf } from './memory.ts';
import { TICK } from './status.ts';

/** pid_max of the recorded host; a new pid namespace starts with the largest. */
const HOST_PID_MAX = 32_768;
const CPUS = 2;

const seconds = (micros: number): string => (micros / 1_000_000).toFixed(2);

function busy(k: Kernel): { user: number; system: number } {
  let user = 0;
  let system = 0;
  for (const t of k.tasks()) {
    user += t.user;
    system += t.system;
  }
  return { user, system };
}

function meminfo(k: Kernel): ByteString {
  let used = 0;
  for (const p of k.processes()) used += memoryOf(p).resident * 0.1;
  const total = Math.floor(TOTAL_RAM / 1024);
  const free = Math.floor(total * 0.8 - used);
  const rows: readonly (readonly [string, number])[] = [
    ['MemTotal', total],
    ['MemFree', free],
    ['MemAvailable', Math.floor(free + total * 0.08)],
    ['Buffers', 2116],
    ['Cached', Math.floor(total * 0.09)],
    ['SwapCached', 0],
    ['Active', 490_520],
    ['Inactive', 521_440],
    ['Active(anon)', 15_680],
    ['Inactive(anon)', 112_000],
    ['Active(file)', 474_840],
    ['Inactive(file)', 409_440],
    ['Unevictable', 21_164],
    ['Mlocked', 20_208],
    ['SwapTotal', 0],
    ['SwapFree', 0],
    ['Dirty', 252],
    ['Writeback', 0],
    ['AnonPages', Math.floor(used)],
    ['Mapped', 108_720],
    ['Shmem', 8872],
    ['KReclaimable', 102_484],
    ['Slab', 127_160],
    ['SReclaimable', 102_484],
    ['SUnreclaim', 24_676],
    ['KernelStack', 16 * k.taskCount()],
    ['PageTables', 2628],
    ['CommitLimit', Math.floor(total / 2)],
    ['Committed_AS', 731_520],
    ['HugePages_Total', 0],
    ['HugePages_Free', 0],
  ];
  return rows
    .map(
      ([name, value]) =>
        `${`${name}:`.padEnd(15)} ${String(value).padStart(8)}${name.startsWith('HugePages') ? '' : ' kB'}\n`,
    )
    .join('');
}

function loadavg(k: Kernel, ns: PidNamespace): ByteString {
  let running = 0;
  let total = 0;
  for (const t of k.tasks()) {
    total += 1;
    if (stateLetter(t) === 'R') running += 1;
  }
  // Fidelity: the averages are not sampled.
  return `0.00 0.00 0.00 ${Math.max(1, running)}/${total} ${ns.nextPid - 1}\n`;
}

function stat(k: Kernel): ByteString {
  const { user, system } = busy(k);
  const idle = Math.max(0, k.now * CPUS - user - system);
  const ticks = (value: number): number => Math.floor(value / TICK);
  const line = (name: string, share: number): string =>
    `${name} ${ticks(user * share)} 0 ${ticks(system * share)} ${ticks(idle * share)} 0 0 0 0 0 0\n`;
  let running = 0;
  let stuck = 0;
  for (const t of k.tasks()) {
    const letter = stateLetter(t);
    if (letter === 'R') running += 1;
    else if (letter === 'D') stuck += 1;
  }
  return (
    line('cpu ', 1) +
    line('cpu0', 0.5) +
    line('cpu1', 0.5) +
    `intr ${k.calls}\nctxt ${k.dispatched}\nbtime ${Math.floor(k.epoch / 1_000_000)}\n` +
    `processes ${k.hostNs.nextPid - 1}\nprocs_running ${Math.max(1, running)}\nprocs_blocked ${stuck}\nsoftirq 0 0 0 0 0 0 0 0 0 0 0\n`
  );
}

const FILESYSTEMS =
  'sysfs tmpfs proc cgroup cgroup2 cpuset devtmpfs debugfs tracefs securityfs sockfs bpf pipefs ramfs hugetlbfs devpts'
    .split(' ')
    .map((name) => `nodev\t${name}\n`)
    .join('') +
  '\text4\n\tsquashfs\nnodev\tautofs\n\tfuseblk\nnodev\tfuse\nnodev\tfusectl\nnodev\toverlay\nnodev\tmqueue\n';

const cpuinfo = (): ByteString =>
  Array.from({ length: CPUS }, (_, i) =>
    [
      `processor\t: ${i}`,
      'vendor_id\t: AuthenticAMD',
      'cpu family\t: 25',
      'model\t\t: 17',
      'model name\t: AMD EPYC',
      'stepping\t: 1',
      'cpu MHz\t\t: 2596.128',
      'cache size\t: 1024 KB',
      'physical id\t: 0',
      `siblings\t: ${CPUS}`,
      `core id\t\t: ${i}`,
      `cpu cores\t: ${CPUS}`,
      'bogomips\t: 5192.25',
      'address sizes\t: 48 bits physical, 48 bits virtual',
      '',
      '',
    ].join('\n'),
  ).join('');

const number = (data: ByteString): number | undefined => (/^\s*\d+\s*$/.test(data) ? Number(data) : undefined);

function sysNodes(fs: FileSystem, ns: PidNamespace): Node[] {
  const dir = (name: string, base: number, nodes: readonly Node[]): Node => ({
    name,
    kind: 'dir',
    entries: new NodeDir(fs, base, nodes),
  });
  const setting = (name: string, value: string): Node => text(name, `${value}\n`, 0o644);
  const kernel: Node[] = [
    setting('cap_last_cap', String(LAST_CAPABILITY)),
    setting('core_pattern', 'core'),
    setting('domainname', '(none)'),
    {
      name: 'hostname',
      kind: 'file',
      mode: 0o644,
      read: (_k, t) => `${t.uts.hostname}\n`,
      write: (k, t, data): number | Errno => {
        if (!t.cred.caps.has('SYS_ADMIN')) return E.EPERM;
        t.uts.hostname = data.replace(/\n.*$/s, '');
        k.touch(t.process);
        return data.length;
      },
    },
    {
      name: 'ns_last_pid',
      kind: 'file',
      mode: 0o666,
      read: () => `${ns.nextPid - 1}\n`,
      write: (_k, t, data): number | Errno => {
        if (!t.cred.caps.has('SYS_ADMIN') && !t.cred.caps.has('CHECKPOINT_RESTORE')) return E.EPERM;
        const last = number(data);
        if (last === undefined || last >= PID_MAX) return E.EINVAL;
        ns.nextPid = last + 1;
        return data.length;
      },
    },
    setting('osrelease', RELEASE),
    setting('ostype', 'Linux'),
    setting('pid_max', String(ns.level === 0 ? HOST_PID_MAX : PID_MAX)),
    setting('printk', '4\t4\t1\t7'),
    setting('randomize_va_space', '2'),
    {
      name: 'threads-max',
      kind: 'file',
      mode: 0o644,
      read: (k) => `${k.threadsMax}\n`,
      write: (k, t, data): number | Errno => {
        if (!t.cred.caps.has('SYS_ADMIN')) return E.EPERM;
        const most = number(data);
        // kernel/fork.c, MIN_THREADS.
        if (most === undefined || most < 20) return E.EINVAL;
        k.threadsMax = most;
        return data.length;
      },
    },
    setting('version', '#1 SMP PREEMPT_DYNAMIC'),
  ];
  return [
    dir('fs', 5100, [
      setting('file-max', '9223372036854775807'),
      setting('nr_open', '1048576'),
      setting('pipe-max-size', '1048576'),
      setting('protected_hardlinks', '1'),
      setting('protected_symlinks', '0'),
    ]),
    dir('kernel', 5200, kernel),
    dir('net', 5300, [
      dir('core', 5320, [setting('somaxconn', '4096')]),
      dir('ipv4', 5340, [setting('ip_forward', '1')]),
    ]),
    dir('vm', 5400, [
      setting('max_map_count', '65530'),
      setting('overcommit_memory', '0'),
      setting('swappiness', '60'),
    ]),
  ];
}

export function systemNodes(fs: FileSystem, ns: PidNamespace): readonly Node[] {
  const cgroups = 'cpu cpuacct cpuset memory devices freezer blkio pids'.split(' ');
  return [
    text(
      'cgroups',
      `#subsys_name\thierarchy\tnum_cgroups\tenabled\n${cgroups.map((name, i) => `${name}\t${i + 1}\t1\t1\n`).join('')}`,
    ),
    text('cmdline', 'console=ttyS0 reboot=k panic=1 root=/dev/vda rw\n'),
    file('cpuinfo', cpuinfo),
    text(
      'devices',
      'Character devices:\n  1 mem\n  5 /dev/tty\n  5 /dev/console\n  5 /dev/ptmx\n136 pts\n\nBlock devices:\n254 virtblk\n',
    ),
    text('filesystems', FILESYSTEMS),
    file('loadavg', (k) => loadavg(k, ns)),
    file('meminfo', meminfo),
    { name: 'mounts', kind: 'link', target: 'self/mounts' },
    text('partitions', 'major minor  #blocks  name\n\n 254        0   33554432 vda\n'),
    file('stat', stat),
    text('swaps', 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n'),
    { name: 'sys', kind: 'dir', entries: new NodeDir(fs, 5000, sysNodes(fs, ns)) },
    file('uptime', (k) => {
      const { user, system } = busy(k);
      return `${seconds(k.now)} ${seconds(Math.max(0, k.now * CPUS - user - system))}\n`;
    }),
    text('version', `Linux version ${RELEASE} (gcc (GCC) 15.3.0, GNU ld (GNU Binutils) 2.46) #1 SMP PREEMPT_DYNAMIC\n`),
    file(
      'vmstat',
      (k) =>
        `nr_free_pages ${Math.floor((TOTAL_RAM * 0.8) / 4096)}\nnr_anon_pages 6265\nnr_mapped 2718\npgpgin 0\npgpgout 0\npswpin 0\npswpout 0\npgfault ${k.calls}\noom_kill 0\n`,
    ),
  ];
}
