/** A round mark: empty, begun, done. Its meaning is said in words for those who do not see it. */
import css from './tick.module.css';

export function Tick({ state, label }: { readonly state: 'empty' | 'part' | 'done'; readonly label?: string }) {
  return (
    <span className={`${css['tick']} ${css[state]}`}>
      {state === 'done' ? (
        <svg viewBox="0 0 10 10" width="9" height="9" aria-hidden="true">
          <path d="M1.5 5.4 4 7.8 8.6 2.4" fill="none" stroke="currentColor" strokeWidth="1.8" />
        </svg>
      ) : null}
      {label === undefined ? null : <span className="hidden-text">{label}</span>}
    </span>
  );
}
