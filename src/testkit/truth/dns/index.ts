// The `dns` truth set: recorded lookups of real resolvers, played against the models.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CaseResult, TruthSet } from '../set.ts';
import { CLIENTS, type Client } from './clients.ts';
import { firstDifference } from './compare.ts';
import type { DnsCase, ZoneFile } from './format.ts';
import { casesOf, type KeptDns } from './kept.ts';
import { playCase } from './play.ts';

const json = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

const known = new Map<string, ZoneFile>();

/** Zones lie beside the cases or beside their folder. */
export function zonesNear(file: string): ZoneFile {
  const dir = dirname(file);
  const found = known.get(dir);
  if (found) return found;
  const path = [join(dir, 'zones.json'), join(dir, '..', 'zones.json')].find((each) => existsSync(each));
  const zones = path === undefined ? {} : (json(path) as ZoneFile);
  known.set(dir, zones);
  return zones;
}

/**
 * Where the real client waits at random (timing: jitter), a recording is one of its ways: the model has to take it with one of
 * this many seeds. Everything else has one way.
 */
const WAYS = 16;

function differenceOf(item: DnsCase, client: Client, zones: ZoneFile): string | undefined {
  const first = firstDifference(item, playCase(item, client, zones, item.id));
  if (first === undefined || item.timing !== 'jitter') return first;
  for (let way = 1; way < WAYS; way += 1)
    if (firstDifference(item, playCase(item, client, zones, `${item.id} ${way}`)) === undefined) return undefined;
  return first;
}

function judge(item: DnsCase, zones: ZoneFile): CaseResult {
  const { id } = item;
  const client = CLIENTS[item.input.client.kind];
  if (!client) return { id, kind: 'skipped', detail: `no model of ${item.input.client.kind}` };
  const difference = differenceOf(item, client, zones);
  if (difference === undefined) return { id, kind: 'passed' };
  if (!item.stable && item.runs_agreeing === 1)
    return { id, kind: 'skipped', detail: `its recorded runs disagree: ${difference}` };
  return { id, kind: 'failed', detail: difference };
}

export const dnsSet: TruthSet = {
  name: 'dns',
  files: (dir) =>
    readdirSync(dir)
      .filter((name) => name.endsWith('.json') && name !== 'zones.json')
      .sort()
      .map((name) => join(dir, name)),
  play(file, only) {
    const data = json(file) as DnsCase | KeptDns;
    if ('cases' in data)
      return casesOf(data)
        .filter(({ id }) => !only || only.has(id))
        .map((item) => judge(item, data.zones));
    return only && !only.has(data.id) ? [] : [judge(data, zonesNear(file))];
  },
};
