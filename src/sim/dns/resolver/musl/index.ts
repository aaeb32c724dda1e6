// musl's getaddrinfo, as of 1.2.3 and of 1.2.5.
export { getaddrinfo, type MuslAddrInfo } from './getaddrinfo.ts';
export { getnameinfo } from './getnameinfo.ts';
export { MUSL_EAI, type MuslCode } from './codes.ts';
export { MUSL_RULES } from './rules.ts';
export { MUSL_1_2_3, MUSL_1_2_5, type MuslVersion } from './version.ts';
