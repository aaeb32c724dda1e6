/** Buttons, and links that look like them. */
import type { ComponentProps } from 'react';
import { Link } from 'react-router';
import css from './button.module.css';

type Look = 'plain' | 'primary' | 'quiet' | 'icon';

const classes = (look: Look, more: string | undefined): string =>
  [css['btn'], look === 'plain' ? '' : css[look], more].filter(Boolean).join(' ');

export function Button({
  look = 'plain',
  className,
  type = 'button',
  ...rest
}: ComponentProps<'button'> & { look?: Look }) {
  return <button type={type} className={classes(look, className)} {...rest} />;
}

export function LinkButton({ look = 'plain', className, ...rest }: ComponentProps<typeof Link> & { look?: Look }) {
  return <Link className={classes(look, className)} {...rest} />;
}
