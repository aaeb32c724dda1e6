// The `linux` truth set: scenarios of processes and signals, compared after every step.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseResult, TruthSet } from '../set.ts';
import { compareSnapshot, compareStep, type Difference } from './compare.ts';
import { Driver } from './driver.ts';
import type { Recorded } from './format.ts';
import { recordedIn } from './kept.ts';

/** Step kinds whose helper is not modelled, by name. */
function missingFeature(recorded: Recorded): string | undefined {
  for (const { step } of recorded.steps) {
    if (step.host_start !== undefined && step.host_start[0] !== '@fusehang.py')
      return `host program ${step.host_start[0] ?? ''}`;
  }
  return undefined;
}

function play(recorded: Recorded): Difference {
  const driver = new Driver(recorded.container);
  let opening: { output: string; prompt: string | undefined } | undefined;
  driver.start(recorded.session !== false, (o) => {
    opening = o;
  });
  if (recorded.opening && (opening?.output !== recorded.opening.output || opening.prompt !== recorded.opening.prompt)) {
    return { where: 'opening', expected: recorded.opening, got: opening };
  }
  const initial = driver.settle();
  const first = compareSnapshot('initial', recorded.initial, initial, recorded.volatile);
  if (first) return first;
  driver.skipLogs();
  for (const [index, expected] of recorded.steps.entries()) {
    const got = driver.play(expected.step);
    const difference = compareStep(index, expected, got, (text) => driver.normal(text), recorded.volatile);
    if (difference) return difference;
  }
  const [crash] = driver.machine.k.crashes;
  if (crash) throw crash;
  return undefined;
}

function resultOf(recorded: Recorded): CaseResult {
  const missing = missingFeature(recorded);
  if (missing) return { id: recorded.name, kind: 'skipped', detail: missing };
  try {
    const d = play(recorded);
    if (!d) return { id: recorded.name, kind: 'passed' };
    return {
      id: recorded.name,
      kind: 'failed',
      detail: `${d.where}\n    expected ${JSON.stringify(d.expected)}\n    got      ${JSON.stringify(d.got)}`,
    };
  } catch (error) {
    return {
      id: recorded.name,
      kind: 'failed',
      detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}

export const linuxSet: TruthSet = {
  name: 'linux',
  files: (dir) =>
    readdirSync(dir)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => join(dir, name)),
  play: (file, only) =>
    recordedIn(readFileSync(file, 'utf8'))
      .filter((recorded) => !only || only.has(recorded.name))
      .map(resultOf),
};
