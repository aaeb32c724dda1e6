/** What the compiler says, as a list: where, what; a press leads there. */
import type { Problem } from './code-editor.tsx';
import css from './problems.module.css';

interface Props {
  readonly file: string;
  readonly problems: readonly Problem[];
  readonly onGo: (problem: Problem) => void;
}

const MARK = { error: 'E', warning: 'W', note: 'i' };

export function Problems({ file, problems, onGo }: Props) {
  if (problems.length === 0) return null;
  return (
    <ul className={css['problems']} aria-label="What the compiler says">
      {problems.map((problem, i) => (
        <li key={i} className={css[problem.severity]}>
          <button type="button" onClick={() => onGo(problem)}>
            <span className={css['mark']} aria-hidden="true">
              {MARK[problem.severity]}
            </span>
            <span className={css['where']}>
              {file}:{problem.line}:{problem.column}
            </span>
            <span className={css['what']}>
              <span className={css['severity']}>{problem.severity}:</span> {problem.message}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
