/** The knobs of an experiment: the name, the clients, resolv.conf, and what is wrong with each name server. */
import type { ReactNode } from 'react';
import { CLUSTER_FIRST, RESOLVERS, type Playground, type ServerSetup } from '../../sim/dns/index.ts';
import css from './controls.module.css';
import { PodChooser } from './pod-chooser.tsx';
import { ServerKnobs } from './server-knobs.tsx';
import type { Side } from './use-playground.ts';
import { ZoneEditor } from './zone-editor.tsx';

interface Props {
  readonly side: Side;
  /** Without the files: they are in the picture. */
  readonly brief: boolean;
  /** In front: which of two configurations this is. */
  readonly lead: ReactNode;
  readonly onChange: (part: Partial<Playground>) => void;
}

const NAMES = [
  'example.com',
  'web',
  'web.prod',
  'api.example.com.',
  'web.prod.svc.cluster.local',
  'nosuch',
  'many.example.com',
];

interface Preset {
  readonly label: string;
  readonly about: string;
  readonly text: string;
}

const withOptions = (options: string): string => CLUSTER_FIRST.replace('ndots:5', options);

const PRESETS: readonly Preset[] = [
  { label: 'ClusterFirst', about: 'What the kubelet writes when a Pod says nothing.', text: CLUSTER_FIRST },
  {
    label: 'Default',
    about: 'dnsPolicy: Default takes the node’s file.',
    text: 'search corp.example\nnameserver 10.0.0.2\n',
  },
  { label: 'ndots:1', about: 'dnsConfig with ndots lowered.', text: withOptions('ndots:1') },
  { label: 'ndots:2', about: 'dnsConfig with ndots lowered.', text: withOptions('ndots:2') },
  {
    label: 'Two servers',
    about: 'dnsConfig with a second name server.',
    text: CLUSTER_FIRST.replace('nameserver 10.96.0.10\n', 'nameserver 10.96.0.10\nnameserver 10.96.0.11\n'),
  },
  {
    label: 'single-request-reopen',
    about: 'glibc: A first, then AAAA from a new socket.',
    text: withOptions('ndots:5 single-request-reopen'),
  },
];

export function Controls({ side, brief, lead, onChange }: Props) {
  const { state } = side;
  const { servers } = side.setup;
  const setServer = (server: ServerSetup): void =>
    onChange({ servers: [...servers.filter((each) => each.address !== server.address), server] });
  const toggle = (id: string): void => {
    const on = state.clients.includes(id);
    const next = RESOLVERS.map((each) => each.id).filter((each) => (each === id ? !on : state.clients.includes(each)));
    if (next.length > 0) onChange({ clients: next });
  };
  return (
    <section className={css['controls']} aria-label="The experiment">
      <div className={css['row']}>
        {lead}
        <label className={css['name']}>
          <span>getaddrinfo</span>
          <input
            value={state.name}
            list="dns-names"
            spellCheck={false}
            autoCapitalize="off"
            autoCorrect="off"
            maxLength={300}
            onChange={(event) => onChange({ name: event.target.value })}
          />
          <datalist id="dns-names">
            {NAMES.map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        </label>
        <label>
          <span>family</span>
          <select
            value={state.family}
            onChange={(event) => onChange({ family: event.target.value as Playground['family'] })}
          >
            <option value="unspec">A and AAAA</option>
            <option value="inet">A only</option>
            <option value="inet6">AAAA only</option>
          </select>
        </label>
        <fieldset className={css['clients']}>
          <legend>resolvers</legend>
          {RESOLVERS.map(({ id, label, where }) => (
            <label key={id} title={where}>
              <input type="checkbox" checked={state.clients.includes(id)} onChange={() => toggle(id)} />
              {label}
            </label>
          ))}
        </fieldset>
      </div>
      {brief ? null : (
        <div className={css['row']}>
          <div className={css['files']}>
            <label>
              <span>/etc/resolv.conf</span>
              <textarea
                value={state.resolvConf}
                rows={3}
                spellCheck={false}
                autoCapitalize="off"
                maxLength={8000}
                onChange={(event) => onChange({ resolvConf: event.target.value })}
              />
            </label>
            <div className={css['presets']} role="group" aria-label="Fill in resolv.conf">
              {PRESETS.map(({ label, about, text }) => (
                <button
                  key={label}
                  type="button"
                  title={about}
                  aria-pressed={state.resolvConf === text}
                  onClick={() => onChange({ resolvConf: text })}
                >
                  {label}
                </button>
              ))}
            </div>
            <details className={css['more']} open={state.pod !== undefined || undefined}>
              <summary>Written by the kubelet: dnsPolicy and dnsConfig</summary>
              <PodChooser state={state} onChange={onChange} />
            </details>
            <details className={css['more']}>
              <summary>/etc/hosts and the Pod’s network</summary>
              <label>
                <span>/etc/hosts</span>
                <textarea
                  value={state.hosts}
                  rows={3}
                  spellCheck={false}
                  maxLength={8000}
                  onChange={(event) => onChange({ hosts: event.target.value })}
                />
              </label>
              <label className={css['check']}>
                <input
                  type="checkbox"
                  checked={state.dualStack}
                  onChange={(event) => onChange({ dualStack: event.target.checked })}
                />
                the Pod has an IPv6 address, too
              </label>
            </details>
          </div>
          <div className={css['servers']} role="group" aria-label="Name servers">
            <h2>Name servers</h2>
            {servers.length === 0 ? <p>resolv.conf names none: the resolvers ask the Pod itself.</p> : null}
            {servers.map((server) => (
              <ServerKnobs key={server.address} server={server} onChange={setServer} />
            ))}
            <details className={css['more']} open={state.zone !== '' || undefined}>
              <summary>Records of your own</summary>
              <ZoneEditor text={state.zone} zone={side.zone} onChange={(zone) => onChange({ zone })} />
            </details>
          </div>
        </div>
      )}
    </section>
  );
}
