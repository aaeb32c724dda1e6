/** The parts of lessons that are chunks of their own, each loaded once. */
import type { Card, GlossaryEntry, Prediction, Question, Source, Task } from '../lesson/index.ts';
import type { LessonParts } from '../ui/learn/lesson-context.ts';

interface Default<T> {
  readonly default: T;
}
type Loaders<T> = Readonly<Record<string, (() => Promise<Default<T>>) | undefined>>;

const tasks = import.meta.glob<Default<readonly Task[]>>('../../content/*/tasks.ts');
const predictions = import.meta.glob<Default<readonly Prediction[]>>('../../content/*/predictions.ts');
/** Of a lesson with much to do: what one section needs, so that it does not wait for the others'. */
const perSection = import.meta.glob<Default<Pick<LessonParts, 'tasks' | 'predictions'>>>('../../content/*/parts/*.ts');
const sources = import.meta.glob<Default<readonly Source[]>>('../../content/*/sources.ts');
const quizzes = import.meta.glob<Default<readonly Question[]>>('../../content/*/quiz.ts');
const cards = import.meta.glob<Default<readonly Card[]>>('../../content/*/cards.ts');
const glossary = import.meta.glob<Default<readonly GlossaryEntry[]>>('../../content/glossary/index.ts');

const at = (lesson: string, part: string): string => `../../content/${lesson}/${part}.ts`;

/** Names of the parts that a section's page shows, as paths from the project's root: for the pages' preloads. */
export function partFiles(lesson: string, section: string): readonly string[] {
  const own = `parts/${section}`;
  const found: readonly (readonly [string, Loaders<unknown>])[] = [
    ...(perSection[at(lesson, own)]
      ? ([[own, perSection]] as const)
      : ([
          ['tasks', tasks],
          ['predictions', predictions],
        ] as const)),
    ['sources', sources],
  ];
  return found.flatMap(([part, loaders]) => (loaders[at(lesson, part)] ? [`content/${lesson}/${part}.ts`] : []));
}

/** The same for the quiz, which is a page of its own. */
export const quizFiles = (lesson: string): readonly string[] =>
  quizzes[at(lesson, 'quiz')] ? [`content/${lesson}/quiz.ts`] : [];

/** And for the interview cards. */
export const cardFiles = (lesson: string): readonly string[] =>
  cards[at(lesson, 'cards')] ? [`content/${lesson}/cards.ts`] : [];

async function load<T>(loaders: Loaders<readonly T[]>, path: string): Promise<readonly T[]> {
  return (await loaders[path]?.())?.default ?? [];
}

/** React reads a promise again at every attempt to draw: it must be the same one. */
function once<T>(make: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const made = new Map<string, Promise<T>>();
  return (key) => {
    const promise = made.get(key) ?? make(key);
    made.set(key, promise);
    return promise;
  };
}

/** By `lesson/section`. */
export const partsOf = once(async (key: string): Promise<LessonParts> => {
  const [lesson = '', section = ''] = key.split('/');
  const own = perSection[at(lesson, `parts/${section}`)];
  const [mine, ss] = await Promise.all([
    own
      ? own().then((module) => module.default)
      : Promise.all([load(tasks, at(lesson, 'tasks')), load(predictions, at(lesson, 'predictions'))]).then(
          ([ts, ps]) => ({
            tasks: ts,
            predictions: ps,
          }),
        ),
    load(sources, at(lesson, 'sources')),
  ]);
  return { ...mine, sources: ss };
});

export const quizOf = once((lesson: string) => load(quizzes, at(lesson, 'quiz')));
export const cardsOf = once((lesson: string) => load(cards, at(lesson, 'cards')));
export const glossaryOf = once(() => load(glossary, at('glossary', 'index')));
