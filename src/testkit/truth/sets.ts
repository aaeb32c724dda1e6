// The truth sets that can be played: one line each.
import { cliSet } from './cli/index.ts';
import { dnsSet } from './dns/index.ts';
import { dnsTranscriptSet } from './dns-transcripts/index.ts';
import { linuxSet } from './linux/index.ts';
import { shellSet } from './shell/index.ts';
import type { TruthSet } from './set.ts';

export const SETS: readonly TruthSet[] = [cliSet, dnsSet, dnsTranscriptSet, linuxSet, shellSet];
