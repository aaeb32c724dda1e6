// /proc and the cgroup files: formats, links, rights, zombies, what the host sees.
import { expect, test } from 'vitest';
import { TestMachine, sleeper } from '../../../testkit/kernel.ts';
import { isErr, O_RDONLY, O_TRUNC, O_WRONLY, SIGKILL, SIGUSR1, sys, type Program, type Sys } from '../abi/index.ts';
import { execIn } from '../../container/runtime/index.ts';
import { spawn, newFdTable, rootCred, ALL_CAPS } from '../index.ts';

const plain = (value: unknown): unknown => (isErr(value) ? value.name : value);

function* get(path: string): Sys<unknown> {
  const fd = yield* sys.open(path, O_RDONLY);
  if (isErr(fd)) return fd;
  let all = '';
  for (;;) {
    const part = yield* sys.read(fd, 1000);
    if (isErr(part)) return part;
    if (part === '') break;
    all += part;
  }
  yield* sys.close(fd);
  return all;
}

function* put(path: string, data: string): Sys<unknown> {
  const fd = yield* sys.open(path, O_WRONLY | O_TRUNC);
  if (isErr(fd)) return fd;
  const n = yield* sys.write(fd, data);
  yield* sys.close(fd);
  return n;
}

type Body = (note: (...values: unknown[]) => void) => Sys<unknown>;

function inside(
  body: Body,
  options: { uid?: number; init?: Program; pidsMax?: number } = {},
): { m: TestMachine; notes: unknown[] } {
  const notes: unknown[] = [];
  const probe: Program = function* () {
    yield* body((...values) => notes.push(...values.map(plain)));
    return 0;
  };
  const m = new TestMachine(
    { probe, first: options.init ?? sleeper },
    'first',
    options.pidsMax === undefined ? {} : { pidsMax: options.pidsMax },
  );
  execIn(m.host, m.c, {
    argv: ['probe', 'one two', ''],
    env: { X: '1' },
    ...(options.uid === undefined ? {} : { uid: options.uid }),
  });
  m.run();
  return { m, notes };
}

/** A process of the node that runs `body`. */
function onNode(m: TestMachine, body: Body): unknown[] {
  const notes: unknown[] = [];
  spawn(m.k, {
    parent: m.host.init,
    ns: m.k.hostNs,
    argv: ['probe'],
    env: new Map(),
    cred: rootCred(ALL_CAPS),
    files: newFdTable(),
    fs: { cwd: '/', root: '/', umask: 0o22 },
    mnt: m.host.mnt,
    uts: m.k.hostUts,
    cgroup: m.k.cgroupRoot,
    how: 'fork',
    main: function* () {
      yield* body((...values) => notes.push(...values.map(plain)));
      return 0;
    },
  });
  m.run();
  return notes;
}

test('status of a sleeping PID 1, line by line', () => {
  const { notes } = inside(function* (note) {
    note(yield* get('/proc/1/status'));
  });
  const lines = String(notes[0]).split('\n');
  expect(lines.slice(0, 12)).toEqual([
    'Name:\tfirst',
    'Umask:\t0022',
    'State:\tS (sleeping)',
    'Tgid:\t1',
    'Ngid:\t0',
    'Pid:\t1',
    'PPid:\t0',
    'TracerPid:\t0',
    'Uid:\t0\t0\t0\t0',
    'Gid:\t0\t0\t0\t0',
    'FDSize:\t64',
    'Groups:\t0 ',
  ]);
  expect(lines.map((line) => line.split(':')[0])).toEqual([
    'Name',
    'Umask',
    'State',
    'Tgid',
    'Ngid',
    'Pid',
    'PPid',
    'TracerPid',
    'Uid',
    'Gid',
    'FDSize',
    'Groups',
    'NStgid',
    'NSpid',
    'NSpgid',
    'NSsid',
    'Kthread',
    'VmPeak',
    'VmSize',
    'VmLck',
    'VmPin',
    'VmHWM',
    'VmRSS',
    'RssAnon',
    'RssFile',
    'RssShmem',
    'VmData',
    'VmStk',
    'VmExe',
    'VmLib',
    'VmPTE',
    'VmSwap',
    'HugetlbPages',
    'CoreDumping',
    'THP_enabled',
    'untag_mask',
    'Threads',
    'SigQ',
    'SigPnd',
    'ShdPnd',
    'SigBlk',
    'SigIgn',
    'SigCgt',
    'CapInh',
    'CapPrm',
    'CapEff',
    'CapBnd',
    'CapAmb',
    'NoNewPrivs',
    'Seccomp',
    'Seccomp_filters',
    'Speculation_Store_Bypass',
    'SpeculationIndirectBranch',
    'Cpus_allowed',
    'Cpus_allowed_list',
    'Mems_allowed',
    'Mems_allowed_list',
    'voluntary_ctxt_switches',
    'nonvoluntary_ctxt_switches',
    '',
  ]);
  expect(lines).toContain('NSpid:\t1');
  expect(lines).toContain('CapEff:\t00000000a80425fb');
});

