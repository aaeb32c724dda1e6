// DNS servers: scripted ones for recordings and playgrounds, and CoreDNS.
export { FaultyServer } from './faulty.ts';
export { httpService } from './http.ts';
export { ScriptedServer } from './scripted.ts';
export type { Action, ServerRule } from './rules.ts';
export { Zones, type ZoneData } from './zone.ts';
export * from './coredns/index.ts';
