/** What the models were compared with, and what each command leaves out: the `support` field of the commands as a table. */
import { commands, corednsPlugins } from 'virtual:commands';
import { Fragment } from 'react';
import css from './routes/about.module.css';

/** The sets of recordings; `npm run -s truth -- <set> <dir>` plays them. */
const SETS: readonly (readonly [name: string, count: number, what: string])[] = [
  ['linux', 128, 'PID 1, signals and zombies on Linux 6.18, Debian 12'],
  ['shell', 329, 'bash 5.2, dash and the text tools of Debian 12'],
  ['cli/docker', 144, 'the docker client'],
  ['cli/kubectl', 238, 'kubectl 1.34 and what the API server answers'],
  ['dns', 1138, 'lookups by glibc 2.36, musl 1.2.3 and 1.2.5, Go 1.19, Node 20, BIND 9.18, busybox 1.35'],
  ['dns-transcripts', 180, 'the same tools in a terminal'],
];

const LEVELS = { full: 'whole', partial: 'in part', none: 'not at all' };

export function Fidelity() {
  return (
    <>
      <h2>Recordings</h2>
      <div className={css['scroll']} role="region" aria-label="Recordings" tabIndex={0}>
        <table className={css['table']}>
          <thead>
            <tr>
              <th scope="col">Set</th>
              <th scope="col">Recordings</th>
              <th scope="col">Of what</th>
            </tr>
          </thead>
          <tbody>
            {SETS.map(([name, count, what]) => (
              <tr key={name}>
                <td>{name}</td>
                <td>{count}</td>
                <td>{what}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h2>What this simulator does not do</h2>
      <p>
        The machine has no clock of its own: time is virtual, and starts at the same moment every time. Its network has
        the pods, the node and a few hosts outside, and carries DNS, echo requests and plain HTTP; programs other than
        the network tools have no sockets, so strace shows none of their calls. Network policies are enforced, as by a
        network plugin that does. Name servers have IPv4 addresses in the recordings; IPv6 ones follow the same rules
        unchecked.
      </p>
      <p>
        CoreDNS is not recorded: it is written after its sources, with the plugins{' '}
        {corednsPlugins.map((name, i) => (
          <Fragment key={name}>
            {i === 0 ? '' : ' '}
            <code>{name}</code>
          </Fragment>
        ))}
        . Other directives of a Corefile are read over.
      </p>
      <p>Each command says how much of the real one it models.</p>
      <div className={css['scroll']} role="region" aria-label="Commands" tabIndex={0}>
        <table className={css['table']}>
          <thead>
            <tr>
              <th scope="col">Command</th>
              <th scope="col">Modelled</th>
              <th scope="col">Options</th>
              <th scope="col">What is missing or different</th>
            </tr>
          </thead>
          <tbody>
            {commands.map(({ name, level, options, note }) => (
              <tr key={name} id={`command-${name}`}>
                <td>
                  <code>{name}</code>
                </td>
                <td>{LEVELS[level]}</td>
                <td className={css['options']}>{options.join(' ')}</td>
                <td>{note}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
