/** Guesses made before the answer is shown. What the resolvers do is settled by lookups on one axis, the rest by a machine. */
import type { Prediction } from '../../src/lesson/index.ts';
import alpine from './predictions/alpine.ts';
import coredns from './predictions/coredns.ts';
import debug from './predictions/debug.ts';
import incidents from './predictions/incidents.ts';
import names from './predictions/names.ts';
import policy from './predictions/policy.ts';
import race from './predictions/race.ts';
import silence from './predictions/silence.ts';

export default [
  ...names,
  ...policy,
  ...alpine,
  ...silence,
  ...race,
  ...coredns,
  ...debug,
  ...incidents,
] satisfies readonly Prediction[];
