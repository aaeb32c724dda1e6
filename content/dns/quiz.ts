/** The quiz: what is sent, when, by whom, and how one finds out. */
import type { Question } from '../../src/lesson/index.ts';
import basics from './quiz/basics.ts';
import practice from './quiz/practice.ts';

export default [...basics, ...practice] satisfies readonly Question[];
