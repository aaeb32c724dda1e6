/** What is wrong with one name server, and how late its answers are. */
import { FAULTS, MAX_DELAY_MS, faultOf, type ServerSetup } from '../../sim/dns/index.ts';
import { duration } from '../../viz/dns/index.ts';
import css from './controls.module.css';

export function ServerKnobs({
  server,
  onChange,
}: {
  readonly server: ServerSetup;
  readonly onChange: (server: ServerSetup) => void;
}) {
  const fault = faultOf(server.fault);
  return (
    <div className={css['server']}>
      <label title={fault.about}>
        <span>
          <code>{server.address}</code>
        </span>
        <select value={fault.id} onChange={(event) => onChange({ ...server, fault: event.target.value })}>
          {FAULTS.map((each) => (
            <option key={each.id} value={each.id} title={each.about}>
              {each.label}
            </option>
          ))}
        </select>
      </label>
      {fault.knob ? (
        <label className={css['knob']}>
          <span className="hidden-text">Delay of {server.address}</span>
          <input
            type="range"
            min={0}
            max={MAX_DELAY_MS}
            step={100}
            value={server.delayMs}
            onChange={(event) => onChange({ ...server, delayMs: Number(event.target.value) })}
          />
          <output>{duration(server.delayMs * 1000)}</output>
        </label>
      ) : null}
    </div>
  );
}
