// dig, host and nslookup of BIND 9.18: three programs on one model of bin/dig/dighost.c.
export { dig } from './dig.ts';
export { host } from './host.ts';
export { nslookup } from './nslookup.ts';
