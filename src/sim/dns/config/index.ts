// The files that resolvers read, each as its reader reads it.
export * from './account.ts';
export * from './glibc.ts';
export * from './go.ts';
export * from './hosts.ts';
export * from './lines.ts';
export * from './musl.ts';
export * from './nsswitch.ts';
