// Packets as one host's network device sees them: what a packet socket (tcpdump) gets. Only hosts with a listener make any.
import type { Micros } from '../../../engine/index.ts';
import type { Endpoint } from './events.ts';

export type TcpFlags = 'S' | 'S.' | '.' | 'P.' | 'F.' | 'R' | 'R.';

export type Payload =
  | { readonly kind: 'udp'; readonly bytes: Uint8Array }
  /** `seq` and `ack` count from the first byte of each side, as tcpdump shows them; the SYN has the absolute number. */
  | {
      readonly kind: 'tcp';
      readonly flags: TcpFlags;
      readonly seq: number;
      readonly ack: number;
      readonly bytes: Uint8Array;
    }
  | { readonly kind: 'echo'; readonly reply: boolean; readonly id: number; readonly seq: number; readonly size: number }
  /** ICMP destination unreachable, with the packet that it speaks of. */
  | { readonly kind: 'unreachable'; readonly what: 'port' | 'host'; readonly about: Frame };

export interface Frame {
  readonly at: Micros;
  readonly direction: 'In' | 'Out';
  readonly device: string;
  /** Ports are 0 for ICMP. */
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly payload: Payload;
}

/** Set on a host while somebody captures there. */
export type Tap = (frame: Frame) => void;
