/** Imports go one way only. The table is scripts/layers.mjs; this reads the whole tree and compares. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { judge, layerOf } from '../../../scripts/layers.mjs';
import { importsOf, modules } from './imports.ts';

/** Far below what there is, far above what a walk that lost its way would find. Raise it as the tree grows. */
const AT_LEAST_MODULES = 150;
const AT_LEAST_IMPORTS = 400;

const code = modules().filter((file) => !file.endsWith('.mdx'));

test('every import of the tree is allowed by the table of layers', () => {
  const imports = code.flatMap((file) => importsOf(file));
  const wrong = imports.flatMap(({ from, to }) => {
    const reason = judge(from, to);
    return reason === undefined ? [] : [`${from}: ${reason}`];
  });
  expect(wrong).toEqual([]);
  expect(code.length).toBeGreaterThan(AT_LEAST_MODULES);
  expect(imports.length).toBeGreaterThan(AT_LEAST_IMPORTS);
});

test('every module below src and content belongs to a layer', () => {
  const homeless = code.filter((f) => /^(?:src|content)\//.test(f) && !f.endsWith('.d.ts') && layerOf(f) === undefined);
  expect(homeless).toEqual([]);
});

test('prose imports nothing: its components come by provider', () => {
  const prose = modules().filter((file) => file.endsWith('.mdx'));
  expect(prose.length).toBeGreaterThan(0);
  expect(
    prose.filter((file) => /^(?:import|export)\s/m.test(readFileSync(file, 'utf8').replace(/^```[^]*?^```/gm, ''))),
  ).toEqual([]);
});

test('the judge says no, and why', () => {
  expect(judge('src/sim/kernel/task/exit.ts', 'src/sim/shell/index.ts')).toBe(
    'src/sim/kernel may not import src/sim/shell (ARCHITECTURE.md, "The tree")',
  );
  expect(judge('src/lesson/task.ts', 'src/sim/kernel/task/exit.ts')).toContain('is entered through');
  expect(judge('src/engine/clock.ts', 'react')).toContain('may not be imported');
  expect(judge('src/lesson/task.ts', 'node:fs')).toContain('may not be imported');
  expect(judge('src/ui/a.tsx', 'src/app/routes.tsx')).toContain('may not import');
  expect(judge('src/sim/kernel/task/exit.ts', 'src/sim/kernel/state.ts')).toBeUndefined();
  expect(judge('src/ui/a.tsx', 'src/viz/index.ts')).toBeUndefined();
});
