/** One resolver's lookup: a row per name that it asked for, a bar per query, on the common axis. */
import { useRef, type CSSProperties, type KeyboardEvent } from 'react';
import { resolverOf } from '../../sim/dns/index.ts';
import { duration, place, type Axis, type Bar, type Lane as LaneData, type Tick } from '../../viz/dns/index.ts';
import css from './lane.module.css';

interface Props {
  readonly lane: LaneData;
  readonly axis: Axis;
  readonly ticks: readonly Tick[];
  readonly chosen: number | undefined;
  readonly onChoose: (query: number) => void;
}

const percent = (x: number): string => `${(x * 100).toFixed(3)}%`;

function verdict(lane: LaneData): readonly [text: string, strong: string, tone: 'ok' | 'bad' | 'wait'] {
  const took = lane.end === undefined ? '' : duration(lane.end - lane.start);
  if (lane.outcome === undefined) return ['still waiting after', '150 s', 'wait'];
  if (!lane.outcome.ok) return [`${lane.outcome.code} after`, took, 'bad'];
  return ['answer after', took, 'ok'];
}

function barStyle(bar: Bar, axis: Axis, offset: number): CSSProperties {
  const left = place(axis, bar.start - offset);
  return { left: percent(left), width: percent(place(axis, bar.end - offset) - left) };
}

const spoken = (bar: Bar, lane: LaneData): string =>
  bar.queries
    .map(
      (each) =>
        `${each.sent.name ?? ''} ${each.type} to ${each.server} at ${duration(each.start - lane.start)}: ${each.word}, ${duration(each.end - each.start)}`,
    )
    .join('; ');

export function Lane({ lane, axis, ticks, chosen, onChoose }: Props) {
  const resolver = resolverOf(lane.id);
  const list = useRef<HTMLDivElement>(null);
  const [text, strong, tone] = verdict(lane);
  const all = lane.rows.flatMap((row) => row.bars);
  const active = all.find((bar) => bar.queries.some((each) => each.query === chosen)) ?? all[0];
  // One stop of the Tab key per lane; the arrow keys go from query to query.
  const move = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const next = buttons[buttons.findIndex((each) => each === document.activeElement) + step];
    next?.focus();
    next?.click();
  };
  return (
    <section
      className={css['lane']}
      aria-label={`${resolver?.label ?? lane.id}: ${lane.queries} queries, ${text} ${strong}`}
    >
      <header>
        <h2>{resolver?.label ?? lane.id}</h2>
        <p>{resolver?.about}</p>
        <p className={css['sum']}>
          {lane.queries} {lane.queries === 1 ? 'query' : 'queries'} · {lane.packets} packets · {text}{' '}
          <b data-tone={tone}>{strong}</b>
        </p>
      </header>
      {lane.outcome === undefined ? null : (
        <p className={css['outcome']}>
          {lane.outcome.ok ? lane.outcome.addresses.slice(0, 4).join('  ') : lane.outcome.words}
          {lane.outcome.addresses.length > 4 ? ` and ${lane.outcome.addresses.length - 4} more` : ''}
        </p>
      )}
      {lane.rows.length === 0 ? <p className={css['none']}>Nothing was sent.</p> : null}
      <div className={css['rows']} ref={list} onKeyDown={move}>
        <div className={css['grid']} aria-hidden="true">
          {ticks.map((tick) => (
            <i key={tick.at} style={{ left: percent(tick.x) }} />
          ))}
          {lane.end === undefined ? null : (
            <i className={css['end']} data-tone={tone} style={{ left: percent(place(axis, lane.end - lane.start)) }} />
          )}
        </div>
        {lane.rows.map((row) => (
          <div key={row.asked + row.suffix} className={css['row']}>
            <span className={css['name']}>
              {row.asked}
              <i>{row.suffix}</i>
              <small>{row.types.join('+')}</small>
            </span>
            <span className={css['bars']}>
              {row.bars.map((bar) => (
                <button
                  key={bar.id}
                  type="button"
                  className={css['bar']}
                  style={barStyle(bar, axis, lane.start)}
                  data-kind={bar.kind}
                  data-half={bar.half}
                  aria-pressed={bar.queries.some((each) => each.query === chosen)}
                  tabIndex={bar === active ? 0 : -1}
                  aria-label={spoken(bar, lane)}
                  title={spoken(bar, lane)}
                  onClick={() => onChoose(bar.queries[0]?.query ?? 0)}
                >
                  <span>{bar.label}</span>
                </button>
              ))}
            </span>
          </div>
        ))}
      </div>
    </section>
  );
}
