/** A zombie's three questions, and buttons that try the answers in the terminal. */
import { tabsOf } from '../../../adapters/lab/index.ts';
import type { MachineView, Script } from '../../../lesson/index.ts';
import { killLine, zombieAnswers, type Attempt, type Facts, type Way } from '../../../viz/index.ts';
import { Button } from '../../components/button.tsx';
import css from './zombie.module.css';

interface Props {
  readonly view: MachineView;
  readonly facts: Facts;
  readonly step: number;
  readonly pid: number;
  readonly live: boolean;
  readonly onRun: (script: Script) => void;
}

/** Which terminal can send it: a shell at its prompt that sees the target, or the host. */
function seatFor(view: MachineView, attempt: Attempt): { readonly tab: string; readonly from: 'container' | 'host' } {
  const target = view.processes.get(attempt.target);
  if (!attempt.fromHost && target) {
    for (const tab of tabsOf(view)) {
      const tty = view.ttys.find((each) => each.id === tab.id);
      const shell = tty && view.processes.get(tty.foreground);
      // Its own session's leader is in front: the shell is at its prompt.
      if (tab.where === 'container' && tab.open && shell?.sid === shell?.pid && shell?.ns === target.ns)
        return { tab: tab.tab, from: 'container' };
    }
  }
  return { tab: 'host', from: 'host' };
}

const EFFECTS: Readonly<Record<Way['effect'], string>> = { goes: 'it goes', stays: 'it stays', maybe: 'perhaps' };

function WayOut({ way, view, live, onRun }: { readonly way: Way } & Pick<Props, 'view' | 'live' | 'onRun'>) {
  const { attempt } = way;
  const seat = attempt && seatFor(view, attempt);
  const line = attempt && seat ? killLine(attempt, view, seat.from) : '';
  return (
    <li data-effect={way.effect}>
      <p className={css['head']}>
        <b>{way.title}</b>
        <em>{EFFECTS[way.effect]}</em>
      </p>
      <p>{way.words}</p>
      {seat ? (
        <Button
          className={css['try']}
          disabled={!live}
          title={
            live ? `Types it in the terminal ${seat.tab}` : 'You are looking at the past: continue from here first'
          }
          onClick={() => onRun([{ type: line, in: seat.tab }])}
        >
          <code>{line}</code>
          <span>{seat.from === 'host' ? 'on the host' : 'in the container'}</span>
        </Button>
      ) : null}
    </li>
  );
}

export function ZombieAnswers({ view, facts, step, pid, live, onRun }: Props) {
  const answers = zombieAnswers(view, facts, step, pid);
  if (!answers) return null;
  return (
    <div className={css['answers']}>
      <section>
        <h3>Who should {answers.alive ? 'collect' : 'have collected'} it?</h3>
        <p>{answers.who}</p>
      </section>
      <section>
        <h3>Why is it still there?</h3>
        <p>
          <b>{answers.why.short}.</b> {answers.why.words}
        </p>
        {answers.evidence.length === 0 ? null : (
          <dl>
            {answers.evidence.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        )}
      </section>
      <section>
        <h3>What would make it go?</h3>
        {live ? null : (
          <p className={css['past']}>You are looking at the past: continue from here to try any of these.</p>
        )}
        <ul>
          {answers.ways.map((way) => (
            <WayOut key={way.title} way={way} view={view} live={live} onRun={onRun} />
          ))}
        </ul>
      </section>
    </div>
  );
}
