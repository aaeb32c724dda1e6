// glibc 2.36: getaddrinfo, gethostbyname2 and gethostbyaddr.
export { getaddrinfo, type AddrInfo, type GlibcHints } from './getaddrinfo.ts';
export { gethostbyaddr, gethostbyname2, type HostEntry } from './gethostbyname.ts';
export { GLIBC_EAI, type GlibcCode } from './codes.ts';
export { GLIBC_RULES } from './rules.ts';
export { resInit, type ResState } from './state.ts';
