// Recordings of the real bash and dash, made with the recorder of truth/shell: what they print, the simulated shells print.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { shellSet } from './index.ts';

const DIR = join(import.meta.dirname, 'recordings');

describe('shell recordings', () => {
  const files = readdirSync(DIR).filter((name) => name.endsWith('.json'));

  test('are there', () => {
    expect(files.length).toBeGreaterThan(8);
  });

  test.each(files)(
    '%s',
    (name) => {
      const failed = shellSet.play(join(DIR, name)).filter((result) => result.kind === 'failed');
      expect(failed).toEqual([]);
    },
    60_000,
  );
});
