/** A modal dialog on the browser's own element: focus stays inside, Escape and a click beside it close it. */
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { Button } from './button.tsx';
import css from './dialog.module.css';

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Without the heading line: the content brings its own first field. */
  readonly bare?: boolean;
  readonly wide?: boolean;
}

export function Dialog({ title, onClose, children, bare = false, wide = false }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={ref}
      className={`${css['dialog']} ${wide ? css['wide'] : ''}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className={css['in']}>
        <header className={bare ? 'hidden-text' : css['head']}>
          <h2 id={id}>{title}</h2>
          {bare ? null : (
            <Button look="quiet" onClick={onClose} aria-label="Close">
              ✕
            </Button>
          )}
        </header>
        {children}
      </div>
    </dialog>
  );
}
