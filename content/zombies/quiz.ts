/** Questions on lesson 2, in the order of its sections. */
import type { Question } from '../../src/lesson/index.ts';
import basics from './quiz/basics.ts';
import practice from './quiz/practice.ts';

export default [...basics, ...practice] satisfies readonly Question[];
