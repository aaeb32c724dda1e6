/** How the models are checked, what they leave out, and whose work the site stands on. */
import { licences } from 'virtual:licences';
import { Link } from 'react-router';
import { Frame } from '../frame.tsx';
import { Fidelity } from '../fidelity.tsx';
import css from './about.module.css';

export default function About() {
  return (
    <Frame>
      <h1>About</h1>
      <p>
        Nothing here is a transcript. The terminal is a small kernel with a shell on it, both written for this course;
        whatever you type is answered by the model. The models are held against recordings of real systems: the same
        commands were run on Linux, and what the model prints, and the state it is in after each step, is compared with
        what was recorded.
      </p>
      <Fidelity />
      <p>
        The C in which the demo programs are written, and in which you write your own, has{' '}
        <Link to="/reference/c">a reference of its own</Link>.
      </p>
      <h2>Your data</h2>
      <p>
        There is no account and no server. Progress and settings are kept in this browser, in its storage for this site,
        and leave it only when you export them.
      </p>
      <h2>Software used</h2>
      <div className={css['scroll']} role="region" aria-label="Software used" tabIndex={0}>
        <table className={css['table']}>
          <thead>
            <tr>
              <th scope="col">Package</th>
              <th scope="col">Version</th>
              <th scope="col">Licence</th>
            </tr>
          </thead>
          <tbody>
            {licences.map(({ name, version, licence }) => (
              <tr key={`${name} ${version}`}>
                <td>{name}</td>
                <td>{version}</td>
                <td>{licence}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>The course itself is free software under the MIT licence. The fonts are Inter and JetBrains Mono (OFL 1.1).</p>
    </Frame>
  );
}
