/** What the models were compared with, and what each command leaves out: the `support` field of the commands as a table. */
import { commands } from 'virtual:commands';
import css from './routes/about.module.css';

/** The sets of recordings; `npm run -s truth -- <set> <dir>` plays them. */
const SETS: readonly (readonly [name: string, count: number, what: string])[] = [
  ['linux', 128, 'PID 1, signals and zombies on Linux 6.18, Debian 12'],
  ['shell', 329, 'bash 5.2, dash and the text tools of Debian 12'],
  ['cli', 144, 'the docker client'],
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
        The machine has no network and no clock of its own: time is virtual, and starts at the same moment every time.
        Each command says how much of the real one it models.
      </p>
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
