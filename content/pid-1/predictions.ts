/** Guesses made before the machine is asked. Each is proved by playing its `run`. */
import type { Prediction } from '../../src/lesson/index.ts';
import first from './predictions/first.ts';
import runtimes from './predictions/runtimes.ts';
import shutdown from './predictions/shutdown.ts';

export default [...first, ...runtimes, ...shutdown] satisfies readonly Prediction[];
