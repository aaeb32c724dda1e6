/** Guesses made before the machine is asked. Each is proved by playing its `run`. */
import type { Prediction } from '../../src/lesson/index.ts';
import first from './predictions/first.ts';
import parents from './predictions/parents.ts';
import pods from './predictions/pods.ts';
import { reaperPredictions } from './predictions/reaper.ts';

export default [...first, ...parents, ...reaperPredictions, ...pods] satisfies readonly Prediction[];
