/** The pages that are written as files, with their titles: what the build renders, and what a tab is called. */
import course from '../../content/course.ts';
import { plain } from '../lesson/index.ts';
import { cardFiles, partFiles, quizFiles } from './lesson-parts.ts';

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
    path: 'lab/dns',
    title: 'Lab: resolvers side by side',
    description: 'glibc and musl look a name up: every query, when it left and why, with name servers that misbehave.',
    modules: [route('dns-lab')],
  },
  {
    path: 'glossary',
    title: 'Glossary',
    description: 'The words of the course, each in two sentences.',
    modules: [route('glossary')],
  },
  {
    path: 'reference/c',
    title: 'The C of the machines',
    description: 'Statements, types, functions, signals, errno and limits of the C that runs in the labs.',
    modules: [route('reference')],
  },
];

const planned: readonly Page[] = [
  ['review', 'Review', 'Interview cards that come back when they are due.'],
  ['interview', 'Interview', 'Timed mock interviews.'],
  ['train', 'Train a team', 'Presenter view and one machine for the whole room.'],
].map(([path = '', title = '', description = '']) => ({ path, title, description, modules: [route('coming')] }));

const built = course.filter((lesson) => lesson.built);

const lessons: readonly Page[] = course.map((lesson) => ({
  path: `learn/${lesson.id}`,
  title: lesson.title,
  description: plain(lesson.question),
  modules: [route('learn')],
}));

const sections: readonly Page[] = built.flatMap((lesson) =>
  lesson.sections.map((section) => ({
    path: `learn/${lesson.id}/${section.id}`,
    title: `${plain(section.title)} · ${lesson.title}`,
    description: section.summary,
    modules: [route('learn'), `content/${lesson.id}/${section.id}.mdx`, ...partFiles(lesson.id, section.id)],
  })),
);

const quizzes: readonly Page[] = built
  .filter((lesson) => lesson.quizQuestions > 0)
  .map((lesson) => ({
    path: `quiz/${lesson.id}`,
    title: `Quiz · ${lesson.title}`,
    description: `${lesson.quizQuestions} questions about ${lesson.title}.`,
    modules: [route('quiz'), ...quizFiles(lesson.id)],
  }));

const cards: readonly Page[] = built
  .filter((lesson) => cardFiles(lesson.id).length > 0)
  .map((lesson) => ({
    path: `cards/${lesson.id}`,
    title: `Interview cards · ${lesson.title}`,
    description: `Questions about ${lesson.title} with follow-ups, to answer aloud.`,
    modules: [route('cards'), ...cardFiles(lesson.id)],
  }));

/** What the page of a machine is called. */
export const labTitle = (scenario: string): string => `Lab: ${scenario}`;

/** All but those of the machines, which are in lab-pages.ts. */
export const pages: readonly Page[] = [...fixed, ...planned, ...lessons, ...sections, ...quizzes, ...cards];

/** What the tab of a page is called; `path` may begin with a slash. */
export function pageTitle(path: string): string {
  const wanted = path.replace(/^\/+|\/+$/g, '');
  const page = pages.find((each) => each.path === wanted);
  const machine = /^(?:lab|embed)\/([^/]+)$/.exec(wanted)?.[1];
  if (machine !== undefined) return `${labTitle(machine)} · Inside the Pod`;
  if (page === undefined) return 'Inside the Pod';
  return wanted === '' ? page.title : `${page.title} · Inside the Pod`;
}
