// More commands of dig, host and nslookup, recorded for this project with the recorder of the set and BIND 9.18.49 (whose banner was given the
// name of the set's own package): options, bad input, and name servers that fail in many ways.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { recordingOf } from '../../conformance/sets.ts';
import { firstDifference } from '../dns-transcripts/compare.ts';
import type { Transcript } from '../dns-transcripts/format.ts';
import { playTranscript } from '../dns-transcripts/play.ts';
import type { RecordedServer, ZoneFile } from './format.ts';
import { dnsSet } from './index.ts';
import type { KeptDns } from './kept.ts';

interface Environment {
  /** Absent: the cluster of the set. */
  readonly zone?: string;
  readonly resolv_conf: string;
  readonly servers: readonly RecordedServer[];
}

/** A query is "server protocol name type". */
interface Command extends Pick<Transcript, 'env' | 'command' | 'stdout' | 'stderr' | 'exit' | 'elapsed_ms'> {
  readonly queries: readonly string[];
}

interface Kept {
  readonly hosts: string;
  /** Besides those of the set. */
  readonly zones: ZoneFile;
  readonly environments: Readonly<Record<string, Environment>>;
  readonly commands: readonly Command[];
}

const read = (file: string): unknown => JSON.parse(readFileSync(recordingOf(dnsSet, file), 'utf8'));

/** A refused connection has neither name nor type. */
function queryOf(line: string): Transcript['queries'][number] {
  const [, server = '', proto = '', name = '', type = ''] = /^(\S+) (\S+) ([^]*) (\S+)$/.exec(line) ?? [];
  return [server, proto, name === 'None' ? null : name, type === 'None' ? null : type];
}

test('what dig, host and nslookup ask and say, whatever they are told to do', () => {
  const { hosts, environments, commands, zones: more } = read('tools.json') as Kept;
  const zones = { ...(read('cases.json') as KeptDns).zones, ...more };
  const differences = commands.flatMap((command): string[] => {
    const environment = environments[command.env];
    if (!environment) return [`no environment ${command.env}`];
    const item = { zone: 'cluster', ...environment, ...command, hosts, queries: command.queries.map(queryOf) };
    const got = playTranscript(item, zones);
    const difference = typeof got === 'string' ? got : firstDifference(item, got);
    return difference === undefined ? [] : [`${command.env}: ${command.command}: ${difference}`];
  });
  expect(differences).toEqual([]);
  expect(commands.length).toBe(844);
});
