// Namespaces, files of the machine and cgroup files in /proc and /sys.
import { expect, test } from 'vitest';
import { TestMachine } from '../../../testkit/kernel.ts';
import { get, inside, onNode, put } from '../../../testkit/probe.ts';
import { isErr, SIGKILL, sys } from '../abi/index.ts';

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
