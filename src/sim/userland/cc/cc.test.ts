// The way of the lab: a program is edited in a container, compiled there, and runs as PID 1 after a restart.
import { expect, test } from 'vitest';
import { executable } from '../../cc/index.ts';
import { execIn } from '../../container/runtime/index.ts';
import { bootLab } from '../../lab/full.ts';
import { oneContainer } from '../../lab/index.ts';
import type { LabMachine } from '../../lab/index.ts';

const FIRST = '#include <unistd.h>\nint main(void) { for (;;) pause(); }\n';
const SECOND = `#include <stdio.h>
#include <unistd.h>
int main(int argc, char **argv)
{
    printf("%s is %d\\n", argv[0], getpid());
    fflush(stdout);
    for (;;)
        pause();
}
`;

function boot(): LabMachine {
  const files = { '/app/init': { text: executable(FIRST, 'init.c'), mode: 0o755 } };
  const m = bootLab(oneContainer(['/app/init'], { files }, []), 'cc');
  return run(m, 1);
}

function run(m: LabMachine, seconds: number): LabMachine {
  const end = m.now + seconds * 1_000_000;
  for (let units = 0; units < 100_000; units += 1) {
    if (!m.runnable) {
      const next = m.nextDeadline();
      if (next === undefined || next > end) break;
      m.advance(next);
    } else if (m.now > end) break;
    m.dispatch();
    m.drain();
  }
  m.advance(end);
  return m;
}

/** Output and exit status of a command in the container. */
function sh(m: LabMachine, command: string): [string, number | undefined] {
  const c = m.container('web-0');
  if (!c) throw new Error('no container');
  const session = execIn(m.host, c, { argv: ['sh', '-c', command] });
  run(m, 5);
  return [session.output, session.status === undefined ? undefined : session.status >> 8];
}

const edit = (m: LabMachine, text: string): void =>
  m.send({ kind: 'file', container: 'web-0', path: '/app/init.c', text });
const init = (m: LabMachine) => [...m.view().processes.values()].find((each) => each.nspid[1] === 1);

test('compiled, restarted, PID 1', () => {
  const m = boot();
  expect([init(m)?.exe, init(m)?.source?.text]).toEqual(['/app/init', FIRST]);
  edit(m, SECOND);
  expect(
    sh(m, 'cd /app && cc -Wall -o init init.c; ls -l init | cut -c1-10; head -c 4 init | od -c | head -1'),
  ).toEqual(['-rwxr-xr-x\n0000000 177   E   L   F\n', 0]);
  expect(init(m)?.source?.text).toBe(FIRST);
  m.send({ kind: 'node', command: 'docker restart -t 1 web-0' });
  run(m, 5);
  expect([init(m)?.comm, init(m)?.line, init(m)?.source]).toEqual(['init', 8, { file: 'init.c', text: SECOND }]);
  expect(
    m
      .container('web-0')
      ?.logs.map((each) => each.bytes)
      .join(''),
  ).toBe('/app/init is 1\n');
  expect(sh(m, 'readlink /proc/1/exe; cat /proc/1/comm; tr "\\0" " " < /proc/1/cmdline')[0]).toBe(
    '/app/init\ninit\n/app/init ',
  );
});

test('what does not compile leaves the old program in place', () => {
  const m = boot();
  edit(m, 'int main(void)\n{\n    return 0\n}\n');
  expect(sh(m, 'cd /app; gcc -o init init.c; echo $?; ./init & sleep 1; kill %1')[0]).toBe(
    "init.c: In function 'main':\ninit.c:3:13: error: expected ';' before '}' token\n" +
      '    3 |     return 0\n      |             ^\n      |             ;\n    4 | }\n      | ~            \n1\n',
  );
});

test('gcc is called as gcc is', () => {
  const m = boot();
  edit(m, 'int main(void) { return 3; }\n');
  expect(sh(m, 'cd /tmp; gcc /app/init.c && ./a.out; echo $?')[0]).toBe('3\n');
  expect(sh(m, 'gcc')).toEqual(['gcc: fatal error: no input files\ncompilation terminated.\n', 1]);
  expect(sh(m, 'cc nope.c')).toEqual([
    'cc1: fatal error: nope.c: No such file or directory\ncompilation terminated.\n',
    1,
  ]);
  expect(sh(m, 'gcc -o')[0]).toBe(
    "gcc: error: missing filename after '-o'\ngcc: fatal error: no input files\ncompilation terminated.\n",
  );
  expect(sh(m, 'gcc -foo /app/init.c')[0]).toBe("gcc: error: unrecognized command-line option '-foo'\n");
  expect(sh(m, 'gcc -o /nodir/x /app/init.c')[0]).toBe(
    '/usr/bin/ld: cannot open output file /nodir/x: No such file or directory\ncollect2: error: ld returned 1 exit status\n',
  );
});
