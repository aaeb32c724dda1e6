/** One resolver's lookup: a row per name that it asked for, a bar per query, on the common axis. */
import { Fragment, memo, useRef, useState, type CSSProperties, type KeyboardEvent } from 'react';
import { resolverOf } from '../../sim/dns/index.ts';
import {
  duration,
  marksOf,
  place,
  type Axis,
  type Bar,
  type Lane as LaneData,
  type Mark,
  type Row as RowData,
  type Tick,
} from '../../viz/dns/index.ts';
import { Verdict, verdictOf, type Tone } from './verdict.tsx';
import css from './lane.module.css';

interface Props {
  readonly lane: LaneData;
  readonly axis: Axis;
  readonly ticks: readonly Tick[];
  /** Of the plot, in pixels. */
  readonly width: number;
  readonly chosen: number | undefined;
  /** A or B, when two configurations are compared. */
  readonly side?: 'a' | 'b' | undefined;
  readonly onChoose: (lane: string, query: number, side: 'a' | 'b') => void;
  readonly inline: boolean;
  /** Instead of the resolver's name. */
  readonly title?: string | undefined;
  /** Look closer at what lies between these moments. */
  readonly onCloser: (from: number, to: number) => void;
}

/** A bar is never narrower. */
const NARROWEST_PX = 11;
/** A letter of the words in bars, and what stands around a word. */
const LETTER_PX = 7;
const AROUND_PX = 12;
/** More names are shown when asked for. */
const MANY_ROWS = 40;

const percent = (x: number): string => `${(x * 100).toFixed(3)}%`;

const spoken = (bar: Bar, lane: LaneData): string =>
  bar.queries
    .map(
      (each) =>
        `${each.sent.name ?? ''} ${each.type} to ${each.server} at ${duration(each.start - lane.start)}: ${each.word}, ${duration(each.end - each.start)}`,
    )
    .join('; ');

const fits = (word: string, px: number): boolean => word.length * LETTER_PX + AROUND_PX <= px;

/** What there is room for. */
function wordFor(bar: Bar, px: number): string {
  const words = bar.kind === 'found' ? [bar.label, bar.middle] : [bar.label, bar.middle, bar.brief];
  return words.find((word) => fits(word, px)) ?? (bar.kind === 'found' ? bar.brief : '');
}

/** A small bar's word stands behind it, when nothing else does. */
function wordBeside(mark: Mark, marks: readonly Mark[], px: number): string {
  if (mark.kind === 'crowd' || mark.x1 <= 0) return '';
  const { bar } = mark;
  const trackOf = (each: Mark): number | undefined => (each.kind === 'bar' ? each.bar.track : each.bars[0]?.track);
  const next = marks
    .filter(
      (each) =>
        each !== mark && each.x0 >= mark.x0 && (bar.track === undefined || (trackOf(each) ?? bar.track) === bar.track),
    )
    .reduce((least, each) => Math.min(least, each.x0), 1);
  const words = [bar.label, bar.middle].map((word) => word.replace(/^✓ /, ''));
  return words.find((word) => fits(word, (next - mark.x1) * px)) ?? '';
}

function styleOf({ x0, x1 }: Mark, track: number | undefined): CSSProperties {
  return {
    left: percent(x0),
    width: percent(x1 - x0),
    ...(track === undefined ? {} : { top: `${track * 1.2}rem`, height: '1.1rem' }),
  };
}

const besideStyle = (mark: Mark, track: number | undefined): CSSProperties => ({
  left: percent(mark.x1),
  ...(track === undefined ? {} : { top: `${track * 1.2}rem`, height: '1.1rem' }),
});

interface RowProps extends Omit<Props, 'ticks' | 'side' | 'inline' | 'title' | 'onChoose'> {
  readonly row: RowData;
  readonly active: Bar | undefined;
  readonly onChoose: (query: number) => void;
}

