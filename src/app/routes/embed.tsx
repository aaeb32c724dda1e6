/** A machine for an iframe: the lab without the site around it. */
import { Link, useParams } from 'react-router';
import { LabScreen } from './lab.tsx';
import css from './lab.module.css';

export default function Embed() {
  const { scenario = '' } = useParams();
  return (
    <main id="main" tabIndex={-1} className={css['frame']}>
      <h1 className="hidden-text">Lab: {scenario}</h1>
      <LabScreen scenario={scenario} embedded />
      <p className={css['out']} style={{ margin: 0 }}>
        <Link to={`/lab/${scenario}`} target="_blank">
          Inside the Pod: open in a window of its own
        </Link>
      </p>
    </main>
  );
}
