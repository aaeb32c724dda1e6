/** How the models are checked, what they leave out, and whose work the site stands on. */
import { licences } from 'virtual:licences';

export default function About() {
  return (
    <>
      <h1>About</h1>
      <h2>Software used</h2>
      <table>
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
    </>
  );
}