test('stat has 52 fields; cmdline, comm, environ, children, wchan, statm, links', () => {
  const { m, notes } = inside(
    function* (note) {
      note(
        yield* get('/proc/self/stat'),
        yield* get('/proc/self/cmdline'),
        yield* get('/proc/self/comm'),
        yield* get('/proc/1/task/1/children'),
        yield* get('/proc/1/wchan'),
      );
      note(
        yield* sys.readlink('/proc/self/exe'),
        yield* sys.readlink('/proc/self'),
        yield* sys.readlink('/proc/thread-self'),
        yield* sys.readlink('/proc/1/cwd'),
        yield* sys.readlink('/proc/1/root'),
      );
      note(
        String(yield* get('/proc/self/environ')).includes('X=1\0'),
        String(yield* get('/proc/1/statm')).split(' ').length,
        yield* sys.chdir('/proc/self/cwd/tmp'),
        yield* sys.getcwd(),
      );
      note(
        yield* put('/proc/self/comm', 'a new name that is long'),
        yield* get('/proc/self/comm'),
        yield* put('/proc/1/comm', 'x'),
      );
    },
    {
      init: function* () {
        yield* sys.fork(() => sleeper([], new Map()));
        return yield* sleeper([], new Map());
      },
    },
  );
  const [stat, ...rest] = notes;
  expect(String(stat).trim().split(' ')).toHaveLength(52);
  expect(String(stat)).toMatch(/^3 \(probe\) R 0 3 3 0 -1 4194304 /);
  expect(rest).toEqual(
    [
      'probe\0one two\0\0',
      'probe\n',
      '2 ',
      'do_sys_pause',
      '/bin/probe',
      '3',
      '3/task/3',
      '/',
      '/',
      true,
      7,
      0,
      '/tmp',
      23,
      'a new name that\n',
      'EINVAL',
    ].map((value) => (value === 'do_sys_pause' ? expect.stringMatching(/pause/) : value)),
  );
  expect(m.c.exitStatus).toBeUndefined();
});

test('a zombie: empty cmdline, no memory, no files, its name is kept', () => {
  const { notes } = inside(function* (note) {
    const pid = yield* sys.fork(function* () {
      return 3;
    });
    yield* sys.nanosleep(1000);
    const status = String(yield* get(`/proc/${pid as number}/status`));
    note(
      status.includes('State:\tZ (zombie)'),
      status.includes('Vm'),
      status.includes('Umask'),
      status.includes('FDSize:\t0\n'),
      yield* get(`/proc/${pid as number}/cmdline`),
    );
    note(
      yield* get(`/proc/${pid as number}/comm`),
      yield* sys.readlink(`/proc/${pid as number}/exe`),
      yield* get(`/proc/${pid as number}/statm`),
      yield* get(`/proc/${pid as number}/environ`),
    );
    const fds = yield* sys.readdir(`/proc/${pid as number}/fd`);
    note(
      isErr(fds) ? fds : fds.length,
      String(yield* get(`/proc/${pid as number}/stat`))
        .trim()
        .split(' ')
        .slice(-1)[0],
    );
    yield* sys.wait4(-1);
    note(yield* get(`/proc/${pid as number}/comm`));
  });
  expect(notes).toEqual([true, false, false, true, '', 'probe\n', 'ENOENT', '0 0 0 0 0 0 0\n', '', 0, '768', 'ENOENT']);
});

test('threads are in task/ and share their process', () => {
  const { notes } = inside(function* (note) {
    yield* sys.fork(
      function* () {
        yield* sys.pause();
        return 0;
      },
      { thread: true },
    );
    yield* sys.nanosleep(1000);
    const threads = yield* sys.readdir('/proc/self/task');
    note(
      isErr(threads) ? threads : threads.map((each) => each.name).join(),
      String(yield* get('/proc/self/status')).includes('Threads:\t2'),
    );
    note(
      String(yield* get('/proc/self/task/3/status'))
        .match(/^(Tgid|Pid):.*/gm)
        ?.join(),
      yield* get('/proc/3/comm'),
    );
  });
  expect(notes).toEqual(['2,3', true, 'Tgid:\t2,Pid:\t3', 'probe\n']);
});

