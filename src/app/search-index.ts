/** Everything that can be searched: the sections, the pages, the commands of the machines, the words of the glossary. */
import { commands } from 'virtual:commands';
import course from '../../content/course.ts';
import { plain } from '../lesson/index.ts';
import type { SearchEntry } from '../ui/search.ts';
import { glossaryOf } from './lesson-parts.ts';

const PAGES: readonly SearchEntry[] = [
  { kind: 'page', title: 'Lab: PID 1', text: 'A container to take apart, with any program as PID 1', to: '/lab/pid1' },
  {
    kind: 'page',
    title: 'Lab: zombies',
    text: 'Choose who is PID 1, what leaves zombies, and how many processes the container may have',
    to: '/lab/zombies',
  },
  { kind: 'page', title: 'Progress', text: 'What is done; export, import, reset', to: '/progress' },
  { kind: 'page', title: 'Glossary', text: 'The words of the course', to: '/glossary' },
  {
    kind: 'page',
    title: 'The C of the machines',
    text: 'Reference: statements, types, functions, signals, errno, limits',
    to: '/reference/c',
  },
  { kind: 'page', title: 'About', text: 'How the models are checked and what they leave out', to: '/about' },
];

export async function searchIndex(): Promise<readonly SearchEntry[]> {
  const words = await glossaryOf('');
  const sections = course.flatMap((lesson) =>
    lesson.sections.map((section): SearchEntry => ({
      kind: 'section',
      title: section.title,
      text: `${lesson.title}. ${section.summary}`,
      to: `/learn/${lesson.id}/${section.id}`,
    })),
  );
  const quizzes = course
    .filter((lesson) => lesson.quizQuestions > 0)
    .map((lesson): SearchEntry => ({
      kind: 'page',
      title: `Quiz: ${lesson.title}`,
      text: `${lesson.quizQuestions} questions`,
      to: `/quiz/${lesson.id}`,
    }));
  const cards = course
    .filter((lesson) => lesson.built)
    .map((lesson): SearchEntry => ({
      kind: 'page',
      title: `Interview cards: ${lesson.title}`,
      text: 'Questions with follow-ups, to answer aloud',
      to: `/cards/${lesson.id}`,
    }));
  const terms = words.map((entry): SearchEntry => ({
    kind: 'word',
    title: entry.term,
    text: [entry.also?.join(', '), plain(entry.text)].filter(Boolean).join(' · '),
    to: `/glossary#${entry.id}`,
  }));
  const tools = commands.map(({ name, summary, pkg }): SearchEntry => ({
    kind: 'command',
    title: name,
    text: summary === '' ? `from ${pkg}` : summary,
    to: `/about#command-${name}`,
  }));
  return [...sections, ...quizzes, ...cards, ...PAGES, ...tools, ...terms];
}
