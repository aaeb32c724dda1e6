/** The pages that are written as files, with their titles: what the build renders, and what a tab is called. */
import course from '../../content/course.ts';

export interface Page {
  /** Path below the site's root, without a leading slash; '' is the home page. */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  /** Lazy modules (from the project's root) that this page shows at once: its HTML preloads them. */
  readonly modules: readonly string[];
}

const route = (name: string): string => `src/app/routes/${name}.tsx`;

const fixed: readonly Page[] = [
  {
    path: '',
    title: 'Inside the Pod: what really happens inside a Kubernetes pod',
    description:
      'An interactive course with machines you can take apart: a kernel, resolvers, manifests and admission.',
    modules: [route('home')],
  },
  {
    path: 'about',
    title: 'About',
    description: 'How the models are checked, and what they leave out.',
    modules: [route('about')],
  },
  {
    path: 'progress',
    title: 'Progress',
    description: 'What you have read, solved and answered.',
    modules: [route('progress')],
  },
  {
    path: 'glossary',
    title: 'Glossary',
    description: 'The words of the course, each in two sentences.',
    modules: [route('glossary')],
  },
];

const built = course.filter((lesson) => lesson.built);

const sections: readonly Page[] = built.flatMap((lesson) =>
  lesson.sections.map((section) => ({
    path: `learn/${lesson.id}/${section.id}`,
    title: `${section.title.replaceAll('`', '')} · ${lesson.title}`,
    description: section.summary,
    modules: [route('learn'), `content/${lesson.id}/${section.id}.mdx`],
  })),
);

const scenarios = [...new Set(built.flatMap((lesson) => lesson.sections.map((section) => section.lab.scenario)))];

const machines: readonly Page[] = scenarios.flatMap((id) => [
  { path: `lab/${id}`, title: `Lab: ${id}`, description: 'A machine to take apart.', modules: [route('lab')] },
  { path: `embed/${id}`, title: `Lab: ${id}`, description: 'A machine to take apart.', modules: [route('embed')] },
]);

export const pages: readonly Page[] = [...fixed, ...sections, ...machines];
