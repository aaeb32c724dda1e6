/** Lookups in the prose. The models of the resolvers are a chunk of their own: a section's page does not wait for it. */
import { lazy, Suspense } from 'react';
import type { LookupsProps } from '../dns/lookups.tsx';
import { Boundary } from '../components/boundary.tsx';

const View = lazy(() => import('../dns/lookups.tsx'));

export function Lookups(props: LookupsProps) {
  return (
    <Boundary what="The timeline">
      <Suspense fallback={<p>Looking names up…</p>}>
        <View {...props} />
      </Suspense>
    </Boundary>
  );
}
