// Which of several addresses a program is given first (RFC 6724), in each library's own version.
export { glibcOrder, type Candidate } from './glibc.ts';
export { goOrder } from './go.ts';
export { MUSL_MAXADDRS, muslOrder } from './musl.ts';
