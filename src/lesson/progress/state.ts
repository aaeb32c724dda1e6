// What the log amounts to: a pure function from events to what is done, where the learner was and what was weak.
import type { Answer, Id, Lesson } from '../schema.ts';
import { isKnown, type Fact, type ProgressEvent, type StoredEvent } from './events.ts';

export interface Answered {
  readonly answer: Answer;
  readonly right: boolean;
  readonly at: number;
  readonly attempts: number;
}

export interface LessonProgress {
  readonly read: ReadonlySet<Id>;
  readonly tasks: ReadonlySet<Id>;
  /** First choice per prediction: a prediction is made once. */
  readonly predictions: ReadonlyMap<Id, Id>;
  /** Latest answer per question. */
  readonly answers: ReadonlyMap<Id, Answered>;
}

export interface Progress {
  readonly lessons: ReadonlyMap<Id, LessonProgress>;
  /** Where "Continue" leads: the section opened last. */
  readonly last: { readonly lesson: Id; readonly section: Id } | undefined;
  /** The reset that counts, when there is one: what undo names. */
  readonly reset: ProgressEvent | undefined;
}

export const NO_LESSON_PROGRESS: LessonProgress = {
  read: new Set(),
  tasks: new Set(),
  predictions: new Map(),
  answers: new Map(),
};

interface Draft {
  read: Set<Id>;
  tasks: Set<Id>;
  predictions: Map<Id, Id>;
  answers: Map<Id, Answered>;
}

/** `events` in the order of time, as mergeEvents gives them. */
export function progressOf(events: readonly StoredEvent[]): Progress {
  const known = events.filter(isKnown);
  const undone = new Set(known.flatMap((event) => (event.kind === 'undo' ? [event.of] : [])));
  const resetIndex = known.findLastIndex((event) => event.kind === 'reset' && !undone.has(event.id));
  const lessons = new Map<Id, Draft>();
  const lesson = (id: Id): Draft => {
    const found = lessons.get(id) ?? { read: new Set(), tasks: new Set(), predictions: new Map(), answers: new Map() };
    lessons.set(id, found);
    return found;
  };
  let last: Progress['last'];
  for (const event of known.slice(resetIndex + 1)) {
    if (event.kind === 'opened') last = { lesson: event.lesson, section: event.section };
    else if (event.kind === 'read') lesson(event.lesson).read.add(event.section);
    else if (event.kind === 'task') lesson(event.lesson).tasks.add(event.task);
    else if (event.kind === 'predicted') {
      const { predictions } = lesson(event.lesson);
      if (!predictions.has(event.prediction)) predictions.set(event.prediction, event.option);
    } else if (event.kind === 'answered') {
      const { answers } = lesson(event.lesson);
      const attempts = (answers.get(event.question)?.attempts ?? 0) + 1;
      answers.set(event.question, { answer: event.answer, right: event.right, at: event.at, attempts });
    }
  }
  return { lessons, last, reset: resetIndex < 0 ? undefined : known[resetIndex] };
}

export const lessonProgress = (progress: Progress, lesson: Id): LessonProgress =>
  progress.lessons.get(lesson) ?? NO_LESSON_PROGRESS;

/** Would this fact change anything? What changes nothing is not appended. */
export function isNews(progress: Progress, fact: Fact): boolean {
  if (fact.kind === 'opened') return progress.last?.lesson !== fact.lesson || progress.last.section !== fact.section;
  if (fact.kind === 'reset') return progress.lessons.size > 0 || progress.last !== undefined;
  if (fact.kind === 'undo' || fact.kind === 'answered') return true;
  const before = lessonProgress(progress, fact.lesson);
  if (fact.kind === 'read') return !before.read.has(fact.section);
  if (fact.kind === 'task') return !before.tasks.has(fact.task);
  return !before.predictions.has(fact.prediction);
}

/** The next place to go: the section opened last if it is unread, else the first unread one, else the lesson's quiz. */
export function continueAt(
  progress: Progress,
  course: readonly Lesson[],
): { readonly lesson: Lesson; readonly section: Id | undefined } | undefined {
  const built = course.filter((lesson) => lesson.built);
  const known = (lesson: Lesson | undefined): lesson is Lesson => lesson !== undefined;
  const last = progress.last;
  const current = built.find((lesson) => lesson.id === last?.lesson) ?? built.find(known);
  if (!current) return undefined;
  const { read } = lessonProgress(progress, current.id);
  const lastSection = current.sections.find((section) => section.id === last?.section);
  if (lastSection && !read.has(lastSection.id)) return { lesson: current, section: lastSection.id };
  const from = lastSection ? current.sections.indexOf(lastSection) : 0;
  const inOrder = [...current.sections.slice(from), ...current.sections.slice(0, from)];
  return { lesson: current, section: inOrder.find((section) => !read.has(section.id))?.id };
}
