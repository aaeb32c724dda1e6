/** One lookup as a sequence: who says what to whom, downwards. Each arrow is a button that explains its query. */
import { useMemo, useRef, useState, type CSSProperties, type KeyboardEvent } from 'react';
import { resolverOf, type DnsEvent } from '../../sim/dns/index.ts';
import { duration, sequenceOf, type Chosen, type Lane, type SequenceStep } from '../../viz/dns/index.ts';
import { Button } from '../components/button.tsx';
import { Verdict } from './verdict.tsx';
import css from './sequence-view.module.css';

interface Props {
  /** Of the network in which the lookup happened. */
  readonly events: readonly DnsEvent[];
  readonly lane: Lane;
  readonly side: 'a' | 'b' | undefined;
  readonly chosen: Chosen | undefined;
  readonly onChoose: (lane: string, query: number, side: 'a' | 'b') => void;
  /** In a lab: no landmark, no part of the page's outline. */
  readonly inline?: boolean;
  /** Instead of the resolver's name. */
  readonly title?: string;
  /** What the column of the one who asks is called. */
  readonly library?: string;
}

/** More steps are shown when asked for. */
const MANY_STEPS = 160;

const percent = (x: number): string => `${(x * 100).toFixed(2)}%`;

type Arrow = Extract<SequenceStep, { kind: 'arrow' }>;

function arrowStyle(step: Arrow, columns: number): CSSProperties {
  const x = (i: number): number => (i + 0.5) / columns;
  const left = Math.min(x(step.from), x(step.to));
  const right = Math.max(x(step.from), x(step.to));
  return { marginLeft: percent(left), width: percent(right - left) };
}

export function SequenceView({ events, lane, side, chosen, onChoose, inline = false, title, library }: Props) {
  const [more, showMore] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const label = title ?? resolverOf(lane.id)?.label ?? lane.id;
  const asks = library ?? label;
  const { participants, steps, waits } = useMemo(() => sequenceOf(lane, events, asks), [lane, events, asks]);
  const query = chosen?.lane === lane.id && chosen.side === (side ?? 'a') ? chosen.query : undefined;
  const shown = more ? steps : steps.slice(0, MANY_STEPS);
  const pressed = (step: SequenceStep): boolean =>
    step.kind === 'arrow' && step.query !== undefined && step.query === query;
  const first = Math.max(
    0,
    shown.findIndex(pressed) < 0
      ? shown.findIndex((s) => s.kind === 'arrow' && s.query !== undefined)
      : shown.findIndex(pressed),
  );
  const move = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const next = buttons[buttons.findIndex((each) => each === document.activeElement) + step];
    next?.focus();
    next?.click();
  };
  const count = participants.length;
  /** Where the line of the one who waits is. */
  const line = participants.findIndex((each) => each.kind === 'library') + 0.5;
  const Heading = inline ? 'b' : 'h2';
  const Box = inline ? 'div' : 'section';
  return (
    <Box
      className={css['sequence']}
      data-side={side}
      {...(inline ? { role: 'group' } : {})}
      aria-label={`${label}${side === undefined ? '' : `, ${side.toUpperCase()}`}, step by step`}
    >
      <header className={css['head']}>
        <Heading className={css['title']}>
          {side === undefined ? '' : `${side.toUpperCase()} · `}
          {label}
        </Heading>
        <Verdict lane={lane} />
      </header>
      <div className={css['scroll']}>
        <div className={css['body']} style={{ minWidth: `${4 + count * 6.5}rem` }}>
          <div className={css['who']} style={{ gridTemplateColumns: `repeat(${count}, 1fr)` }}>
            {participants.map((each) => (
              <span key={each.id} data-kind={each.kind}>
                {each.label}
              </span>
            ))}
          </div>
          <div className={css['steps']} ref={list} onKeyDown={move}>
            <div className={css['lines']} aria-hidden="true">
              {participants.map((each, i) => (
                <i key={each.id} style={{ left: percent((i + 0.5) / count) }} data-kind={each.kind} />
              ))}
            </div>
            {waits
              .filter((wait) => wait.from < shown.length)
              .map((wait) => (
                <span
                  key={`${wait.from} ${wait.to} ${wait.level}`}
                  className={css['wait']}
                  style={{
                    gridRow: `${wait.from + 1} / ${Math.min(wait.to, shown.length - 1) + 2}`,
                    marginLeft: `calc((100% - var(--time)) * ${line / count} + var(--time) - ${0.55 + wait.level * 0.5}rem)`,
                  }}
                  aria-hidden="true"
                >
                  <b>{wait.text}</b>
                </span>
              ))}
            {shown.map((step, i) => (
              <div key={i} className={css['row']} data-step={step.kind} style={{ gridRow: i + 1 }}>
                <time>{step.kind === 'gap' ? '' : duration(step.at - lane.start)}</time>
                {step.kind === 'gap' ? <span className={css['gap']}>{duration(step.length)} pass</span> : null}
                {step.kind === 'note' ? (
                  <span
                    className={css['note']}
                    style={{ marginLeft: percent(line / count), maxWidth: percent(1 - line / count) }}
                  >
                    {step.text}
                  </span>
                ) : null}
                {step.kind === 'arrow' ? (
                  <button
                    type="button"
                    className={css['arrow']}
                    style={arrowStyle(step, count)}
                    data-tone={step.tone}
                    data-to={step.to > step.from ? 'right' : 'left'}
                    data-passage={step.passage === 'turned away' ? 'away' : step.passage}
                    disabled={step.query === undefined}
                    aria-pressed={step.query === undefined ? undefined : pressed(step)}
                    aria-label={step.words}
                    tabIndex={i === first ? 0 : -1}
                    onClick={() => step.query !== undefined && onChoose(lane.id, step.query, side ?? 'a')}
                  >
                    <span>
                      {step.text}
                      {step.again ? <em> again</em> : null}
                      {step.passage === 'turned away' ? <em> too late</em> : null}
                    </span>
                    <i aria-hidden="true">{step.passage === 'lost' ? <b>✕</b> : null}</i>
                  </button>
                ) : null}
              </div>
            ))}
          </div>
        </div>
      </div>
      {shown.length < steps.length ? (
        <Button onClick={() => showMore(true)}>Show {steps.length - shown.length} more steps</Button>
      ) : null}
    </Box>
  );
}
