/** Many processes of one place that share a parent or a command: a count, a name, and a small square for each. */
import type { CSSProperties, KeyboardEvent } from 'react';
import type { MachineView } from '../../../lesson/index.ts';
import { SQUARES, STATE_WORDS, who, type ClusterAt } from '../../../viz/index.ts';
import css from './cluster.module.css';
import { stateColour } from './token.tsx';

const PITCH = SQUARES.pitch;

interface Props {
  readonly spot: string;
  readonly cluster: ClusterAt;
  readonly view: MachineView;
  readonly current: boolean;
  readonly onOpen: (cluster: ClusterAt) => void;
  readonly onKey: (event: KeyboardEvent<HTMLElement>) => void;
}

/** Full rows and a last one; one square stands for `each` processes. */
function squares(count: number, w: number, h: number) {
  const columns = Math.floor((w - SQUARES.inset) / PITCH);
  const rows = Math.floor((h - SQUARES.words - SQUARES.foot) / PITCH);
  if (columns < 4 || rows < 2) return undefined;
  const each = [1, 2, 5, 10, 20, 50, 100].find((per) => count / per <= columns * rows) ?? 200;
  const drawn = Math.ceil(count / each);
  return { each, columns, full: Math.floor(drawn / columns), rest: drawn % columns };
}

export const clusterName = (view: MachineView, { group }: Pick<ClusterAt, 'group'>): string =>
  group.comm ?? (group.parent === undefined ? 'various' : `of ${who(view, group.parent)}`);

export function Cluster({ spot, cluster, view, current, onOpen, onKey }: Props) {
  const { group, place, x, y, w, h } = cluster;
  const count = group.members.length;
  const name = clusterName(view, cluster);
  const field = squares(count, w, h);
  const style: CSSProperties & { '--c': string } = {
    transform: `translate(${x}px, ${y}px)`,
    width: w,
    height: h,
    '--c': stateColour(place),
  };
  return (
    <button
      type="button"
      className={css['cluster']}
      data-spot={spot}
      style={style}
      tabIndex={current ? 0 : -1}
      aria-label={`${count} processes, ${STATE_WORDS[place]}: ${name}. Opens the list.`}
      title={`${count} × ${name}`}
      onClick={() => onOpen(cluster)}
      onKeyDown={onKey}
    >
      <span className={css['words']}>
        <b>{count}</b> {name}
        {field && field.each > 1 ? <em>a square is {field.each}</em> : null}
      </span>
      {field ? (
        <span className={css['field']} aria-hidden="true">
          <i style={{ width: field.columns * PITCH, height: field.full * PITCH }} />
          <i style={{ width: field.rest * PITCH, height: field.rest > 0 ? PITCH : 0 }} />
        </span>
      ) : null}
    </button>
  );
}
