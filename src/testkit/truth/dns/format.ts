// One recorded lookup: what the client was given and what it sent, got and said. See the README of the set.
import type { ServerRule, ZoneData } from '../../../sim/dns/index.ts';

export interface RecordedServer {
  readonly address: string;
  /** Absent: listens. */
  readonly udp?: boolean;
  readonly tcp?: boolean;
  readonly rules?: readonly ServerRule[];
}

export interface RecordedInput {
  readonly resolv_conf: string;
  readonly hosts: string;
  readonly nsswitch: string;
  readonly pod: { readonly ipv4: string; readonly ipv6: string | null; readonly linklocal_ipv6: boolean };
  readonly zone: string;
  readonly servers: readonly RecordedServer[];
  readonly name: string;
  readonly client: {
    readonly kind: string;
    readonly argv: readonly string[];
    readonly family?: 'unspec' | 'inet' | 'inet6';
    readonly flags?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
  };
}

export interface RecordedQuery {
  readonly server: string;
  readonly proto: string;
  readonly qname: string | null;
  readonly qtype: string | null;
  readonly socket: string;
  readonly rd?: boolean;
  readonly ad?: boolean;
  readonly edns?: boolean;
  readonly connect_only?: boolean;
}

export interface RecordedStep {
  /** Milliseconds since the call. */
  readonly t: number;
  readonly queries: readonly RecordedQuery[];
}

/** Of a getaddrinfo, Go or Node client, or of a tool. */
export interface RecordedResult {
  readonly code?: string;
  readonly message?: string;
  readonly addresses?: readonly string[];
  readonly canonname?: string | null;
  readonly dnserror?: Readonly<Record<string, unknown>>;
  readonly exit?: number;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly killed?: boolean;
}

export interface Outcome {
  readonly schedule: readonly RecordedStep[];
  readonly elapsed_ms: number;
  readonly result: RecordedResult;
}

export interface DnsCase {
  readonly id: string;
  readonly tags: readonly string[];
  readonly input: RecordedInput;
  readonly order: 'strict' | 'per-type';
  readonly timing: 'exact' | 'jitter';
  readonly expect: Outcome;
  readonly stable: boolean;
  readonly runs_agreeing: number;
  readonly variants?: readonly Outcome[];
  readonly raw?: { readonly elapsed_ms_per_run?: readonly number[] };
}

export type ZoneFile = Readonly<Record<string, { readonly zones: readonly ZoneData[] }>>;
