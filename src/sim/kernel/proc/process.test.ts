// The files of one process in /proc: formats, links, rights, zombies, threads.
import { expect, test } from 'vitest';
import { sleeper } from '../../../testkit/kernel.ts';
import { get, inside, put } from '../../../testkit/probe.ts';
import { isErr, O_RDONLY, SIGUSR1, sys, type Sys } from '../abi/index.ts';

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
    'Groups:\t ',
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
  expect(String(stat)).toMatch(/^3 \(probe\) R 0 3 3 0 -1 4194560 /);
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
