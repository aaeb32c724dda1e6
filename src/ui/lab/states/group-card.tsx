/** The members of a cluster, one by one. */
import type { ProcessView } from '../../../lesson/index.ts';
import { innerPid, STATE_WORDS } from '../../../viz/index.ts';
import { Button } from '../../components/button.tsx';
import css from './group-card.module.css';
import { stateColour } from './token.tsx';

/** Members listed at once: more are a list that nobody reads. */
const LISTED = 600;

interface Props {
  readonly title: string;
  readonly members: readonly ProcessView[];
  readonly onSelect: (pid: number) => void;
  readonly onClose: () => void;
}

export function GroupCard({ title, members, onSelect, onClose }: Props) {
  const [first] = members;
  return (
    <section className={css['group']} aria-label={title}>
      <header>
        <h2>{title}</h2>
        <Button look="quiet" aria-label="Close the list" onClick={onClose}>
          ✕
        </Button>
      </header>
      <p>{first ? `${members.length}, ${STATE_WORDS[first.state]}. Choose one:` : 'Nobody is left here.'}</p>
      <ul>
        {members.slice(0, LISTED).map((process) => (
          <li key={process.pid}>
            <button
              type="button"
              aria-label={`${process.comm} ${innerPid(process)}`}
              title={process.comm}
              onClick={() => onSelect(process.pid)}
            >
              <i style={{ color: stateColour(process.state) }}>{process.state}</i>
              {innerPid(process)}
            </button>
          </li>
        ))}
      </ul>
      {members.length > LISTED ? <p>and {members.length - LISTED} more</p> : null}
    </section>
  );
}