test('who is not root does not see the files and surroundings of others', () => {
  const { notes } = inside(
    function* (note) {
      note(
        yield* sys.readdir('/proc/1/fd'),
        yield* get('/proc/1/environ'),
        yield* sys.readlink('/proc/1/exe'),
        yield* sys.readlink('/proc/1/cwd'),
        yield* sys.readlink('/proc/1/ns/pid'),
      );
      note(
        yield* get('/proc/1/comm'),
        String(yield* get('/proc/1/status')).length > 100,
        yield* get('/proc/1/wchan'),
        yield* sys.stat('/proc/1/root/etc'),
      );
      const st = yield* sys.stat('/proc/self');
      if (!isErr(st)) note(st.uid);
    },
    { uid: 1000 },
  );
  expect(notes).toEqual(['EACCES', 'EACCES', 'EACCES', 'EACCES', 'EACCES', 'first\n', true, '0', 'EACCES', 1000]);
});

test('descriptors: links with the rights they were opened with; fdinfo', () => {
  const { notes } = inside(function* (note) {
    const fd = yield* sys.open('/tmp', O_RDONLY);
    const st = yield* sys.lstat(`/proc/self/fd/${fd as number}`);
    if (!isErr(st)) note((st.mode & 0o777).toString(8), st.size);
    note(
      yield* sys.readlink(`/proc/self/fd/${fd as number}`),
      yield* sys.readlink('/proc/self/fd/0'),
      yield* sys.readlink('/proc/self/fd/99'),
    );
    note(
      String(yield* get(`/proc/self/fdinfo/${fd as number}`))
        .split('\n')
        .map((line) => line.split(':')[0])
        .join(),
    );
    const list = yield* sys.readdir('/proc/self/fd');
    if (!isErr(list)) note(list.map((each) => each.name).join());
  });
  expect(notes).toEqual(['500', 64, '/tmp', '/dev/null', 'ENOENT', 'pos,flags,mnt_id,ino,', '0,1,2,3']);
});

test('namespaces: the same for processes of a container, another on the node; a host pid means nothing inside', () => {
  const { m, notes } = inside(function* (note) {
    note(yield* sys.readlink('/proc/1/ns/pid'), yield* sys.readlink('/proc/self/ns/pid'));
    const [one, two] = [yield* sys.stat('/proc/1/ns/pid'), yield* sys.stat('/proc/self/ns/pid')];
    if (!isErr(one) && !isErr(two)) note(one.ino === two.ino && one.dev === two.dev);
    note(yield* get('/proc/2112/comm'));
  });
  expect(notes).toEqual([`pid:[${m.c.ns.id}]`, `pid:[${m.c.ns.id}]`, true, 'ENOENT']);
  const pid1 = m.c.init?.pid ?? 0;
  const seen = onNode(m, function* (note) {
    const status = String(yield* get(`/proc/${pid1}/status`));
    note(
      ...(status.match(/^(NSpid|PPid):.*/gm) ?? []),
      yield* sys.readlink('/proc/self/ns/pid'),
      yield* get(`/proc/${pid1}/root/proc/1/comm`),
      yield* get(`/proc/${pid1}/cgroup`),
    );
    note(yield* sys.readlink(`/proc/${pid1}/ns/mnt`));
  });
  expect(seen.slice(0, 4)).toEqual([
    `PPid:\t${m.host.shim.pid}`,
    `NSpid:\t${pid1}\t1`,
    `pid:[${m.k.hostNs.id}]`,
    'first\n',
  ]);
  expect(String(seen[4])).toContain(`8:pids:/docker/${m.c.id}\n`);
  expect(seen[5]).toBe(`mnt:[${m.c.mnt.id}]`);
});

test('the files of the machine', () => {
  const { notes } = inside(function* (note) {
    note(
      yield* get('/proc/loadavg'),
      yield* get('/proc/uptime'),
      String(yield* get('/proc/meminfo')).split('\n')[0],
      String(yield* get('/proc/version')).slice(0, 21),
    );
    note(
      yield* get('/proc/sys/kernel/hostname'),
      yield* get('/proc/sys/kernel/pid_max'),
      yield* put('/proc/sys/kernel/hostname', 'x'),
      yield* get('/proc/1/cgroup'),
    );
    note(
      String(yield* get('/proc/mounts')).split('\n')[0],
      String(yield* get('/proc/self/limits')).split('\n')[7],
      yield* sys.mkdir('/proc/x'),
      yield* put('/proc/uptime', 'x'),
      yield* sys.unlink('/proc/uptime'),
    );
  });
  expect(notes).toEqual([
    expect.stringMatching(/^\d\.\d\d \d\.\d\d \d\.\d\d 1\/\d+ \d+\n$/),
    expect.stringMatching(/^\d+\.\d\d \d+\.\d\d\n$/),
    'MemTotal:       25165824 kB',
    'Linux version 6.18.44',
    'web-0\n',
    '4194304\n',
    'EPERM',
    expect.stringMatching(/^9:name=systemd:\/\n8:pids:\/\n(.*\n)*0::\/\n$/),
    expect.stringMatching(/^overlay \/ overlay rw,relatime/),
    'Max processes             96365                96365                processes ',
    'ENOENT',
    expect.anything(),
    'EPERM',
  ]);
});

