// One recorded command: what lay in the pod, what its name servers did, and what a terminal showed. See the README of the set.
import type { RecordedServer } from '../dns/format.ts';

export interface Transcript {
  /** A dual-stack pod's name ends in -dual. */
  readonly env: string;
  readonly command: string;
  readonly resolv_conf: string;
  readonly hosts: string;
  /** Absent: files, then dns. */
  readonly nsswitch?: string;
  readonly servers: readonly RecordedServer[];
  /** Key into zones.json. */
  readonly zone: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
  /** With the start of the process on a busy machine; 0 below 0.7 s. */
  readonly elapsed_ms: number;
  /** Server, protocol, name, type. Name and type are null for a refused TCP connection. */
  readonly queries: readonly (readonly [string, string, string | null, string | null])[];
}
