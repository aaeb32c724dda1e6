/** The quiz of lesson 1: three questions a section, of every kind. */
import type { Question } from '../../src/lesson/index.ts';
import basics from './quiz/basics.ts';
import practice from './quiz/practice.ts';

export default [...basics, ...practice] satisfies readonly Question[];
