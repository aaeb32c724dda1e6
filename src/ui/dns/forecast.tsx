/** “What will happen?”: paste a resolv.conf and a name, and read what each resolver will do with them. */
import { useMemo, useState } from 'react';
import {
  accountOf,
  forecastOf,
  READER_IDS,
  readPaste,
  resolverOf,
  type ExperimentSetup,
  type Playground,
} from '../../sim/dns/index.ts';
import { utf8 } from '../../lesson/index.ts';
import { forecastWords } from '../../viz/dns/index.ts';
import css from './forecast.module.css';

interface Props {
  readonly state: Playground;
  readonly setup: ExperimentSetup;
  readonly onChange: (part: Partial<Playground>) => void;
}

const READER_NAMES: Readonly<Record<(typeof READER_IDS)[number], string>> = { glibc: 'glibc', musl: 'musl', go: 'Go' };
const MARKS = { used: '✓', partly: '~', ignored: '✕', empty: '' };
const SPOKEN = { used: 'used', partly: 'partly', ignored: 'ignored', empty: '' };
/** Longer files are shown from their start. */
const MOST_LINES = 60;

function Lines({ text }: { readonly text: string }) {
  const bytes = utf8(text);
  const accounts = useMemo(() => READER_IDS.map((id) => ({ id, lines: accountOf(id, bytes) })), [bytes]);
  const lines = text.split('\n').slice(0, accounts[0]?.lines.length ?? 0);
  return (
    <div className={css['scroll']} role="region" aria-label="What each library reads in each line" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Line</th>
            {accounts.map(({ id }) => (
              <th key={id} scope="col">
                {READER_NAMES[id]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.slice(0, MOST_LINES).map((line, i) => (
            <tr key={i}>
              <th scope="row">
                <small>{i + 1}</small> <code>{line.length > 90 ? `${line.slice(0, 88)}…` : line}</code>
              </th>
              {accounts.map(({ id, lines: told }) => {
                const { verdict, words } = told[i] ?? { verdict: 'empty' as const, words: [] };
                return (
                  <td key={id} data-verdict={verdict}>
                    <b aria-hidden="true">{MARKS[verdict]}</b> {SPOKEN[verdict]}
                    {words.length > 0 && verdict !== 'empty' ? ': ' : ''}
                    {words.join('; ')}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {lines.length > MOST_LINES ? <p>And {lines.length - MOST_LINES} more lines.</p> : null}
    </div>
  );
}

export function ForecastView({ state, setup, onChange }: Props) {
  const [raw, setRaw] = useState(state.resolvConf);
  const pasted = useMemo(() => readPaste(raw), [raw]);
  // Edited elsewhere since: then that is what counts.
  const mine = pasted.text === state.resolvConf || raw === state.resolvConf;
  const forecasts = useMemo(
    () => setup.clients.map((client) => ({ client, words: forecastWords(forecastOf(setup, client)) })),
    [setup],
  );
  const searches =
    state.resolvConf
      .split('\n')
      .findLast((line) => /^search\s/.test(line))
      ?.trim()
      .split(/\s+/)
      .slice(1) ?? [];
  return (
    <section className={css['forecast']} aria-label="What will happen?">
      <div className={css['box']}>
        <label>
          <span>Paste a resolv.conf, as it comes out of the terminal</span>
          <textarea
            value={mine ? raw : state.resolvConf}
            rows={6}
            spellCheck={false}
            autoCapitalize="off"
            maxLength={8000}
            placeholder="kubectl exec web-0 -- cat /etc/resolv.conf"
            onChange={(event) => {
              setRaw(event.target.value);
              onChange({ resolvConf: readPaste(event.target.value).text });
            }}
          />
        </label>
        <label>
          <span>and a name</span>
          <input
            value={state.name}
            spellCheck={false}
            autoCapitalize="off"
            maxLength={300}
            onChange={(event) => onChange({ name: event.target.value })}
          />
        </label>
        {mine && pasted.notes.length > 0 ? (
          <ul className={css['notes']} role="status">
            {pasted.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        ) : null}
      </div>
      <div className={css['cards']}>
        {forecasts.map(({ client, words }) => (
          <article key={client} className={css['card']}>
            <h2>{resolverOf(client)?.label ?? client}</h2>
            <p>{words.lead}</p>
            <ol>
              {words.names.map((name) => (
                <li key={name.name}>
                  <code>{name.name}</code> <small>{name.types}</small>
                  <span>{name.until}</span>
                  {name.stop === '' ? null : <em>{name.stop}</em>}
                </li>
              ))}
            </ol>
            {words.rest.map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </article>
        ))}
      </div>
      <Lines text={state.resolvConf} />
      {searches.length > 6 ? (
        <p className={css['hint']}>
          {searches.length} search domains, {searches.join(' ').length} bytes: glibc before 2.26 used six and 256 bytes;
          the kubelet lets a Pod have 32 and 2048.
        </p>
      ) : null}
    </section>
  );
}
