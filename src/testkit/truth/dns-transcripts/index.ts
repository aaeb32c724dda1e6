// The `dns-transcripts` truth set: what terminals showed of recorded tools, played against the models of the tools.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ZoneFile } from '../dns/format.ts';
import { zonesNear } from '../dns/index.ts';
import type { CaseResult, TruthSet } from '../set.ts';
import { firstDifference } from './compare.ts';
import type { Transcript } from './format.ts';
import { playTranscript } from './play.ts';

function judge(id: string, item: Transcript, zones: ZoneFile): CaseResult {
  const got = playTranscript(item, zones);
  if (typeof got === 'string') return { id, kind: 'skipped', detail: got };
  const difference = firstDifference(item, got);
  return difference === undefined ? { id, kind: 'passed' } : { id, kind: 'failed', detail: difference };
}

/** The project's own copy: one file. */
interface Kept {
  readonly zones: ZoneFile;
  readonly transcripts: readonly Transcript[];
}

export const dnsTranscriptSet: TruthSet = {
  name: 'dns-transcripts',
  files: (dir) =>
    readdirSync(dir)
      .filter((name) => name.endsWith('.json') && name !== 'zones.json')
      .sort()
      .map((name) => join(dir, name)),
  play(file, only) {
    const data = JSON.parse(readFileSync(file, 'utf8')) as Transcript | Kept;
    const items: (readonly [string, Transcript, ZoneFile])[] =
      'transcripts' in data
        ? data.transcripts.map((item) => [`${item.env}: ${item.command}`, item, data.zones])
        : [[basename(file, '.json'), data, zonesNear(file)]];
    return items.filter(([id]) => !only || only.has(id)).map(([id, item, zones]) => judge(id, item, zones));
  },
};
