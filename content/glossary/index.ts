/** The words of the course. One file a lesson, in alphabetical order of the terms. */
import type { GlossaryEntry } from '../../src/lesson/index.ts';
import dns from './dns.ts';
import pid1 from './pid-1.ts';
import zombies from './zombies.ts';

export default [...dns, ...pid1, ...zombies].sort((a, b) =>
  a.term.toLowerCase() < b.term.toLowerCase() ? -1 : 1,
) satisfies readonly GlossaryEntry[];
