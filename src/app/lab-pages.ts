/**
 * A page for each machine of the course, alone and as an embed. Apart from pages.ts, because only the build may know all
 * machines at once: a reader's browser loads them with the lab.
 */
import scenarios from '../../content/scenarios.ts';
import { BASE_SCENARIOS } from '../sim/lab/index.ts';
import { labTitle, type Page } from './pages.ts';

const machines = new Map([...BASE_SCENARIOS, ...scenarios].map(({ id, about }) => [id, about]));

export const labPages: readonly Page[] = [...machines].flatMap(([id, description]) =>
  ['lab', 'embed'].map((kind) => ({
    path: `${kind}/${id}`,
    title: labTitle(id),
    description,
    modules: [`src/app/routes/${kind}.tsx`],
  })),
);
