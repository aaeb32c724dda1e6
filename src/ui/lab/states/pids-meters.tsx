/** The pids controller: how full each group is, what zombies hold of it, and what fails next. */
import type { MachineView } from '../../../lesson/index.ts';
import { pidsMeters, type PidsMeter } from '../../../viz/index.ts';
import css from './pids-meters.module.css';

const share = (count: number, meter: PidsMeter): string => `${(count / meter.scale) * 100}%`;

/** Meters that are shown whole, however little there is to tell of them. */
const FEW = 2;

const telling = ({ max, zombies, refused, frozen }: PidsMeter): boolean =>
  max !== undefined || zombies > 0 || refused > 0 || frozen;

function Meter({ meter, brief }: { readonly meter: PidsMeter; readonly brief: boolean }) {
  const { label, max, current, peak, refused, zombies, full, frozen, next, path } = meter;
  return (
    <section
      className={css['meter']}
      data-full={full || undefined}
      data-brief={brief || undefined}
      aria-label={`pids cgroup ${label}`}
      title={path}
    >
      <header>
        <b>{label}</b>
        <span>
          <strong>{current}</strong>
          {brief ? '' : max === undefined ? ' pids, no limit' : ` of ${max} pids`}
        </span>
      </header>
      <div
        className={css['bar']}
        role="meter"
        aria-label="pids.current"
        aria-valuemin={0}
        aria-valuemax={meter.scale}
        aria-valuenow={current}
        aria-valuetext={`${current} of ${max ?? 'no limit'}, ${zombies} of them zombies`}
      >
        <i className={css['living']} style={{ width: share(Math.max(0, current - zombies), meter) }} />
        <i className={css['dead']} style={{ width: share(zombies, meter) }} />
        <i className={css['peak']} style={{ left: share(peak, meter) }} />
      </div>
      {brief ? null : (
        <p className={css['figures']}>
          <span>peak {peak}</span>
          <span data-some={zombies > 0 || undefined}>
            <i className={css['swatch']} /> {zombies} {zombies === 1 ? 'zombie' : 'zombies'}
          </span>
          <span data-bad={refused > 0 || undefined}>
            {refused} {refused === 1 ? 'fork' : 'forks'} refused
          </span>
          {frozen ? <span>frozen</span> : null}
        </p>
      )}
      {max === undefined ? null : <p className={css['next']}>{next}</p>}
    </section>
  );
}

export function PidsMeters({ view }: { readonly view: MachineView }) {
  const meters = pidsMeters(view);
  return (
    <div className={css['meters']}>
      {meters.map((meter) => (
        <Meter key={meter.path} meter={meter} brief={meters.length > FEW && !telling(meter)} />
      ))}
    </div>
  );
}
