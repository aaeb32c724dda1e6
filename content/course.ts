/** The course: its lessons in order. Adding one is a folder and a line here. */
import type { Lesson } from '../src/lesson/index.ts';
import pid1 from './pid-1/lesson.ts';

/** A lesson that is on the map and cannot be opened yet. */
function soon(id: string, title: string, question: string, checkedAgainst: string): Lesson {
  return { id, title, question, built: false, checkedAgainst, sections: [], quizQuestions: 0 };
}

export default [
  pid1,
  soon('zombies', 'Zombie processes', 'What does a dead process still hold, and who has to bury it?', 'Linux 6.18'),
  soon(
    'dns',
    'DNS in Kubernetes',
    'Why does one name take eight questions, or five seconds?',
    'glibc 2.36, musl 1.2.3, Go 1.19',
  ),
  soon('manifests', 'Helm, Kustomize and raw manifests', 'Who set this line of the manifest?', 'kustomize 5.7'),
  soon('security', 'Securing pods', 'What does each line of a securityContext stop?', 'Kubernetes 1.34'),
] satisfies readonly Lesson[];
