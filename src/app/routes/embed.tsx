/** A machine for an iframe: the lab without the site around it. */
import { Suspense } from 'react';
import Lab from './lab.tsx';

export default function Embed() {
  return (
    <main id="main">
      <Suspense fallback={null}>
        <Lab />
      </Suspense>
    </main>
  );
}
