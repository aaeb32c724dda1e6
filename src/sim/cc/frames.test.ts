// What a debugger sees: a step of the trace for each statement, frames and variables in the view of the process.
import { expect, test } from 'vitest';
import { TestMachine } from '../../testkit/kernel.ts';
import type { ProcessView } from '../kernel/index.ts';
import { compile } from './compile.ts';
import { programOf } from './run.ts';

function play(source: string, ms = 50): TestMachine {
  const compiled = compile(source, 'main.c');
  if (!compiled.ok) throw new Error(compiled.diagnostics[0]?.message);
  const m = new TestMachine({ prog: programOf(compiled.unit) }, 'sleeper');
  m.exec('prog');
  return m.run(ms);
}

/** The views of the program at each of its lines, in order. */
const seen = (m: TestMachine): ProcessView[] =>
  m.steps.flatMap(({ event, view }) => {
    const process = event.kind === 'line' ? view.processes.get(event.pid) : undefined;
    return process ? [process] : [];
  });

const SOURCE = `#include <unistd.h>
static int total = 1;
static int add(int a, int b)
{
    int sum = a + b;
    total += sum;
    return sum;
}
int main(void)
{
    char name[8] = "pod";
    const char *p = name;
    for (int i = 0; i < 2; i++)
        add(i, 10);
    pause();
    return *p;
}
`;

test('each statement is a step, before it runs', () => {
  expect(seen(play(SOURCE)).map((each) => each.line)).toEqual([11, 12, 13, 13, 14, 5, 6, 7, 13, 14, 5, 6, 7, 13, 15]);
});

test('frames, innermost first, with their variables; globals beside them', () => {
  const at = seen(play(SOURCE)).filter((each) => each.line === 6)[1];
  expect(at?.frames).toEqual([
    {
      fn: 'add',
      line: 6,
      variables: [
        { name: 'a', type: 'int', value: '1' },
        { name: 'b', type: 'int', value: '10' },
        { name: 'sum', type: 'int', value: '11' },
      ],
    },
    {
      fn: 'main',
      line: 14,
      variables: [
        { name: 'name', type: 'char[8]', value: '"pod"' },
        { name: 'p', type: 'const char *', value: expect.stringMatching(/^0x7ff[0-9a-f]+ "pod"$/) as string },
        { name: 'i', type: 'int', value: '1' },
      ],
    },
  ]);
  expect(at?.globals).toEqual([{ name: 'total', type: 'int', value: '11' }]);
  expect(at?.source).toEqual({ file: 'main.c', text: SOURCE });
});

test('a frame that has not changed is the same object as before', () => {
  const inside = seen(play(SOURCE)).filter((each) => each.frames?.[0]?.fn === 'add');
  expect(inside[1]?.frames?.[1]).toBe(inside[0]?.frames?.[1]);
});

test('a forked child has its own copy, also in its handlers', () => {
  const m = play(
    '#include <signal.h>\n#include <unistd.h>\nint n = 1;\nvoid on(int s) { n += s; }\n' +
      'int main(void) {\n  signal(SIGUSR1, on);\n  if (fork() == 0) {\n    raise(SIGUSR1);\n    pause();\n  }\n  pause();\n}\n',
  );
  const views = [...m.k.view().processes.values()].filter((each) => each.comm === 'prog');
  expect(views.map((each) => each.globals?.[0]?.value)).toEqual(['1', '11']);
});

test('a dead process shows neither frames nor source', () => {
  const m = play('#include <unistd.h>\nint main(void) { if (fork() == 0) return 3; for (;;) pause(); }\n');
  const zombie = [...m.k.view().processes.values()].find((each) => each.state === 'Z');
  expect([zombie?.frames, zombie?.source]).toEqual([undefined, undefined]);
});

test('an endless loop does not fill the trace, and says so', () => {
  const m = play('int main(void) { volatile int n = 0; while (1) n++; }', 3000);
  expect(m.events('line').length).toBeLessThan(1200);
  expect(m.events('limit').map(({ name }) => name)).toContain('LINES');
});

test('handlers are frames on top of what they interrupt', () => {
  const m = play(
    '#include <signal.h>\n#include <unistd.h>\nvoid on(int s) { pause(); }\nint main(void) { signal(SIGALRM, on); alarm(1); pause(); return 0; }',
    1500,
  );
  const views = [...m.k.view().processes.values()].find((each) => each.comm === 'prog');
  expect(views?.frames?.map(({ fn }) => fn)).toEqual(['on', 'main']);
});
