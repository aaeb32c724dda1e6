/**
 * Records what gcc and Linux make of the C programs under src/sim/cc/fixtures: `node scripts/run.mjs src/testkit/record/cc.ts`.
 * Programs: output and wait status. Wrong programs: the diagnostics of `gcc -Wall -c`. Needs gcc; tests need only the results.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomProgram } from './c-expressions.ts';

const FIXTURES = 'src/sim/cc/fixtures';

/** `=== name` above each program. */
function split(text: string): Map<string, string> {
  const parts = text.split(/^=== (.*)\n/m).slice(1);
  return new Map(parts.flatMap((part, i) => (i % 2 === 0 ? [[part, parts[i + 1] ?? ''] as const] : [])));
}

const dir = mkdtempSync(join(tmpdir(), 'cc-'));

function run(name: string, source: string): { output: string; status: number } | { failed: string } {
  writeFileSync(join(dir, 'main.c'), source, 'latin1');
  try {
    execFileSync('gcc', ['-w', '-O0', '-fwrapv', '-o', 'prog', 'main.c'], { cwd: dir, stdio: 'pipe' });
  } catch (error) {
    return { failed: `${name}: ${String((error as { stderr?: unknown }).stderr)}` };
  }
  const done = spawnSync('sh', ['-c', 'exec ./prog one "two words" 2>&1'], {
    cwd: dir, encoding: 'latin1', timeout: 20_000, env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
  }); // prettier-ignore
  const signal = done.signal ? constants.signals[done.signal] : 0;
  return { output: done.stdout, status: signal === 0 ? (done.status ?? 0) << 8 : signal };
}

function diagnose(source: string): string[] {
  writeFileSync(join(dir, 'main.c'), source, 'latin1');
  const done = spawnSync('gcc', ['-Wall', '-c', '-o', 'main.o', '-fno-diagnostics-show-caret', 'main.c'], {
    cwd: dir, encoding: 'utf8', env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
  }); // prettier-ignore
  return done.stderr.split('\n').filter((line) => /^main\.c:\d+:\d+: /.test(line));
}

for (const [folder, record] of [
  ['programs', run],
  ['errors', (_name: string, source: string) => diagnose(source)],
] as const) {
  for (const file of readdirSync(join(FIXTURES, folder)).filter((each) => each.endsWith('.c.txt'))) {
    const results = Object.fromEntries(
      [...split(readFileSync(join(FIXTURES, folder, file), 'latin1'))].map(([name, source]) => [
        name,
        record(name, source),
      ]),
    );
    writeFileSync(
      join(FIXTURES, folder, file.replace('.c.txt', '.json')),
      `${JSON.stringify(results, undefined, 1)}\n`,
    );
    process.stdout.write(`${folder}/${file}: ${Object.keys(results).length}\n`);
  }
}

const SEEDS = 80;
const random = Object.fromEntries(
  Array.from(
    { length: SEEDS },
    (_, i) => [`expressions ${i}`, run(String(i), randomProgram(`expressions ${i}`))] as const,
  ),
);
writeFileSync(join(FIXTURES, 'random.json'), `${JSON.stringify(random, undefined, 1)}\n`);
