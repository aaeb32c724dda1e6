/** A row of choices of which one is on: tabs of a picture, programs for PID 1. Arrow keys move, as in a radio group. */
import type { KeyboardEvent, ReactNode } from 'react';
import css from './segmented.module.css';

interface Props<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: ReactNode; readonly title?: string | undefined }[];
  readonly onChange: (value: T) => void;
  /** `tabs`: shows one of several panels; `choice`: sets a value. */
  readonly kind?: 'tabs' | 'choice';
  /** For tabs: the id of the panel. */
  readonly panel?: string;
}

export function Segmented<T extends string>({ label, value, options, onChange, kind = 'choice', panel }: Props<T>) {
  const move = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = options.findIndex((option) => option.value === value);
    const next = options[(at + step + options.length) % options.length];
    if (!next) return;
    onChange(next.value);
    const buttons = event.currentTarget.querySelectorAll('button');
    buttons[options.indexOf(next)]?.focus();
  };
  const tabs = kind === 'tabs';
  return (
    <div className={css['seg']} role={tabs ? 'tablist' : 'radiogroup'} aria-label={label} onKeyDown={move}>
      {options.map((option) => {
        const on = option.value === value;
        return (
          <button
            key={option.value}
            type="button"
            role={tabs ? 'tab' : 'radio'}
            {...(tabs ? { 'aria-selected': on, 'aria-controls': panel } : { 'aria-checked': on })}
            tabIndex={on ? 0 : -1}
            title={option.title}
            className={on ? css['on'] : undefined}
            onClick={() => onChange(option.value)}
          >
            {option.label}
          </button>
        );
      })}
    </div>
  );
}
