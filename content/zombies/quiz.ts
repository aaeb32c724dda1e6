/** Questions on lesson 2, in the order of its sections. */
import type { Question } from '../../src/lesson/index.ts';
import basics from './quiz/basics.ts';

export default [...basics] satisfies readonly Question[];
