// DNS in virtual time: messages, a network with faults, servers, and resolvers that do what the real ones do.
//
// How a run is made: put hosts into a World (net/), let services listen on them (server/), start a resolver's generator on a host,
// run, and read world.events. A resolver is a function that returns Net<Result>; see net/calls.ts for what it may ask.
export * from './address/index.ts';
export { tcpdump } from './capture/index.ts';
export * from './config/index.ts';
export * from './message/index.ts';
export * from './net/index.ts';
export * from './order/index.ts';
export * from './policy/index.ts';
export * from './server/index.ts';
export * as go from './resolver/go/index.ts';
export * as glibc from './resolver/glibc/index.ts';
export * as musl from './resolver/musl/index.ts';
export * as node from './resolver/node/index.ts';
export * from './experiment/index.ts';
export * as tools from './tools/index.ts';
export { CATCHES_INT, NET_TOOLS, type NetTool, type ToolHost } from './tools/index.ts';
