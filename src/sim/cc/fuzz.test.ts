// No input hangs the compiler or the machine, and none makes our code throw. Seeded: a failure can be repeated.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Rng } from '../../engine/index.ts';
import { TestMachine } from '../../testkit/kernel.ts';
import { compile, type Compiled } from './compile.ts';
import { casesOf } from './fixtures.ts';
import { MAX_SOURCE } from './lex.ts';
import { executable } from './executable.ts';
import { imageProgram } from './image.ts';
import { diagnosticText } from './message.ts';
import { programOf } from './run.ts';

const FOLDER = new URL('./fixtures/programs/', import.meta.url);
const SOURCES = readdirSync(FOLDER)
  .filter((each) => each.endsWith('.c.txt'))
  .flatMap((file) => casesOf(readFileSync(new URL(file, FOLDER), 'latin1')).map(([, source]) => source));

const TOKENS =
  `int char long unsigned static const struct union enum typedef void if else while for do switch case default break continue
return goto sizeof { } ( ) [ ] ; , . -> + - * / % & | ^ ~ ! < > = == != += ++ -- << >> && || ? : ... # x y main printf fork "s" 'c' 0 1 4294967295 0x7f
sigaction wait NULL a.b *p &x (int) \n #define #include <stdio.h> #if #endif __attribute__((x)) double asm`.split(/ /);

/** Compiles; whatever comes out must be printable. */
function survive(source: string): Compiled {
  const compiled = compile(source, 'main.c', { wall: true });
  expect(diagnosticText(compiled.diagnostics, source, 'main.c').length).toBeLessThan(20_000_000);
  expect(compiled.ok).toBe(!compiled.diagnostics.some((each) => each.severity === 'error'));
  return compiled;
}

/** Runs for a while; the machine must come through. */
function run(compiled: Compiled, ms = 20): TestMachine {
  const unit = compiled.ok ? compiled.unit : undefined;
  const m = new TestMachine(unit ? { prog: programOf(unit) } : {}, 'sleeper', { pidsMax: 30 });
  if (unit) m.exec('prog');
  m.run(ms);
  expect(m.k.crashes).toEqual([]);
  return m;
}

const pick = <T>(rng: Rng, list: readonly T[]): T => list[rng.below(list.length)] as T;

describe('the compiler', () => {
  test('random bytes', () => {
    const rng = new Rng('bytes');
    for (let i = 0; i < 150; i += 1) {
      survive(Array.from({ length: rng.below(200) }, () => String.fromCharCode(rng.below(256))).join(''));
    }
  });

  test('token soup', () => {
    const rng = new Rng('soup');
    for (let i = 0; i < 150; i += 1) {
      const soup = Array.from({ length: rng.below(80) }, () => pick(rng, TOKENS)).join(' ');
      survive(i % 2 === 0 ? soup : `int main(void) { ${soup} }`);
    }
  });

  test('programs with pieces cut out, doubled and swapped', () => {
    const rng = new Rng('mutants');
    for (let i = 0; i < 120; i += 1) {
      let source = pick(rng, SOURCES);
      for (let n = rng.below(4); n >= 0; n -= 1) {
        const at = rng.below(source.length);
        const piece = source.slice(at, at + rng.below(12));
        const to = rng.below(source.length);
        source = pick(rng, [
          source.slice(0, at) + source.slice(at + piece.length),
          source.slice(0, to) + piece + source.slice(to),
          source.slice(0, to) + pick(rng, TOKENS) + source.slice(to + 1),
        ]);
      }
      survive(source);
    }
  });

  test.each([
    ['parentheses', `int main(void) { return ${'('.repeat(20_000)}1${')'.repeat(20_000)}; }`],
    ['blocks', `int main(void) ${'{'.repeat(20_000)}${'}'.repeat(20_000)}`],
    ['pointers', `int ${'*'.repeat(20_000)}p; int main(void) { return 0; }`],
    ['unary operators', `int main(void) { return ${'-~!'.repeat(10_000)}1; }`],
    ['a long sum', `int main(void) { return ${'1+'.repeat(100_000)}1; }`],
    ['a long assignment', `int main(void) { int a; ${'a='.repeat(20_000)}1; }`],
    ['subscripts', `int main(void) { int *a; a${'[0]'.repeat(30_000)}; }`],
    ['else if', `int main(void) { ${'if (1) ; else '.repeat(20_000)}; }`],
    ['structs', `${'struct { '.repeat(5_000)}int x; ${'} a; '.repeat(5_000)} int main(void) { return 0; }`],
    ['braces of an initialiser', `int a[] = ${'{'.repeat(20_000)}1${'}'.repeat(20_000)}; int main(void) { return 0; }`],
    ['conditions', `#if ${'('.repeat(20_000)}1\n#endif`],
    [
      'macros that double',
      `${Array.from({ length: 60 }, (_, i) => `#define M${i + 1} M${i} M${i}`).join('\n')}\nint M60;`,
    ],
    ['declarators', `int ${'('.repeat(5_000)}x${')'.repeat(5_000)}; int main(void) { return 0; }`],
    ['a huge array', 'char a[4000000000000]; int b[1000000][1000000]; int main(void) { char c[90000000]; return 0; }'],
    ['a huge struct', 'struct s { char a[60000000]; char b[60000000]; } x; int main(void) { return 0; }'],
    ['a huge index', 'int a[] = {[2000000000] = 1}; int main(void) { return 0; }'],
  ])('deep nesting and huge numbers: %s', (_name, source) => {
    survive(source);
  });

  test('a megabyte is refused, half of it is read', () => {
    expect(survive(' '.repeat(MAX_SOURCE + 1)).diagnostics[0]?.message).toBe(
      `this compiler reads at most ${MAX_SOURCE} bytes of source`,
    );
    survive('int main(void) { return 0; }\n'.repeat(10_000));
    survive('x'.repeat(MAX_SOURCE));
    survive('"'.repeat(100_000));
    survive('#'.repeat(100_000));
  });
});

