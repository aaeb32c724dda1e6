/** A message in place: what went wrong or what to know, and what can be done about it. */
import type { ReactNode } from 'react';
import css from './notice.module.css';

interface Props {
  readonly tone: 'info' | 'warn' | 'bad';
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

const MARK = { info: 'i', warn: '!', bad: '!' };

export function Notice({ tone, title, children, actions }: Props) {
  return (
    <div className={`${css['notice']} ${css[tone]}`} role={tone === 'info' ? 'status' : 'alert'}>
      <span className={css['mark']} aria-hidden="true">
        {MARK[tone]}
      </span>
      <div className={css['text']}>
        <b>{title}</b>
        {children === undefined ? null : <div>{children}</div>}
      </div>
      {actions === undefined ? null : <div className={css['actions']}>{actions}</div>}
    </div>
  );
}
