// The wire format of DNS: see types.ts for what a message is.
export * from './types.ts';
export * from './name.ts';
export { encode, EncodeError, MAX_MESSAGE, record, type Compression } from './encode.ts';
export { decode, questionOf, type Decoded, type WireFault } from './decode.ts';
export { headerOf, peek, type Header, type Peek } from './header.ts';
