/** What this API server serves. */
import type { ApiResource } from '../cluster-api.ts';

const core = (
  kind: string,
  plural: string,
  shortName: string,
  namespaced: boolean,
  categories: readonly string[] = [],
): ApiResource => ({ group: '', version: 'v1', kind, plural, namespaced, shortNames: [shortName], categories });

export const RESOURCES: readonly ApiResource[] = [
  core('Event', 'events', 'ev', true),
  core('Namespace', 'namespaces', 'ns', false),
  core('Node', 'nodes', 'no', false),
  core('Pod', 'pods', 'po', true, ['all']),
];
