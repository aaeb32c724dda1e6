/** The prose of each section as a component of its own chunk, by `<lesson>/<section>`. */
import { lazy, type ComponentType } from 'react';

type Prose = ComponentType<{ components?: Readonly<Record<string, unknown>> }>;

const files = import.meta.glob<{ default: Prose }>(['../../content/*/*.mdx', '!../../content/_*/*.mdx']);

const PATH = /([^/]+)\/([^/]+)\.mdx$/;

export const prose: ReadonlyMap<string, Prose> = new Map(
  Object.entries(files).map(([path, load]) => {
    const [, lesson = '', section = ''] = PATH.exec(path) ?? [];
    return [`${lesson}/${section}`, lazy(load)];
  }),
);