function Row({ row, lane, axis, width, chosen, active, onChoose, onCloser }: RowProps) {
  const narrowest = NARROWEST_PX / Math.max(200, width);
  const marks = marksOf(row.bars, axis, lane.start, narrowest);
  return (
    <div className={css['row']}>
      <span className={css['name']} title={row.asked + row.suffix}>
        <span>
          {row.asked}
          <i>{row.suffix}</i>
        </span>
        <small>{row.types.join('+')}</small>
      </span>
      <span className={css['bars']} style={row.tracks > 1 ? { height: `${row.tracks * 1.2}rem` } : undefined}>
        {marks.map((mark) => {
          if (mark.kind === 'crowd') {
            const [first] = mark.bars;
            const until = Math.max(...mark.bars.map((bar) => bar.end)) - lane.start;
            const from = (first?.start ?? 0) - lane.start;
            const words = `${mark.bars.length} queries between ${duration(from)} and ${duration(until)}: look closer`;
            return (
              <button
                key={`crowd ${first?.id}`}
                type="button"
                className={css['crowd']}
                style={styleOf(mark, first?.track)}
                tabIndex={mark.bars.some((bar) => bar === active) ? 0 : -1}
                aria-label={words}
                title={words}
                onClick={() => onCloser(from, until)}
              >
                {mark.bars.length}
              </button>
            );
          }
          const { bar } = mark;
          const word = wordFor(bar, (mark.x1 - mark.x0) * width);
          const beside = word.length < 2 ? wordBeside(mark, marks, width) : '';
          return (
            <Fragment key={bar.id}>
              <button
                type="button"
                className={css['bar']}
                style={styleOf(mark, bar.track)}
                data-query={bar.queries[0]?.query}
                data-kind={bar.kind}
                data-cut={
                  bar.start - lane.start < axis.from ? 'left' : bar.end - lane.start > axis.to ? 'right' : undefined
                }
                aria-pressed={bar.queries.some((each) => each.query === chosen)}
                tabIndex={bar === active ? 0 : -1}
                aria-label={spoken(bar, lane)}
                title={spoken(bar, lane)}
                onClick={() => onChoose(bar.queries[0]?.query ?? 0)}
              >
                {word === '' ? null : <span className={word.length < 3 ? css['tick'] : undefined}>{word}</span>}
              </button>
              {beside === '' ? null : (
                <span
                  className={css['beside']}
                  style={besideStyle(mark, bar.track)}
                  data-kind={bar.kind}
                  aria-hidden="true"
                >
                  {beside}
                </span>
              )}
            </Fragment>
          );
        })}
      </span>
    </div>
  );
}

function endStyle(lane: LaneData, axis: Axis): CSSProperties | undefined {
  const end = lane.end === undefined ? undefined : lane.end - lane.start;
  return end === undefined || end < axis.from || end > axis.to ? undefined : { left: percent(place(axis, end)) };
}

export const Lane = memo(function Lane({
  lane,
  axis,
  ticks,
  width,
  chosen,
  side,
  inline,
  title,
  onChoose,
  onCloser,
}: Props) {
  const resolver = resolverOf(lane.id);
  const list = useRef<HTMLDivElement>(null);
  const [more, showMore] = useState(false);
  const verdict = verdictOf(lane);
  const all = lane.rows.flatMap((row) => row.bars);
  const inside = all.filter((bar) => bar.start - lane.start <= axis.to && bar.end - lane.start >= axis.from);
  const active = inside.find((bar) => bar.queries.some((each) => each.query === chosen)) ?? inside[0];
  const rows = more ? lane.rows : lane.rows.slice(0, MANY_ROWS);
  const label = title ?? resolver?.label ?? lane.id;
  const tone: Tone = verdict.tone;
  // One stop of the Tab key per lane; the arrow keys go from query to query.
  const move = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const next = buttons[buttons.findIndex((each) => each === document.activeElement) + step];
    next?.focus();
    // A crowd is opened by Enter only: the arrows would never get past it.
    if (next?.dataset['query'] !== undefined) next.click();
  };
  const ends = endStyle(lane, axis);
  // In prose a lane is no part of the page's outline.
  const Heading = inline ? 'b' : 'h2';
  const Box = inline ? 'div' : 'section';
  return (
    <Box
      className={css['lane']}
      {...(inline ? { role: 'group' } : {})}
      data-side={side}
      aria-label={`${label}${side === undefined ? '' : `, ${side.toUpperCase()}`}: ${lane.queries} queries, ${verdict.text} ${verdict.strong}`}
    >
      <header>
        <Heading className={css['title']} title={title}>
          {side === undefined ? null : <b className={css['side']}>{side.toUpperCase()}</b>}
          {label}
        </Heading>
        {side === 'b' || inline ? null : <p className={css['about']}>{resolver?.about}</p>}
        <Verdict lane={lane} />
      </header>
      {lane.rows.length === 0 ? <p className={css['none']}>Nothing was sent.</p> : null}
      <div className={css['rows']} ref={list} onKeyDown={move}>
        <div className={css['grid']} aria-hidden="true">
          {ticks.map((tick) => (
            <i key={tick.at} style={{ left: percent(tick.x) }} />
          ))}
          {ends ? <i className={css['end']} data-tone={tone} style={ends} /> : null}
        </div>
        {rows.map((row) => (
          <Row
            key={row.asked + row.suffix}
            row={row}
            lane={lane}
            axis={axis}
            width={width}
            chosen={chosen}
            active={active}
            onChoose={(query) => onChoose(lane.id, query, side ?? 'a')}
            onCloser={onCloser}
          />
        ))}
      </div>
      {rows.length < lane.rows.length ? (
        <button type="button" className={css['more']} onClick={() => showMore(true)}>
          Show {lane.rows.length - rows.length} more names
        </button>
      ) : null}
    </Box>
  );
});
