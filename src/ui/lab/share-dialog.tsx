/** A link that rebuilds exactly this machine, at exactly this step. */
import { use, useState } from 'react';
import { loadShare } from '../../adapters/index.ts';
import type { LabController } from '../../adapters/lab/index.ts';
import { copyText } from '../../adapters/index.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import css from './share-dialog.module.css';

/** Chat programs and mail cut links that are longer than about this. */
const LONG = 8000;

interface Props {
  readonly lab: LabController;
  /** The address of the machine's own page, without hash. */
  readonly page: string;
  readonly onClose: () => void;
}

let share: ReturnType<typeof loadShare> | undefined;

export default function ShareDialog({ lab, page, onClose }: Props) {
  const { encodeShare } = use((share ??= loadShare()));
  const [copied, setCopied] = useState<boolean>();
  const [link] = useState(() => {
    const state = lab.state();
    const { init, ...recording } = lab.recording();
    void init;
    const { scenario, options } = state.setup;
    const setup = options === undefined ? { scenario } : { scenario, options };
    return `${page}#${encodeShare({ setup, step: state.live ? undefined : state.cursor, recording })}`;
  });
  return (
    <Dialog title="Share this machine" onClose={onClose}>
      <p className={css['text']}>
        Whoever opens this link gets this machine: same start, same keys, same moment. Everything is in the link;
        nothing is stored anywhere.
      </p>
      <textarea
        className={css['link']}
        readOnly
        value={link}
        rows={4}
        aria-label="Link"
        onFocus={(event) => event.target.select()}
      />
      <div className={css['foot']}>
        <Button look="primary" onClick={() => void copyText(link).then(setCopied)}>
          Copy the link
        </Button>
        <span role="status">
          {copied === true ? 'Copied.' : null}
          {copied === false ? 'The browser does not allow it: select the link and copy it.' : null}
        </span>
      </div>
      {link.length > LONG ? (
        <p className={css['text']}>
          It is long ({Math.round(link.length / 1000)},000 characters): some chat programs cut such links. Whoever opens
          a cut one is told so.
        </p>
      ) : null}
    </Dialog>
  );
}
