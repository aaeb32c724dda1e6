// The wire format of DNS: see types.ts for what a message is.
export * from './types.ts';
export * from './name.ts';
export { cookieOf, encode, EncodeError, MAX_MESSAGE, record, type Compression } from './encode.ts';
export { decode, peek, type Decoded, type Peek, type WireFault } from './decode.ts';
