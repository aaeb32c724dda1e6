/** What the reader points at to have it explained: a state, or a way between two. */
import { EDGES, PLACES, type EdgeId, type PlaceId } from '../../../viz/index.ts';

export type Topic = { readonly kind: 'edge'; readonly id: EdgeId } | { readonly kind: 'place'; readonly id: PlaceId };

export const topicText = (topic: Topic) => (topic.kind === 'edge' ? EDGES[topic.id] : PLACES[topic.id]);
