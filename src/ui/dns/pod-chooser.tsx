/** The Pod that the file is written for: dnsPolicy, dnsConfig, host network and namespace, and what the kubelet makes of them. */
import { DNS_POLICIES, INITIAL_POD, podFile, podTrouble, type Playground, type PodSetup } from '../../sim/dns/index.ts';
import { Button } from '../components/button.tsx';
import { Notice } from '../components/notice.tsx';
import css from './pod-chooser.module.css';

interface Props {
  readonly state: Playground;
  readonly onChange: (part: Partial<Playground>) => void;
}

const ABOUT: Readonly<Record<PodSetup['policy'], string>> = {
  ClusterFirst: 'The cluster’s DNS and its search list; on the host’s network it is Default.',
  Default: 'The node’s own file, whatever is in it. Not the default.',
  ClusterFirstWithHostNet: 'The cluster’s DNS for a Pod on the host’s network.',
  None: 'Only what dnsConfig says.',
};

const FIELDS = [
  ['nameservers', 'dnsConfig.nameservers', '10.96.0.11'],
  ['searches', 'dnsConfig.searches', 'corp.example'],
  ['options', 'dnsConfig.options', 'ndots:2 edns0'],
] as const;

export function PodChooser({ state, onChange }: Props) {
  const pod = state.pod ?? INITIAL_POD;
  const file = podFile(pod);
  const trouble = podTrouble(pod);
  const set = (part: Partial<PodSetup>): void => {
    const next = { ...pod, ...part };
    // A Pod that the API server refuses has no file: the last one stays.
    onChange({ pod: next, ...(podTrouble(next) === undefined ? { resolvConf: podFile(next).text } : {}) });
  };
  const edited = state.pod !== undefined && trouble === undefined && file.text !== state.resolvConf;
  return (
    <div className={css['pod']}>
      <div className={css['fields']}>
        <label>
          <span>dnsPolicy</span>
          <select value={pod.policy} onChange={(event) => set({ policy: event.target.value as PodSetup['policy'] })}>
            {DNS_POLICIES.map((policy) => (
              <option key={policy} title={ABOUT[policy]}>
                {policy}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>namespace</span>
          <input
            value={pod.namespace}
            spellCheck={false}
            maxLength={63}
            onChange={(event) => set({ namespace: event.target.value })}
          />
        </label>
        <label className={css['check']}>
          <input
            type="checkbox"
            checked={pod.hostNetwork}
            onChange={(event) => set({ hostNetwork: event.target.checked })}
          />
          hostNetwork
        </label>
        {FIELDS.map(([key, label, hint]) => (
          <label key={key}>
            <span>{label}</span>
            <input
              value={pod[key]}
              placeholder={hint}
              spellCheck={false}
              maxLength={4000}
              onChange={(event) => set({ [key]: event.target.value })}
            />
          </label>
        ))}
        <label className={css['node']}>
          <span>the node’s resolv.conf</span>
          <textarea
            value={pod.node}
            rows={2}
            spellCheck={false}
            maxLength={4000}
            onChange={(event) => set({ node: event.target.value })}
          />
        </label>
      </div>
      <p>{ABOUT[pod.policy]}</p>
      {trouble === undefined ? null : (
        <Notice tone="bad" title="The API server refuses this Pod">
          {trouble}
        </Notice>
      )}
      {file.events.map(({ reason, message }) => (
        <Notice key={message} tone="warn" title={`Warning  ${reason}`}>
          <span className={css['message']}>{message}</span>
        </Notice>
      ))}
      {edited ? (
        <p>
          The file above has been edited since.{' '}
          <Button onClick={() => onChange({ resolvConf: file.text })}>Write the kubelet’s again</Button>
        </p>
      ) : null}
      {state.pod === undefined ? null : (
        <p>
          <Button onClick={() => onChange({ pod: undefined })}>Forget this Pod</Button>
        </p>
      )}
    </div>
  );
}
