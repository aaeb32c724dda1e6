/** Where the claims come from. */
import type { Source } from '../../src/lesson/index.ts';

export default [
  {
    n: 1,
    title: 'Bash Reference Manual, 3.2.4',
    where: 'Lists of Commands',
    url: 'https://www.gnu.org/software/bash/manual/html_node/Lists.html',
  },
] satisfies readonly Source[];
