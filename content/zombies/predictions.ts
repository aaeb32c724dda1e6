/** Guesses made before the machine is asked. Each is proved by playing its `run`. */
import type { Prediction } from '../../src/lesson/index.ts';
import first from './predictions/first.ts';

export default [...first] satisfies readonly Prediction[];
