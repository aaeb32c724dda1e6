import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('names, types, sizes, times and actions', () => {
  expect(
    output(
      String.raw`mkdir -p d/s/t; cd d; touch a.c b.h s/c.c s/t/.x; ln -s a.c l; echo hi > n; find . | sort; find . -name '*.c' | sort; find . -type d | sort; find . -maxdepth 1 -type f -newer a.c; find . -size +0c -type f; find s -printf '%p %y %d\n' | sort; find . -name s -prune -o -type f -print | sort; find . -empty -type d; find . -name '*.h' -exec echo got {} ';'; find . -name '*.c' -exec echo {} + | tr ' ' '\n' | sort; find nodir; find . -bad; find . -name; echo $?`,
    ),
  ).toEqual({
    out: [
      '.',
      './a.c',
      './b.h',
      './l',
      './n',
      './s',
      './s/c.c',
      './s/t',
      './s/t/.x',
      './a.c',
      './s/c.c',
      '.',
      './s',
      './s/t',
      './n',
      './n',
      's d 0',
      's/c.c f 1',
      's/t d 1',
      's/t/.x f 2',
      './a.c',
      './b.h',
      './n',
      'got ./b.h',
      './a.c',
      './s/c.c',
      '1',
    ],
    err: [
      "find: 'nodir': No such file or directory",
      "find: unknown predicate `-bad'",
      "find: missing argument to `-name'",
    ],
    status: 0,
  });
});
