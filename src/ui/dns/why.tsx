/** One query explained: why it was sent, what came of it, the packets. */
import { explain, type Lane, type QueryBar } from '../../viz/dns/index.ts';
import css from './why.module.css';

function Reasons({ list }: { readonly list: ReturnType<typeof explain>['why'] }) {
  return list.map((reason) => (
    <div key={reason.text} className={css['reason']}>
      <p>{reason.text}</p>
      {reason.line === undefined ? null : <code>{reason.line}</code>}
      {reason.source === '' ? null : <small>{reason.source}</small>}
    </div>
  ));
}

function One({ bar }: { readonly bar: QueryBar }) {
  const { title, why, outcome, packet } = explain(bar);
  return (
    <article className={css['one']}>
      <h3>{title}</h3>
      <div className={css['columns']}>
        <div>
          <h4>Why this query?</h4>
          {why.length > 0 ? <Reasons list={why} /> : <p>The resolver does not say.</p>}
        </div>
        <div>
          <h4>What came of it</h4>
          <Reasons list={outcome} />
        </div>
        <dl>
          {packet.map(([name, value], i) => (
            <div key={i}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </article>
  );
}

interface Props {
  readonly lane: Lane | undefined;
  readonly query: number | undefined;
}

export function Why({ lane, query }: Props) {
  const bars = lane?.rows.flatMap((row) => row.bars).find((bar) => bar.queries.some((each) => each.query === query));
  return (
    <section className={css['why']} aria-label="Why this query" aria-live="polite">
      {bars ? (
        bars.queries.map((bar) => <One key={bar.query} bar={bar} />)
      ) : (
        <p className={css['none']}>Choose a query: why was it sent, why to that server, why then?</p>
      )}
    </section>
  );
}
