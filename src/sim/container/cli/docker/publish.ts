/** `-p` specifications: [ip:][hostPort:]containerPort[/proto], with ranges (docker/go-connections/nat). */
import type { PortBinding } from '../../engine-api.ts';
import { isAddress } from './address.ts';

interface Range {
  readonly start: number;
  readonly end: number;
}

function portNumber(text: string): number | undefined {
  return /^\d+$/.test(text) && Number(text) <= 65535 ? Number(text) : undefined;
}

/** nat.ParsePortRange; undefined when it is none. */
function range(text: string): Range | undefined {
  const [a = '', b] = text.split('-');
  const start = portNumber(a);
  const end = b === undefined ? start : portNumber(b);
  return start === undefined || end === undefined || end < start || text.split('-').length > 2
    ? undefined
    : { start, end };
}

function split(spec: string): { ip: string; host: string; container: string } {
  const parts = spec.split(':');
  const container = parts.at(-1) ?? '';
  if (parts.length === 1) return { ip: '', host: '', container };
  if (parts.length === 2) return { ip: '', host: parts[0] ?? '', container };
  return { ip: parts.slice(0, -2).join(':'), host: parts.at(-2) ?? '', container };
}

/** The long form `published=8080,target=80,protocol=udp` becomes the short one. */
function standard(spec: string): string {
  if (!spec.includes('=')) return spec;
  const given = new Map(
    spec
      .split(',')
      .map((p): [string, string] => [p.slice(0, p.indexOf('=')).trim().toLowerCase(), p.slice(p.indexOf('=') + 1)]),
  );
  const published = given.get('published');
  const target = `${given.get('target') ?? ''}/${given.get('protocol') ?? 'tcp'}`;
  return published === undefined ? target : `${published}:${target}`;
}

function one(given: string): PortBinding[] | string {
  const spec = standard(given);
  const slash = spec.indexOf('/');
  const proto = slash < 0 ? 'tcp' : spec.slice(slash + 1).toLowerCase() || 'tcp';
  const { ip, host, container } = split(slash < 0 ? spec : spec.slice(0, slash));
  const address = ip.startsWith('[') && ip.endsWith(']') ? ip.slice(1, -1) : ip;
  if (ip !== '' && !isAddress(address)) return `invalid IP address: ${ip}`;
  if (container === '') return `no port specified: ${given}<empty>`;
  const inside = range(container);
  if (inside === undefined) return `invalid containerPort: ${container}`;
  const outside = host === '' ? undefined : range(host);
  if (host !== '' && outside === undefined) return `invalid hostPort: ${host}`;
  if (
    outside !== undefined &&
    inside.end - inside.start !== outside.end - outside.start &&
    inside.end !== inside.start
  ) {
    return `invalid ranges specified for container and host Ports: ${container} and ${host}`;
  }
  if (!['tcp', 'udp', 'sctp'].includes(proto)) return `invalid proto: ${proto}`;
  const out: PortBinding[] = [];
  for (let i = 0; i <= inside.end - inside.start; i++) {
    let hostPort = outside === undefined ? '' : String(outside.start + i);
    // One container port in a range of host ports: the daemon picks.
    if (outside !== undefined && inside.end === inside.start && outside.end !== outside.start)
      hostPort = `${outside.start}-${outside.end}`;
    out.push({ privatePort: inside.start + i, type: proto, hostIp: address, hostPort });
  }
  return out;
}

/** All bindings, or the words of the first error. */
export function parsePorts(specs: readonly string[]): readonly PortBinding[] | string {
  const all: PortBinding[] = [];
  for (const spec of specs) {
    const ports = one(spec);
    if (typeof ports === 'string') return ports;
    all.push(...ports);
  }
  return all;
}
