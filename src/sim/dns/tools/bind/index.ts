// dig, host and nslookup of BIND 9.18: three programs on one model of bin/dig/dighost.c.
export { dig, digBatch } from './dig.ts';
export { host } from './host.ts';
export { nslookup, nslookupPrompt } from './nslookup.ts';
