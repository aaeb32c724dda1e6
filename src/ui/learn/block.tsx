/** A framed block in the prose: a tag, a title, perhaps a button, and what it is about. */
import type { ReactNode } from 'react';
import css from './block.module.css';

interface Props {
  readonly tag: string;
  readonly tone?: 'accent' | 'ok' | 'warn' | 'bad';
  readonly title?: ReactNode;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

export function Block({ tag, tone = 'accent', title, action, children }: Props) {
  return (
    <section className={css['block']}>
      <header>
        <span className={`${css['tag']} ${css[tone]}`}>{tag}</span>
        <span className={css['title']}>{title}</span>
        {action}
      </header>
      <div className={css['in']}>{children}</div>
    </section>
  );
}
