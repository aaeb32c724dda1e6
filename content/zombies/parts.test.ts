// A section's page loads its own part of the lesson: everything that its prose refers to has to be in it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Prediction, Task } from '../../src/lesson/index.ts';
import lesson from './lesson.ts';

interface Part {
  readonly tasks: readonly Task[];
  readonly predictions: readonly Prediction[];
}

const named = (prose: string, tag: string, prop: string): readonly string[] =>
  [...prose.matchAll(new RegExp(`<${tag}\\b[^>]*\\b${prop}="([^"]+)"`, 'g'))].flatMap(([, ids = '']) =>
    ids.split(/\s+/),
  );

test.each(lesson.sections.map(({ id }) => id))('%s', async (id) => {
  const { default: part } = (await import(/* @vite-ignore */ `./parts/${id}.ts`)) as { default: Part };
  const prose = readFileSync(join(import.meta.dirname, `${id}.mdx`), 'utf8');
  expect(part.tasks.map((task) => task.id)).toEqual(expect.arrayContaining([...named(prose, 'Tasks', 'ids')]));
  expect(part.predictions.map((each) => each.id)).toEqual(expect.arrayContaining([...named(prose, 'Predict', 'id')]));
});
