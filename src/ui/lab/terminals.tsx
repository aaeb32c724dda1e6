/** The terminals of a machine as tabs, another one by a button; in the past a bar says so and leads on. */
import { useId } from 'react';
import { tabsOf, type LabController, type LabState } from '../../adapters/lab/index.ts';
import { Button } from '../components/button.tsx';
import { TerminalView } from './terminal-view.tsx';
import css from './terminals.module.css';

/** A row of tabs holds about as many; every terminal is a shell in the machine. */
const MAX_TERMINALS = 8;

interface Props {
  readonly lab: LabController;
  readonly state: LabState;
  readonly tab: string;
  readonly onTab: (tab: string) => void;
  readonly autoFocus?: boolean;
  readonly onLeave: () => void;
  /** Without the row of tabs. */
  readonly bare?: boolean;
}

export function Terminals({ lab, state, tab, onTab, autoFocus = false, onLeave, bare = false }: Props) {
  const panel = useId();
  const tabs = tabsOf(state.view);
  const chosen = tabs.find((each) => each.tab === tab) ?? tabs[0];
  return (
    <section className={css['terminals']} aria-label="Terminals">
      {bare ? null : (
        <div className={css['bar']}>
          <div role="tablist" aria-label="Terminals" className={css['tabs']}>
            {tabs.map((each) => (
              <button
                key={each.id}
                type="button"
                role="tab"
                aria-selected={each === chosen}
                aria-controls={panel}
                className={each === chosen ? css['on'] : undefined}
                onClick={() => onTab(each.tab)}
              >
                <span className={css[each.where]} aria-hidden="true" />
                {each.label}
                {each.open ? '' : ' (closed)'}
              </button>
            ))}
          </div>
          {state.live && tabs.length < MAX_TERMINALS ? (
            <details className={css['more']}>
              <summary aria-label="Open another terminal" title="Open another terminal">
                +
              </summary>
              <div
                onClick={(event) => {
                  event.currentTarget.closest('details')?.removeAttribute('open');
                }}
              >
                <button type="button" onClick={() => lab.send({ kind: 'open', terminal: { kind: 'exec' } })}>
                  In the container
                </button>
                <button type="button" onClick={() => lab.send({ kind: 'open', terminal: { kind: 'node' } })}>
                  On the host
                </button>
              </div>
            </details>
          ) : null}
        </div>
      )}
      <div id={panel} role={bare ? undefined : 'tabpanel'} className={css['panel']}>
        {tabs.map((each) => (
          <TerminalView
            key={each.id}
            lab={lab}
            tty={each.id}
            label={each.label}
            shown={each === chosen}
            readOnly={!state.live}
            focus={autoFocus && each === chosen}
            onLeave={onLeave}
          />
        ))}
        {tabs.length === 0 ? <p className={css['none']}>This machine has no terminal at this moment.</p> : null}
        {state.live ? null : (
          <div className={css['past']} role="status">
            <span>You are looking at the past.</span>
            <Button look="primary" onClick={() => lab.continueHere()}>
              Continue from here
            </Button>
            <Button onClick={() => lab.toNow()}>Back to now</Button>
          </div>
        )}
      </div>
    </section>
  );
}
