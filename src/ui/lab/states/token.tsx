/** One process on the state machine: a button that moves by transform only, so that hundreds of them stay cheap. */
import { memo, type CSSProperties, type KeyboardEvent } from 'react';
import type { StateLetter } from '../../../lesson/index.ts';
import css from './token.module.css';

export type TokenSize = 'card' | 'chip' | 'short' | 'dot' | 'speck';

interface Props {
  readonly pid: number;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly size: TokenSize;
  readonly letter: StateLetter;
  readonly name: string;
  readonly number: number;
  readonly doing: string;
  /** The whole, for those who hear it. */
  readonly label: string;
  readonly selected: boolean;
  /** Where the keyboard is. */
  readonly current: boolean;
  /** The step shown has moved it. */
  readonly moved: boolean;
  readonly kin: 'parent' | 'child' | undefined;
  /** Where a process that was just forked comes from. */
  readonly born: string | undefined;
  readonly onSelect: (pid: number) => void;
  readonly onKey: (event: KeyboardEvent<HTMLElement>) => void;
}

export const stateColour = (letter: StateLetter): string =>
  `var(--st-${letter === 't' ? 'T' : letter === 'X' ? 'Z' : letter})`;

export const Token = memo(function Token(props: Props) {
  const { pid, x, y, w, h, size, letter, name, number, doing, label, selected, current, moved, kin, born } = props;
  const gone = letter === 'X';
  const style: CSSProperties & { '--c': string; '--from': string | undefined } = {
    transform: `translate(${x}px, ${y}px)`,
    width: w,
    height: h,
    '--c': stateColour(letter),
    '--from': born,
  };
  return (
    <button
      type="button"
      className={`${css['token']} ${css[size]}`}
      style={style}
      data-spot={`p${pid}`}
      data-state={letter}
      data-moved={moved || undefined}
      data-kin={kin}
      data-born={born !== undefined || undefined}
      disabled={gone}
      aria-hidden={gone || undefined}
      aria-pressed={selected}
      aria-label={label}
      title={size === 'card' ? undefined : label}
      tabIndex={current && !gone ? 0 : -1}
      onClick={() => props.onSelect(pid)}
      onKeyDown={props.onKey}
    >
      {size === 'speck' ? null : <i>{letter}</i>}
      {size === 'card' ? (
        <span>
          <b>
            {name} <u>{number}</u>
          </b>
          <small>{doing}</small>
        </span>
      ) : size === 'chip' ? (
        <>
          <b>{name}</b>
          <u>{number}</u>
        </>
      ) : size === 'short' ? (
        <u>{number}</u>
      ) : null}
    </button>
  );
});
