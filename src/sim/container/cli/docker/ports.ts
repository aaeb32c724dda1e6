/** The PORTS column of `docker ps`. */
import type { Port } from '../../engine-api.ts';

function host(ip: string, port: string | number): string {
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}

/** net.JoinHostPort. */
export const joinHostPort = host;

function compare(a: Port, b: Port): number {
  return (
    a.privatePort - b.privatePort ||
    cmp(a.ip ?? '', b.ip ?? '') ||
    (a.publicPort ?? 0) - (b.publicPort ?? 0) ||
    cmp(a.type, b.type)
  );
}
const cmp = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

interface Group {
  first: number;
  last: number;
}

function groupText(key: string, g: Group): string {
  const slash = key.lastIndexOf('/');
  const [ip, type] = slash < 0 ? ['', key] : [key.slice(0, slash), key.slice(slash + 1)];
  const range = g.first === g.last ? String(g.first) : `${g.first}-${g.last}`;
  return `${ip === '' ? range : `${host(ip, range)}->${range}`}/${type}`;
}

/** Neighbouring ports that are published under their own number are joined to ranges; the others come after. */
export function displayPorts(ports: readonly Port[]): string {
  const groups = new Map<string, Group>();
  const done: string[] = [];
  const mapped: string[] = [];
  for (const p of [...ports].sort(compare)) {
    const ip = p.ip ?? '';
    if (ip !== '' && p.publicPort !== p.privatePort) {
      mapped.push(`${host(ip, p.publicPort ?? 0)}->${p.privatePort}/${p.type}`);
      continue;
    }
    const key = ip === '' ? p.type : `${ip}/${p.type}`;
    const g = groups.get(key);
    if (g === undefined) groups.set(key, { first: p.privatePort, last: p.privatePort });
    else if (p.privatePort === g.last + 1) g.last = p.privatePort;
    else {
      done.push(groupText(key, g));
      groups.set(key, { first: p.privatePort, last: p.privatePort });
    }
  }
  return [...done, ...[...groups].map(([k, g]) => groupText(k, g)), ...mapped].join(', ');
}
