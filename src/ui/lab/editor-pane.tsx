/** A small editor: what is saved here is a file of the container, ready to be run in the terminal. */
import { useState, type KeyboardEvent } from 'react';
import type { LabController, LabState } from '../../adapters/lab/index.ts';
import type { Script } from '../../lesson/index.ts';
import { utf8 } from '../../lesson/index.ts';
import { Button } from '../components/button.tsx';
import css from './editor-pane.module.css';

const START: readonly (readonly [path: string, text: string])[] = [
  [
    '/root/trap.sh',
    `#!/bin/bash
# Waits in the foreground: when does the trap run?
trap 'echo "got TERM"; exit 0' TERM
echo "my pid is $$"
sleep 30
`,
  ],
  [
    '/root/wait.sh',
    `#!/bin/bash
# The same, but the child is in the background and the shell waits.
trap 'echo "got TERM"; exit 0' TERM
echo "my pid is $$"
sleep 30 &
wait
`,
  ],
];

/** A share link holds the file too, so it stays small. */
const MAX_CHARS = 20_000;

interface Props {
  readonly lab: LabController;
  readonly state: LabState;
  readonly onRun: (script: Script) => void;
}

export function EditorPane({ lab, state, onRun }: Props) {
  const [path, setPath] = useState(START[0]?.[0] ?? '/root/script.sh');
  const [text, setText] = useState(START[0]?.[1] ?? '');
  const [said, setSaid] = useState('');
  const container = state.view.containers[0]?.name;
  const good = /^\/[^\0]+[^/]$/.test(path) && text.length <= MAX_CHARS;
  const save = (): boolean => {
    if (container === undefined || !good || !state.live) return false;
    lab.send({ kind: 'file', container, path: utf8(path), text: utf8(text), mode: 0o755 });
    setSaid(`Saved as ${path} in ${container}.`);
    return true;
  };
  const keys = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
      event.preventDefault();
      save();
    }
  };
  return (
    <div className={css['editor']}>
      <div className={css['bar']}>
        <label>
          File <input value={path} spellCheck={false} onChange={(event) => setPath(event.target.value)} />
        </label>
        <Button onClick={save} disabled={!good || !state.live}>
          Save
        </Button>
        <Button
          look="primary"
          disabled={!good || !state.live}
          onClick={() => {
            if (save()) onRun([{ type: path, in: 'container' }]);
          }}
        >
          Save and run
        </Button>
        <span className={css['begin']}>
          Begin with{' '}
          {START.map(([name, content]) => (
            <button
              key={name}
              type="button"
              onClick={() => {
                setPath(name);
                setText(content);
                setSaid('');
              }}
            >
              {name.replace(/^.*\//, '')}
            </button>
          ))}
        </span>
      </div>
      <textarea
        aria-label="Text of the file"
        spellCheck={false}
        autoCapitalize="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={keys}
      />
      <p role="status">{text.length > MAX_CHARS ? `Too long: at most ${MAX_CHARS} characters.` : said}</p>
    </div>
  );
}
