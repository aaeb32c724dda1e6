/**
 * `npm test`: everything that must hold, one stage after the other, one line each. A stage that fails prints what it said and
 * the rest still runs. The last line counts stages and tests. A test that was skipped could not run, and counts as failed.
 *
 * `npm test -- lint types` runs only the named stages.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { ensureBrowser } from './browser.ts';

interface Count {
  readonly passed: number;
  readonly failed: number;
}

interface Stage {
  readonly name: string;
  /** In which file tests are counted, and how; a stage without tests counts as one. */
  readonly count?: { readonly file: string; readonly read: (report: unknown) => Count };
  readonly command: readonly string[];
}

const CACHE = resolve('node_modules/.cache/test');
const UNIT = resolve(CACHE, 'unit.json');
const E2E = resolve(CACHE, 'e2e.json');
const bin = (name: string): string => resolve('node_modules/.bin', name);
const own = (script: string): readonly string[] => [process.execPath, 'scripts/run.mjs', `scripts/${script}.ts`];

function countUnit(report: unknown): Count {
  const r = report as { numTotalTests: number; numPassedTests: number; numFailedTestSuites: number };
  // A file that cannot be loaded has no tests to count, but it has failed.
  const broken = r.numTotalTests === r.numPassedTests ? r.numFailedTestSuites : 0;
  return { passed: r.numPassedTests, failed: r.numTotalTests - r.numPassedTests + broken };
}

function countE2e(report: unknown): Count {
  const { stats } = report as { stats: { expected: number; unexpected: number; skipped: number; flaky: number } };
  return { passed: stats.expected, failed: stats.unexpected + stats.skipped + stats.flaky };
}

const STAGES: readonly Stage[] = [
  { name: 'format', command: [bin('prettier'), '--check', '--log-level', 'warn', '.'] },
  { name: 'lint', command: [bin('eslint'), '--max-warnings', '0', '.'] },
  { name: 'types', command: own('types') },
  { name: 'lock', command: own('lock') },
  { name: 'licences', command: own('licences') },
  { name: 'unused', command: own('unused') },
  {
    name: 'unit',
    command: [bin('vitest'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${UNIT}`],
    count: { file: UNIT, read: countUnit },
  },
  { name: 'content', command: own('content') },
  { name: 'build', command: own('build') },
  { name: 'sizes', command: own('sizes') },
  {
    name: 'e2e',
    command: [bin('playwright'), 'test', '--reporter=line,json'],
    count: { file: E2E, read: countE2e },
  },
];

/** Runs a command and gives back all that it said; with CI=true, so that nothing waits for a person. */
function run(command: readonly string[]): Promise<{ readonly ok: boolean; readonly output: string }> {
  return new Promise((done) => {
    const [program = '', ...args] = command;
    const env = { ...process.env, CI: 'true', NO_COLOR: '1', PLAYWRIGHT_JSON_OUTPUT_FILE: E2E };
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const said: Buffer[] = [];
    child.stdout.on('data', (data: Buffer) => said.push(data));
    child.stderr.on('data', (data: Buffer) => said.push(data));
    child.on('error', (error) => done({ ok: false, output: error.message }));
    child.on('close', (code) => done({ ok: code === 0, output: Buffer.concat(said).toString('utf8') }));
  });
}

/** What the stage counted; undefined when its report is not there. */
function counted({ count }: Stage): Count | undefined {
  if (count === undefined) return { passed: 0, failed: 0 };
  try {
    return count.read(JSON.parse(readFileSync(count.file, 'utf8')));
  } catch {
    return undefined;
  }
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !STAGES.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(`no stage ${unknown.join(', ')}; there are ${STAGES.map((stage) => stage.name).join(', ')}`);
  process.exit(2);
}
const stages = STAGES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));

mkdirSync(CACHE, { recursive: true });
const total = { passed: 0, failed: 0 };
for (const stage of stages) {
  if (stage.name === 'e2e') ensureBrowser((line) => console.log(line));
  if (stage.count !== undefined) rmSync(stage.count.file, { force: true });
  const began = performance.now();
  const { ok, output } = await run(stage.command);
  const count = counted(stage);
  const good = ok && count !== undefined && count.failed === 0 && (stage.count === undefined || count.passed > 0);
  if (!good) console.log(output.trimEnd());
  const tests =
    stage.count === undefined || count === undefined ? '' : `  ${count.passed} passed, ${count.failed} failed`;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${good ? 'ok    ' : 'FAILED'} ${stage.name.padEnd(8)} ${seconds.padStart(6)} s${tests}`);
  total.passed += (count?.passed ?? 0) + (good ? 1 : 0);
  total.failed += (count?.failed ?? 0) + (good ? 0 : 1);
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
