/** The source of a demo program with line numbers, and the lines that matter marked. */
import type { ShownSource } from '../programs.ts';
import css from './source-view.module.css';

interface Props {
  readonly source: ShownSource;
  /** `4-12`: the lines to mark. */
  readonly lines?: string;
  /** The line a process is at. */
  readonly current?: number | undefined;
}

function range(lines: string | undefined): (line: number) => boolean {
  const [, from, to] = /^(\d+)(?:-(\d+))?$/.exec(lines ?? '') ?? [];
  if (from === undefined) return () => false;
  return (line) => line >= Number(from) && line <= Number(to ?? from);
}

export function SourceView({ source, lines, current }: Props) {
  const marked = range(lines);
  return (
    <figure className={css['source']}>
      <figcaption>{source.file}</figcaption>
      <pre tabIndex={0}>
        <code>
          {source.text
            .replace(/\n$/, '')
            .split('\n')
            .map((text, i) => {
              const here = i + 1 === current;
              return (
                <span
                  key={i}
                  className={here ? css['here'] : marked(i + 1) ? css['marked'] : undefined}
                  aria-current={here ? 'step' : undefined}
                >
                  <i>{i + 1}</i>
                  {text}
                  {'\n'}
                </span>
              );
            })}
        </code>
      </pre>
    </figure>
  );
}
