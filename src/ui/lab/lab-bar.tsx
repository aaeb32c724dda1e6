/** The bar of the lab: pictures, what the machine is, share, reset. On narrow screens all but the pictures is behind a button. */
import { useState } from 'react';
import type { LabState } from '../../adapters/lab/index.ts';
import type { LabScenario, LabSetup, Script } from '../../lesson/index.ts';
import { Button } from '../components/button.tsx';
import { Segmented } from '../components/segmented.tsx';
import { Choosers } from './choosers.tsx';
import css from './lab-bar.module.css';
import { SendBar } from './send-bar.tsx';

interface Props<P extends string> {
  readonly scenario: LabScenario;
  readonly state: LabState;
  readonly picture: P;
  readonly pictures: readonly { readonly value: P; readonly label: string }[];
  readonly panel: string;
  /** Signals can be sent from here. */
  readonly senders: boolean;
  readonly typing: boolean;
  readonly onPicture: (picture: P) => void;
  readonly onSetup: (setup: LabSetup) => void;
  readonly onRun: (script: Script) => void;
  readonly onStop: () => void;
  readonly onUndo: () => void;
  readonly onShare: () => void;
  readonly onFullScreen?: () => void;
}

export function LabBar<P extends string>(props: Props<P>) {
  const { scenario, state, typing } = props;
  const [open, setOpen] = useState(false);
  return (
    <div className={css['bar']}>
      <Segmented
        label="Picture"
        kind="tabs"
        panel={props.panel}
        value={props.picture}
        options={props.pictures}
        onChange={props.onPicture}
      />
      <span className={css['gap']} />
      {typing ? <Button onClick={props.onStop}>Stop typing</Button> : null}
      <Button className={css['more']} aria-expanded={open} onClick={() => setOpen(!open)}>
        Machine
      </Button>
      <div className={css['extras']} data-open={open || undefined}>
        <div className={css['choices']}>
          <Choosers scenario={scenario} setup={state.setup} onChange={props.onSetup} />
          {props.senders ? <SendBar state={state} onRun={props.onRun} /> : null}
        </div>
        <div className={css['actions']}>
          {state.canUndo ? (
            <Button onClick={props.onUndo} title="Back to the machine that was here before">
              Undo
            </Button>
          ) : null}
          <Button onClick={props.onShare}>Share</Button>
          <Button onClick={() => props.onSetup(state.setup)}>Reset</Button>
          {props.onFullScreen ? (
            <Button look="icon" aria-label="Full screen" title="Full screen" onClick={props.onFullScreen}>
              <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
                <path d="M1 5V1h4M9 1h4v4M13 9v4H9M5 13H1V9" fill="none" stroke="currentColor" strokeWidth="1.5" />
              </svg>
            </Button>
          ) : null}
        </div>
      </div>
    </div>
  );
}
