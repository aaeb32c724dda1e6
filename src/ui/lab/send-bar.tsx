/** For those who would rather choose than type: a signal, a sender, Send. It types the command, and so shows it. */
import { useState } from 'react';
import type { LabState } from '../../adapters/lab/index.ts';
import { signalDescription, signalName, type Script } from '../../lesson/index.ts';
import { Button } from '../components/button.tsx';
import css from './send-bar.module.css';

const OFTEN = [15, 9, 2, 1, 3, 19, 18, 10, 11, 17];
const REST = Array.from({ length: 31 }, (_, i) => i + 1).filter((sig) => !OFTEN.includes(sig));

export function SendBar({ state, onRun }: { readonly state: LabState; readonly onRun: (script: Script) => void }) {
  const [signal, setSignal] = useState(15);
  const [from, setFrom] = useState<'container' | 'host'>('container');
  const container = state.view.containers[0];
  const init = container?.init;
  const send = (): void => {
    const name = signalName(signal);
    if (from === 'container') onRun([{ type: `kill -${name} 1`, in: 'container' }]);
    else if (init !== undefined) onRun([{ type: `kill -${name} ${init}`, in: 'host' }]);
  };
  const option = (sig: number) => (
    <option key={sig} value={sig}>
      {sig} SIG{signalName(sig)} · {signalDescription(sig)}
    </option>
  );
  return (
    <form
      className={css['send']}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label>
        Signal
        <select aria-label="Signal" value={signal} onChange={(event) => setSignal(Number(event.target.value))}>
          <optgroup label="Often">{OFTEN.map(option)}</optgroup>
          <optgroup label="All others">{REST.map(option)}</optgroup>
        </select>
      </label>
      <label>
        from
        <select
          aria-label="Sender"
          value={from}
          onChange={(event) => setFrom(event.target.value === 'host' ? 'host' : 'container')}
        >
          <option value="container">inside the container</option>
          <option value="host">the host</option>
        </select>
      </label>
      <Button type="submit" disabled={!state.live || init === undefined}>
        Send to PID 1
      </Button>
    </form>
  );
}
