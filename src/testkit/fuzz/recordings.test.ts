// A share link is foreign text: whatever was done to it, it is refused in words or becomes a sound machine.
import fc from 'fast-check';
import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import { beforeAll, expect, test } from 'vitest';
import { decodeShare, encodeShare, type Shared } from '../../adapters/lab/share.ts';
import { ReplayError, replay, Session } from '../../engine/index.ts';
import { utf8 } from '../../sim/kernel/abi/index.ts';
import { checkInvariants } from '../../sim/kernel/index.ts';
import { bootLab, labSimulator } from '../../sim/lab/full.ts';
import type { LabInit, LabInput, LabMachine } from '../../sim/lab/index.ts';
import { SCENARIOS } from '../lab/scenarios.ts';
import { cuts, damaged, type Json, mutate, mutations } from './mutations.ts';

const SEED = Number(process.env['FUZZ_SEED'] ?? 20_260);
const TIMES = Number(process.env['FUZZ_RUNS'] ?? 1);
const COUNT = 1_000 * TIMES;
/** Work units that a replay may take: a page gives up by the clock (adapters/lab/pacer.ts). */
const REPLAY_UNITS = 4_000;
const AFTER_UNITS = 300;

const MS = 1_000;
const script: readonly (readonly [LabInput, number])[] = [
  [{ kind: 'tty', tty: 0, data: 'sleep 30 &\r' }, 300],
  [{ kind: 'resize', tty: 0, rows: 30, cols: 100 }, 10],
  [{ kind: 'tty', tty: 0, data: 'kill -9 1; kill %1; echo $?\r' }, 300],
  [{ kind: 'file', container: 'web-0', path: '/tmp/x.sh', text: 'trap "echo T" TERM\nkill $$\n', mode: 0o755 }, 10],
  [{ kind: 'tty', tty: 0, data: '/tmp/x.sh; while :; do :; done\r' }, 20],
  [{ kind: 'tty', tty: 0, data: '\x03' }, 100],
  [{ kind: 'open', terminal: { kind: 'node' } }, 200],
  [{ kind: 'tty', tty: 1, data: 'docker ps\r' }, 200],
  [{ kind: 'tty', tty: 0, data: utf8('echo "é" | ca\t\r') }, 300],
];

/** What an honest machine recorded. */
function recorded(init: LabInit, scenario: string): Shared {
  const session = new Session(labSimulator, init, 'fuzz');
  session.run({ until: 400 * MS });
  for (const [input, ms] of script) {
    session.send(input);
    session.run({ until: session.now + ms * MS });
  }
  const { simulator, version, seed, inputs, end } = session.recording();
  return { setup: { scenario }, step: 3, recording: { simulator, version, seed, inputs, end } };
}

const bodyOf = (link: string): Json =>
  JSON.parse(strFromU8(inflateSync(Buffer.from(link.slice(link.indexOf('=') + 1), 'base64url')))) as Json;
const linkOf = (body: Json): string =>
  `m1=${Buffer.from(deflateSync(strToU8(JSON.stringify(body)), { level: 1 })).toString('base64url')}`;

/** Opens a link as the page does. What became of it, in a word. */
function opened(link: string): string {
  const found = decodeShare(`#${link}`);
  if (found === undefined) return 'none';
  if (found.kind === 'error') {
    expect(found.text).toMatch(/^This .*\.$/);
    return 'refused';
  }
  const { setup, recording } = found.shared;
  const scenario = SCENARIOS.find(({ id }) => id === setup.scenario);
  if (!scenario) return 'no such machine';
  let machine: LabMachine | undefined;
  const simulator = {
    ...labSimulator,
    boot: (init: LabInit, seed: string) => (machine = bootLab(init, seed)),
  };
  let units = 0;
  try {
    const session = replay(
      simulator,
      { ...recording, init: scenario.init },
      { budget: () => (units += 1) < REPLAY_UNITS },
    );
    session.send({ kind: 'tty', tty: 0, data: 'echo\r' });
    let after = 0;
    session.run({ until: session.now + 500 * MS, budget: () => (after += 1) < AFTER_UNITS });
    expect(session.view().processes.size).toBeGreaterThan(0);
    return 'replayed';
  } catch (failure) {
    if (!(failure instanceof ReplayError)) throw failure;
    return failure.why;
  } finally {
    if (machine) {
      checkInvariants(machine.k);
      expect(machine.k.crashes).toEqual([]);
    }
  }
}

let links: readonly string[] = [];
beforeAll(() => {
  links = ['bash', 'pid1'].map((id) => {
    const scenario = SCENARIOS.find((each) => each.id === id);
    if (!scenario) throw new Error(`no scenario ${id}`);
    return encodeShare(recorded(scenario.init, id));
  });
});

test('an honest recording is replayed', () => {
  expect(links.map(opened)).toEqual(['replayed', 'replayed']);
});

test(
  `${COUNT} mutated recordings are refused in words or give a sound machine`,
  () => {
    const ends: Record<string, number> = {};
    fc.assert(
      fc.property(fc.nat(), mutations, (which, changes) => {
        const end = opened(linkOf(mutate(bodyOf(links[which % links.length] ?? ''), changes)));
        ends[end] = (ends[end] ?? 0) + 1;
      }),
      { seed: SEED, numRuns: COUNT },
    );
    // All the ways are taken: the mutations are neither harmless nor hopeless.
    for (const end of ['refused', 'replayed', 'misfit']) expect(ends[end], end).toBeGreaterThan(COUNT / 40);
  },
  600_000 * TIMES,
);

test(
  'damaged links are refused in words or give a sound machine',
  () => {
    fc.assert(
      fc.property(fc.nat(), cuts, (which, cut) => void opened(damaged(links[which % links.length] ?? '', cut))),
      { seed: SEED, numRuns: COUNT / 2 },
    );
  },
  600_000 * TIMES,
);