describe('the machine', () => {
  test.each([
    ['an endless loop', 'int main(void) { for (;;) ; }'],
    ['an endless loop of calls', 'int f(void) { return 1; } int main(void) { while (f()) ; }'],
    ['endless recursion', 'int f(int n) { return f(n + 1) + 1; } int main(void) { return f(0); }'],
    ['a fork bomb', '#include <unistd.h>\nint main(void) { for (;;) fork(); }'],
    ['endless output', '#include <stdio.h>\nint main(void) { for (;;) printf("x"); }'],
    ['all memory', '#include <stdlib.h>\nint main(void) { while (malloc(1000000)) ; return 3; }'],
    [
      'a handler that faults',
      '#include <signal.h>\nvoid h(int s) { *(int *)0 = s; }\nint main(void) { signal(SIGSEGV, h); *(int *)0 = 1; }',
    ],
    [
      'a handler that is no function',
      '#include <signal.h>\nint main(void) { signal(SIGUSR1, (void (*)(int))1234); raise(SIGUSR1); return 0; }',
    ],
    [
      'bad pointers for the library',
      '#include <stdio.h>\n#include <string.h>\n#include <unistd.h>\nint main(void) { write(1, (char *)5, 10); execv((char *)8, 0); puts((char *)7); return strlen(0); }',
    ],
    ['a format that lies', '#include <stdio.h>\nint main(void) { printf("%s %n %*d %-9999999d %.*s\\n"); return 0; }'],
    ['huge counts', '#include <string.h>\nchar a[9];\nint main(void) { memset(a, 1, -1); return 0; }'],
    [
      'setvbuf and friends on nothing',
      '#include <stdio.h>\nint main(void) { fclose((FILE *)3); fflush(stdout); fclose(stdout); printf("x"); return 0; }',
    ],
    [
      'exit inside atexit',
      '#include <stdlib.h>\nvoid f(void) { exit(2); }\nint main(void) { atexit(f); atexit(f); return 1; }',
    ],
    ['vfork that returns', '#include <unistd.h>\nint f(void) { return vfork(); }\nint main(void) { f(); return 0; }'],
  ])('%s', (_name, source) => {
    run(survive(source), 50);
  });

  test('mutated programs that still compile', () => {
    const rng = new Rng('running mutants');
    let ran = 0;
    for (let i = 0; i < 400 && ran < 20; i += 1) {
      const source = pick(rng, SOURCES).replace(/\b\d+\b/g, (n) =>
        rng.below(6) === 0 ? pick(rng, ['0', '1', '-1', '65536', '2147483647']) : n,
      );
      const compiled = survive(source);
      if (!compiled.ok) continue;
      ran += 1;
      run(compiled, 10);
    }
    expect(ran).toBe(20);
  });

  test('files that pretend to be executables', () => {
    const rng = new Rng('images');
    for (let i = 0; i < 50; i += 1) {
      const image = Array.from({ length: rng.below(60) }, () => String.fromCharCode(rng.below(256))).join('');
      expect(typeof imageProgram(image)).toBe('function');
      expect(executable(image).startsWith('\x7fELF')).toBe(true);
    }
  });
});
