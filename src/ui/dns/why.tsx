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

function One({ queries }: { readonly queries: readonly QueryBar[] }) {
  const { title, why, outcome, packets } = explain(queries);
  return (
    <article className={css['one']}>
      <p className={css['title']}>{title}</p>
      <div className={css['columns']}>
        <div>
          <p className={css['head']}>Why this query?</p>
          {why.length > 0 ? <Reasons list={why} /> : <p>The resolver does not say.</p>}
        </div>
        <div>
          <p className={css['head']}>What came of it</p>
          <Reasons list={outcome} />
        </div>
        <div>
          {packets.map((facts, i) => (
            <dl key={i}>
              {facts.map(([name, value], j) => (
                <div key={j}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          ))}
        </div>
      </div>
    </article>
  );
}

interface Props {
  readonly lane: Lane | undefined;
  readonly query: number | undefined;
  /** In prose: one of several on a page. */
  readonly inline?: boolean;
}

export function Why({ lane, query, inline = false }: Props) {
  const bar = lane?.rows.flatMap((row) => row.bars).find((each) => each.queries.some((one) => one.query === query));
  const Box = inline ? 'div' : 'section';
  return (
    <Box className={css['why']} {...(inline ? { role: 'group' } : {})} aria-label="Why this query" aria-live="polite">
      {bar ? (
        <One queries={bar.queries} />
      ) : (
        <p className={css['none']}>Choose a query: why was it sent, why to that server, why then?</p>
      )}
    </Box>
  );
}
