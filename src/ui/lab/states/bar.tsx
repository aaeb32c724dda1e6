/** What the state machine shows: whose processes, as a picture or a table, and how crowds are gathered. */
import type { ContainerChoice, Grouping, Scope } from '../../../viz/index.ts';
import css from './bar.module.css';

interface Props {
  readonly scope: Scope;
  readonly containers: readonly ContainerChoice[];
  readonly asTable: boolean;
  readonly grouping: Grouping;
  /** Some place is so full that its processes may be gathered. */
  readonly crowded: boolean;
  readonly onScope: (scope: Scope) => void;
  readonly onTable: (asTable: boolean) => void;
  readonly onGrouping: (grouping: Grouping) => void;
}

const scopeOf = (value: string): Scope =>
  value === 'all' ? 'all' : value.startsWith('in ') ? `in ${value.slice(3)}` : 'containers';

export function Bar(props: Props) {
  const { scope, containers, asTable, grouping, crowded } = props;
  const several = containers.length > 1;
  return (
    <div className={css['bar']}>
      <label>
        show
        <select value={scope} onChange={(event) => props.onScope(scopeOf(event.target.value))}>
          <option value="containers">{several ? 'all containers' : 'the container'}</option>
          {several
            ? containers.map(({ id, label }) => (
                <option key={id} value={`in ${id}`}>
                  {label}
                </option>
              ))
            : null}
          <option value="all">the host too</option>
        </select>
      </label>
      {crowded ? (
        <label>
          crowds by
          <select
            value={grouping}
            onChange={(event) => props.onGrouping(event.target.value === 'command' ? 'command' : 'parent')}
          >
            <option value="parent">parent</option>
            <option value="command">command</option>
          </select>
        </label>
      ) : null}
      <label>
        <input type="checkbox" checked={asTable} onChange={(event) => props.onTable(event.target.checked)} />
        as a table
      </label>
    </div>
  );
}
