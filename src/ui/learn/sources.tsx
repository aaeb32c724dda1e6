/** The sources of a lesson, at the end of each of its sections. */
import type { Source } from '../../lesson/index.ts';
import css from './sources.module.css';

export function Sources({ sources }: { readonly sources: readonly Source[] }) {
  if (sources.length === 0) return null;
  return (
    <section className={css['sources']} aria-label="Sources">
      <h2>Sources</h2>
      <ol>
        {sources.map(({ n, title, url, where }) => (
          <li key={n} id={`source-${n}`} value={n}>
            <a href={url} rel="noreferrer">
              {title}
            </a>
            {where === undefined ? null : `, ${where}`}
          </li>
        ))}
      </ol>
    </section>
  );
}
