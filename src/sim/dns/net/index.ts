// The network in virtual time. world.ts runs programs; calls.ts is what they may ask; events.ts is what a run leaves.
export { FOREVER, framed, net } from './calls.ts';
export type {
  EchoAnswer,
  EchoRequest,
  Errno,
  InterfaceAddress,
  Net,
  Ready,
  Received,
  Sent,
  Told,
  Wanted,
} from './calls.ts';
export type * from './events.ts';
export type { Frame, TcpFlags } from './frames.ts';
export type { LinkFault } from './faults.ts';
export type { Host, HostSpec } from './host.ts';
export type { Filter, FilteredPacket, Proxy, VirtualService } from './route.ts';
export type { Answer, Incoming, Outgoing, Service } from './service.ts';
export { joined, unframe } from './sockets.ts';
export type { Lookup, Print } from './task.ts';
export { because, type ConfigLine, type Rule, type Why } from './why.ts';
export { World, type RunEnd, type WorldOptions } from './world.ts';
