// Go's own resolver (netdns=go), as of Go 1.19.
export { lookupIpAddr, type GoResult } from './lookup.ts';
export { errorText, type DnsError } from './errors.ts';
export { GO_RULES } from './rules.ts';
