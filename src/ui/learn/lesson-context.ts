/** The lesson around a piece of prose: what its tags refer to by id. */
import { createContext, use } from 'react';
import type { Lesson, Prediction, Section, Source, Task } from '../../lesson/index.ts';

export interface LessonParts {
  readonly tasks: readonly Task[];
  readonly predictions: readonly Prediction[];
  readonly sources: readonly Source[];
}

export interface LessonHere extends LessonParts {
  readonly lesson: Lesson;
  readonly section: Section;
}

export const LessonContext = createContext<LessonHere | undefined>(undefined);

export function useLesson(): LessonHere {
  const here = use(LessonContext);
  if (!here) throw new Error('prose is shown outside of a lesson');
  return here;
}
