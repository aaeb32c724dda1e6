/** A zone of one's own: name, type, value. What is wrong stands at its line; the other lines count, and nothing is lost. */
import { useId } from 'react';
import type { OwnZone } from './experiment.ts';
import css from './zone-editor.module.css';

interface Props {
  readonly text: string;
  readonly zone: OwnZone;
  readonly onChange: (text: string) => void;
}

const MOST_PROBLEMS = 8;

export function ZoneEditor({ text, zone, onChange }: Props) {
  const id = useId();
  const { problems, count } = zone;
  return (
    <div className={css['zone']}>
      <label>
        <span>records that the name servers know besides the course’s</span>
        <textarea
          value={text}
          rows={4}
          spellCheck={false}
          autoCapitalize="off"
          maxLength={8000}
          aria-describedby={id}
          aria-invalid={problems.length > 0}
          placeholder={'api.test A 192.0.2.1\nwww.test CNAME api.test\n$GENERATE 1-40 many.test A 10.9.0.$'}
          onChange={(event) => onChange(event.target.value)}
        />
      </label>
      <div id={id} className={css['said']}>
        {count > 0 ? (
          <p>
            {count.toLocaleString('en')} {count === 1 ? 'record' : 'records'}.
          </p>
        ) : null}
        {problems.length > 0 ? (
          <ul>
            {problems.slice(0, MOST_PROBLEMS).map((problem) => (
              <li key={problem.line}>
                <b>Line {problem.line}</b>: {problem.words}
              </li>
            ))}
            {problems.length > MOST_PROBLEMS ? <li>and {problems.length - MOST_PROBLEMS} more lines</li> : null}
          </ul>
        ) : null}
      </div>
    </div>
  );
}
