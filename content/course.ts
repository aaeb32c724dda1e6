/** The course: its lessons in order. Adding one is a folder and a line here. */
import type { Lesson } from '../src/lesson/index.ts';
import dns from './dns/lesson.ts';
import pid1 from './pid-1/lesson.ts';
import zombies from './zombies/lesson.ts';

/** A lesson that is on the map and cannot be opened yet. `question` says what it will answer. */
function coming(id: string, title: string, question: string, checkedAgainst: string): Lesson {
  return { id, title, question, built: false, checkedAgainst, sections: [], quizQuestions: 0 };
}

export default [
  pid1,
  zombies,
  dns,
  coming(
    'manifests',
    'Helm, Kustomize and raw manifests',
    'Which layer set this line, and what did it override?',
    'Helm 4.1, kustomize 5.7',
  ),
  coming(
    'security',
    'Securing pods',
    'What does each field of a `securityContext` change in the process?',
    'Kubernetes 1.34',
  ),
] satisfies readonly Lesson[];
