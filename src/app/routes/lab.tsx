/** A machine alone, on the whole screen. */
import { useParams } from 'react-router';

export default function Lab() {
  const { scenario } = useParams();
  return <h1>Lab: {scenario}</h1>;
}
