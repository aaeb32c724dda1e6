/** Interview cards of lesson 1. */
import type { Card } from '../../src/lesson/index.ts';
import kernel from './cards/kernel.ts';
import stopping from './cards/stopping.ts';

export default [...kernel, ...stopping] satisfies readonly Card[];