test('the pids group of a container: read inside, read-only there; written from the host', () => {
  const { m, notes } = inside(
    function* (note) {
      note(
        yield* get('/sys/fs/cgroup/pids.max'),
        yield* get('/sys/fs/cgroup/pids.current'),
        yield* get('/sys/fs/cgroup/pids.events'),
        yield* put('/sys/fs/cgroup/pids.max', '50'),
      );
      note(yield* get('/sys/fs/cgroup/cgroup.procs'), yield* get('/sys/fs/cgroup/tasks'));
    },
    { pidsMax: 20 },
  );
  expect(notes).toEqual(['20\n', '2\n', 'max 0\n', 'EROFS', '1\n2\n', '1\n2\n']);
  const dir = `/sys/fs/cgroup/pids/docker/${m.c.id}`;
  const seen = onNode(m, function* (note) {
    note(
      yield* put(`${dir}/pids.max`, '7\n'),
      yield* get(`${dir}/pids.max`),
      yield* put(`${dir}/pids.max`, 'x'),
      yield* put(`${dir}/pids.max`, 'max'),
      yield* get(`${dir}/pids.max`),
    );
    note(
      yield* get(`${dir}/cgroup.procs`),
      yield* get(`${dir}/pids.peak`),
      yield* sys.mkdir(`${dir}/sub`),
      yield* get(`${dir}/sub/pids.current`),
      yield* sys.rmdir(`${dir}/sub`),
      yield* sys.rmdir(dir),
    );
  });
  expect(seen).toEqual([2, '7\n', 'EINVAL', 3, 'max\n', `${m.c.init?.pid}\n`, '2\n', 0, '0\n', 0, 'EBUSY']);
});

test('freezer of version 1 keeps even SIGKILL waiting; version 2 does not; cgroup.kill ends all', () => {
  for (const version of [1, 2]) {
    const m = new TestMachine({});
    const dir = version === 1 ? `/sys/fs/cgroup/freezer/docker/${m.c.id}` : `/sys/fs/cgroup/unified/docker/${m.c.id}`;
    const [name, on, off] = version === 1 ? ['freezer.state', 'FROZEN', 'THAWED'] : ['cgroup.freeze', '1', '0'];
    expect(
      onNode(m, function* (note) {
        note(yield* put(`${dir}/${name}`, `${on}\n`), yield* get(`${dir}/${name}`), yield* put(`${dir}/${name}`, 'x'));
        if (version === 2) note(yield* get(`${dir}/cgroup.events`));
      }),
    ).toEqual([on.length + 1, `${on}\n`, 'EINVAL', ...(version === 2 ? ['populated 1\nfrozen 1\n'] : [])]);
    expect(m.task(1).state).toBe(version === 1 ? 'D' : 'S');
    m.hostKill(1, SIGKILL);
    expect(m.c.exitStatus).toBe(version === 1 ? undefined : SIGKILL);
    onNode(m, () => put(`${dir}/${name}`, off));
    expect(m.c.exitStatus).toBe(SIGKILL);
  }
  const m = new TestMachine({}).spawn('sleeper');
  expect(
    onNode(m, function* (note) {
      note(yield* put(`/sys/fs/cgroup/unified/docker/${m.c.id}/cgroup.kill`, '1'));
    }),
  ).toEqual([1]);
  expect(m.c.exitStatus).toBe(SIGKILL);
});

test('a seek to the start makes the text anew; masks follow signals', () => {
  const { notes } = inside(function* (note) {
    const fd = yield* sys.open('/proc/self/status', O_RDONLY);
    if (isErr(fd)) return;
    const mask = function* (): Sys<string | undefined> {
      yield* sys.lseek(fd, 0, 0);
      return /SigCgt:\t(\S+)/.exec(String(yield* sys.read(fd)))?.[1];
    };
    note(yield* mask());
    yield* sys.signal(SIGUSR1, function* () {});
    note(yield* mask());
  });
  expect(notes).toEqual(['0000000000000000', '0000000000000200']);
});
