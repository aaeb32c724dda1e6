// The recordings of real systems that the project keeps, played whole. A new failure is an error, and so is a case that passes without being asked to:
// the list of known failures says exactly what is missing.
import { expect, test } from 'vitest';
import { KNOWN_FAILURES } from './known-failures.ts';
import { failuresOf, KEPT_SETS, playKept } from './sets.ts';

/** A whole set takes some seconds, and machines are slow at times. */
const PATIENCE_MS = 240_000;

test.each(KEPT_SETS)(
  '$set.name: $cases recordings, $mustPass of which must pass',
  (kept) => {
    const results = playKept(kept);
    const known = KNOWN_FAILURES[kept.set.name] ?? {};
    const failures = failuresOf(results);
    const fresh = [...failures].filter(([id]) => !(id in known)).map(([id, where]) => `${id}: ${where}`);
    const healed = Object.keys(known).filter((id) => !failures.has(id));
    expect({ 'fails now': fresh, 'passes now (npm run -s truth -- --known)': healed }).toEqual({
      'fails now': [],
      'passes now (npm run -s truth -- --known)': [],
    });
    expect(results).toHaveLength(kept.cases);
    expect(results.filter(({ kind }) => kind === 'passed').length).toBeGreaterThanOrEqual(kept.mustPass);
  },
  PATIENCE_MS,
);
