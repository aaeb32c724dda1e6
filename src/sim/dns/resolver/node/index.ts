// Node 20: dns.lookup through the C library, dns.resolve* through c-ares.
export { nodeLookup, type NodeResult } from './lookup.ts';
export { nodeResolve } from './resolve.ts';
export { CARES_RULES } from './rules.ts';
