/** Tasks that tick from the machine's state: hints look at what was done, help comes in steps, and a script can do it. */
import { useEffect, useState } from 'react';
import { lessonProgress, type LabSetup, type Task } from '../../lesson/index.ts';
import { Button } from '../components/button.tsx';
import { Inline } from '../components/inline.tsx';
import { Tick } from '../components/tick.tsx';
import { fits, useLabBus, type Observed } from '../lab-bus.ts';
import { useProgress, useStores } from '../stores.tsx';
import { useLesson } from './lesson-context.ts';
import { Block } from './block.tsx';
import css from './task-list.module.css';

/** What the machine says about each task: done, a hint, or that another machine is wanted. */
interface Said {
  readonly hint: string | undefined;
  readonly elsewhere: boolean;
}

function useVerdicts(tasks: readonly Task[], setupOf: (task: Task) => LabSetup): ReadonlyMap<string, Said> {
  const { lesson } = useLesson();
  const bus = useLabBus();
  const progress = useStores()?.progress;
  const [said, setSaid] = useState<ReadonlyMap<string, Said>>(new Map());
  useEffect(() => {
    if (!bus || !progress) return undefined;
    const judge = ({ setup, run }: Observed): void => {
      const next = new Map<string, Said>();
      for (const task of tasks) {
        if (!fits(setup, setupOf(task))) {
          next.set(task.id, { hint: undefined, elsewhere: true });
          continue;
        }
        const verdict = task.check(run);
        if (verdict.done) progress.append({ kind: 'task', lesson: lesson.id, task: task.id });
        next.set(task.id, { hint: verdict.done ? undefined : verdict.hint, elsewhere: false });
      }
      setSaid((before) =>
        [...next].every(([id, { hint, elsewhere }]) => {
          const old = before.get(id);
          return old?.hint === hint && old?.elsewhere === elsewhere;
        }) && before.size === next.size
          ? before
          : next,
      );
    };
    return bus.onReport(judge);
    // The tasks of a section are constant.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [bus, progress, lesson.id]);
  return said;
}

function TaskItem({ task, done, said, setup }: { task: Task; done: boolean; said: Said | undefined; setup: LabSetup }) {
  const [hints, setHints] = useState(0);
  const bus = useLabBus();
  return (
    <li className={done ? css['done'] : undefined}>
      <Tick state={done ? 'done' : 'empty'} label={done ? 'Done:' : 'To do:'} />
      <div className={css['what']}>
        <Inline text={task.title} />
        {done ? null : (
          <div className={css['help']}>
            {said?.hint === undefined ? null : (
              <p className={css['hint']} role="status">
                <Inline text={said.hint} />
              </p>
            )}
            {task.hints.slice(0, hints).map((hint) => (
              <p key={hint}>
                <Inline text={hint} />
              </p>
            ))}
            <span className={css['buttons']}>
              {said?.elsewhere === true ? (
                <button type="button" onClick={() => bus?.ask(setup, undefined, true)}>
                  Set up the machine for this
                </button>
              ) : null}
              {hints < task.hints.length ? (
                <button type="button" onClick={() => setHints(hints + 1)}>
                  {hints === 0 ? 'Hint' : 'Another hint'}
                </button>
              ) : null}
              <button type="button" onClick={() => bus?.ask(setup, task.solution)}>
                Show me
              </button>
            </span>
          </div>
        )}
      </div>
    </li>
  );
}

export function TaskList({ ids, title }: { readonly ids: string; readonly title?: string }) {
  const here = useLesson();
  const bus = useLabBus();
  const { progress } = useProgress();
  const wanted = ids.split(/\s+/).filter(Boolean);
  const tasks = wanted.flatMap((id) => here.tasks.find((task) => task.id === id) ?? []);
  const setupOf = (task: Task): LabSetup => task.lab ?? here.section.lab;
  const said = useVerdicts(tasks, setupOf);
  const done = lessonProgress(progress, here.lesson.id).tasks;
  const open = tasks.filter((task) => !done.has(task.id));
  const [first] = open;
  return (
    <Block
      tag="Try it"
      tone="ok"
      title={title ?? 'Do it on the machine'}
      action={
        first ? (
          <Button onClick={() => bus?.ask(setupOf(first), first.solution)}>Run it for me</Button>
        ) : (
          <span className={css['all']}>All done</span>
        )
      }
    >
      <ul className={css['tasks']}>
        {tasks.map((task) => (
          <TaskItem key={task.id} task={task} done={done.has(task.id)} said={said.get(task.id)} setup={setupOf(task)} />
        ))}
      </ul>
    </Block>
  );
}
