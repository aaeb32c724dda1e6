/** An address that the course does not have. */
import { Link } from 'react-router';

export default function NotFound() {
  return (
    <>
      <h1>There is no page here.</h1>
      <p>
        <Link to="/">Back to the course map</Link>
      </p>
    </>
  );
}
