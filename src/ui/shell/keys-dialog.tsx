/** Every key that does something, in one place. */
import { Dialog } from '../components/dialog.tsx';
import css from './keys-dialog.module.css';

const GROUPS: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
  [
    'Everywhere',
    [
      ['Ctrl K', 'Search sections, commands and words (⌘ K on a Mac)'],
      ['?', 'This list'],
      ['Esc', 'Close a dialog or the sheet'],
    ],
  ],
  [
    'Terminal',
    [
      ['Ctrl C · Ctrl Z · Ctrl D', 'Interrupt · stop · end of input, as in any terminal'],
      ['Ctrl R · ↑ ↓', 'Search the history · step through it'],
      ['Tab', 'Complete; from an empty line'],
      ['Ctrl Shift C · Ctrl Shift V', 'Copy · paste'],
      ['Ctrl Shift ↑', 'Leave the terminal for the time line, Tab being taken'],
    ],
  ],
  [
    'Time line',
    [
      ['← →', 'The telling step before or after'],
      ['Shift ← →', 'One single step'],
      ['Home · End', 'The first step · now'],
      ['Space', 'Play or pause'],
      ['Enter', 'Continue from here'],
    ],
  ],
];

export default function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Keys" onClose={onClose} wide>
      <div className={css['groups']}>
        {GROUPS.map(([name, keys]) => (
          <section key={name}>
            <h3>{name}</h3>
            <dl>
              {keys.map(([key, does]) => (
                <div key={key}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
