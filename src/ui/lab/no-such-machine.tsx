/** A wrong address of a machine: says so, and shows those that there are. */
import { Link } from 'react-router';
import type { LabScenario } from '../../lesson/index.ts';
import { Notice } from '../components/notice.tsx';
import css from './no-such-machine.module.css';

interface Props {
  readonly id: string;
  readonly machines: readonly LabScenario[];
}

export default function NoSuchMachine({ id, machines }: Props) {
  return (
    <div className={css['page']}>
      <Notice tone="bad" title="There is no such machine.">
        The course has no machine called “{id}”. The link may come from another version. These are there:
      </Notice>
      <ul className={css['list']}>
        {machines.map((each) => (
          <li key={each.id}>
            <Link to={`/lab/${each.id}`}>{each.title}</Link>
            <span>{each.about}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
