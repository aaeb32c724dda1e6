// Experiments of the cards: a cluster in good health, and one whose node loses the second of two packets.
import type { Card, Script } from '../../../src/lesson/index.ts';

type Proof = NonNullable<Card['proof']>;

export const proof = (options: Readonly<Record<string, string>>, ...run: Script): Proof => ({
  lab: { scenario: 'dns-cluster', options: { ndots: '5', ...options }, view: 'network' },
  run,
});

export const race = (...run: Script): Proof => ({
  lab: { scenario: 'dns-five-seconds', options: { loss: 'race' }, view: 'network' },
  run,
});
