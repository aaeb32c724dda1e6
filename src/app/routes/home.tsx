/** The course map: a live machine, five lessons, where to go on. */
import course from '../../../content/course.ts';
import { continueAt, plain } from '../../lesson/index.ts';
import { LinkButton } from '../../ui/components/button.tsx';
import { HeroMachine } from '../../ui/home/hero-machine.tsx';
import { LessonCard } from '../../ui/home/lesson-card.tsx';
import { useProgress } from '../../ui/stores.tsx';
import { Frame } from '../frame.tsx';
import css from './home.module.css';

/** What the truth sets in use hold; the about page has the table. */
const RECORDINGS = 'about 2,100';

export default function Home() {
  const { progress } = useProgress();
  const next = continueAt(progress, course);
  const section = next?.lesson.sections.find((each) => each.id === next.section);
  const begun = progress.last !== undefined && section !== undefined && next !== undefined;
  return (
    <Frame wide>
      <section className={css['hero']}>
        <div>
          <h1>See what really happens inside a pod.</h1>
          <p className={css['lead']}>
            Five lessons, five machines you can take apart. Type a command, watch the kernel decide, step back, try it
            another way.
          </p>
          <p className={css['actions']}>
            {begun ? (
              <LinkButton look="primary" to={`/learn/${next.lesson.id}/${section.id}`}>
                <span>Continue: {plain(section.title)}</span>
              </LinkButton>
            ) : (
              <LinkButton
                look="primary"
                to={next && section ? `/learn/${next.lesson.id}/${section.id}` : '/learn/pid-1'}
              >
                Start with PID 1
              </LinkButton>
            )}
            <LinkButton to="/lab/pid1">Open the lab</LinkButton>
          </p>
          <p className={css['fine']}>
            Runs in this tab. No account, no cluster. Checked against {RECORDINGS} recordings of real systems.
          </p>
        </div>
        <HeroMachine />
      </section>
      <ol className={css['map']} aria-label="Lessons">
        {course.map((lesson) => (
          <li key={lesson.id}>
            <LessonCard lesson={lesson} progress={progress} />
          </li>
        ))}
      </ol>
      <section className={css['three']}>
        <div>
          <h2>On your own</h2>
          <p>Ten minutes a section. Progress stays on your device and goes where you go.</p>
        </div>
        <div>
          <h2>With a team</h2>
          <p>One machine on the wall, the same machine on every laptop, by link. No server.</p>
        </div>
        <div>
          <h2>Before an interview</h2>
          <p>A quiz per lesson today; question cards with follow-ups, against the clock, are coming.</p>
        </div>
      </section>
    </Frame>
  );
}
