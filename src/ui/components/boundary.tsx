/** Catches what fails below it and says so in place; a part that could not be loaded can be tried again. */
import { Component, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

interface Props {
  readonly children: ReactNode;
  /** What this part is, for the message: `The lab`. */
  readonly what: string;
}

interface State {
  readonly error: unknown;
}

/** What browsers say when a script of the site cannot be fetched (Chromium, Firefox, Safari). */
const NOT_LOADED = /dynamically imported module|importing a module|module script failed|preload CSS/i;

export class Boundary extends Component<Props, State> {
  override state: State = { error: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    const text = error instanceof Error ? error.message : String(error);
    const missing = NOT_LOADED.test(text);
    return (
      <Notice
        tone="bad"
        title={missing ? `${this.props.what} could not be loaded.` : `${this.props.what} stopped with an error.`}
        actions={
          <>
            {/* A browser remembers a failed import, so only loading the page anew asks for it again. */}
            <Button onClick={() => location.reload()}>Load the page again</Button>
          </>
        }
      >
        {missing
          ? 'The connection may be gone, or the course was just updated. Your progress is kept.'
          : `Your progress is kept. The message was: ${text}`}
      </Notice>
    );
  }
}
