/** Settings: what is chosen here holds for this browser. */
import type { ReactNode } from 'react';
import type { Settings } from '../../adapters/index.ts';
import { Dialog } from '../components/dialog.tsx';
import { Segmented } from '../components/segmented.tsx';
import { useSettings, useStores } from '../stores.tsx';
import css from './settings-dialog.module.css';

function Row({
  name,
  help,
  children,
}: {
  readonly name: string;
  readonly help?: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={css['row']}>
      <div>
        <b>{name}</b>
        {help === undefined ? null : <small>{help}</small>}
      </div>
      {children}
    </div>
  );
}

export default function SettingsDialog({ onClose }: { readonly onClose: () => void }) {
  const store = useStores()?.settings;
  const settings = useSettings();
  const change = (some: Partial<Settings>): void => store?.change(some);
  return (
    <Dialog title="Settings" onClose={onClose}>
      <Row name="Theme">
        <Segmented
          label="Theme"
          value={settings.theme}
          options={[
            { value: 'system', label: 'System' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
          onChange={(theme) => change({ theme })}
        />
      </Row>
      <Row name="Motion" help="Reduced: signals arrive at once instead of travelling.">
        <Segmented
          label="Motion"
          value={settings.motion}
          options={[
            { value: 'system', label: 'System' },
            { value: 'reduced', label: 'Reduced' },
          ]}
          onChange={(motion) => change({ motion })}
        />
      </Row>
      <Row name="Type size">
        <label className={css['range']}>
          <input
            type="range"
            aria-label="Type size"
            min={80}
            max={160}
            step={10}
            value={settings.textSize}
            onChange={(event) => change({ textSize: Number(event.target.value) })}
          />
          <output>{settings.textSize} %</output>
        </label>
      </Row>
      <Row name="Terminal type size">
        <label className={css['range']}>
          <input
            type="range"
            aria-label="Terminal type size"
            min={10}
            max={28}
            step={0.5}
            value={settings.terminalSize}
            onChange={(event) => change({ terminalSize: Number(event.target.value) })}
          />
          <output>{settings.terminalSize} px</output>
        </label>
      </Row>
      <Row
        name="Screen reader mode"
        help="The terminal tells its lines to a screen reader. The event log in words is always there."
      >
        <label className={css['check']}>
          <input
            type="checkbox"
            checked={settings.screenReader}
            onChange={(event) => change({ screenReader: event.target.checked })}
          />{' '}
          On
        </label>
      </Row>
    </Dialog>
  );
}
