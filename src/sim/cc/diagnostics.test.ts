// Wrong programs: the same messages at the same places as `gcc -Wall -c` gave (src/testkit/record/cc.ts).
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compile } from './compile.ts';
import { diagnosticText } from './message.ts';
import { casesOf } from './fixtures.ts';

const FOLDER = new URL('./fixtures/errors/', import.meta.url);

/** Where gcc says more than this compiler, or recovers otherwise after the first error. Everything it says first is the same. */
const DIFFERENT = new Set(
  (
    'conflicting-implicit not-a-function missing-colon for-with-commas unterminated-string missing-bracket incompatible-pointers ' +
    'arguments read-only handler-type casts fork-pointer parentheses'
  ).split(' '),
);

const told = (source: string): string[] =>
  compile(source, 'main.c', { wall: true })
    .diagnostics.filter(({ message }) => !message.startsWith('undefined reference'))
    .map(({ line, column, severity, message, option }) => {
      const fatal = message.endsWith('No such file or directory') ? 'fatal error' : severity;
      return `main.c:${line}:${column}: ${fatal}: ${message}${option === undefined ? '' : ` [${option}]`}`;
    });

for (const file of readdirSync(FOLDER).filter((each) => each.endsWith('.c.txt'))) {
  const recorded = JSON.parse(readFileSync(new URL(file.replace('.c.txt', '.json'), FOLDER), 'utf8')) as Record<
    string,
    string[]
  >;
  describe(file.replace('.c.txt', ''), () => {
    for (const [name, source] of casesOf(readFileSync(new URL(file, FOLDER), 'latin1'))) {
      test(name, () => {
        const ours = told(source).sort();
        const gcc = [...(recorded[name] ?? [])].sort();
        if (DIFFERENT.has(name)) expect(ours.filter((each) => gcc.includes(each)).length).toBeGreaterThan(0);
        else expect(ours).toEqual(gcc);
      });
    }
  });
}

test('messages are printed as gcc prints them', () => {
  const source = 'int main(void)\n{\n\treturn x;\n}\nint f(void) { return g(); }\n';
  expect(diagnosticText(compile(source, 'a.c').diagnostics, source, 'a.c')).toBe(
    "a.c: In function 'main':\n" +
      "a.c:3:16: error: 'x' undeclared (first use in this function)\n    3 |         return x;\n      |                ^\n" +
      'a.c:3:16: note: each undeclared identifier is reported only once for each function it appears in\n    3 |         return x;\n      |                ^\n' +
      "a.c: In function 'f':\n" +
      "a.c:5:22: warning: implicit declaration of function 'g' [-Wimplicit-function-declaration]\n    5 | int f(void) { return g(); }\n      |                      ^\n",
  );
});

test('what the language does not have is named', () => {
  const first = (source: string): string | undefined => compile(source, 'a.c').diagnostics[0]?.message;
  expect(first('int main(void) { double d = 1; return 0; }')).toBe("this compiler does not know 'double'");
  expect(first('int main(void) { return 1.5; }')).toBe('this compiler does not know floating-point constants');
  expect(first('int main(int n, char **v) { int a[n]; return 0; }')).toBe(
    'this compiler does not know arrays of variable length',
  );
  expect(first('struct s { int a : 3; }; int main(void) { return 0; }')).toBe('this compiler does not know bit-fields');
  expect(first('#define F(...) 1\nint main(void) { return 0; }')).toBe(
    'this compiler does not know macros with variable arguments',
  );
  expect(first('int main(void) { return ({ 1; }); }')).toBe('this compiler does not know statement expressions');
});

test('a function that is nowhere is reported as the linker does', () => {
  const source = 'int helper(int);\nint main(void)\n{\n    return helper(1);\n}\n';
  expect(diagnosticText(compile(source, 'a.c').diagnostics, source, 'a.c')).toBe(
    "/usr/bin/ld: a.c:4: undefined reference to `helper'\ncollect2: error: ld returned 1 exit status\n",
  );
});
