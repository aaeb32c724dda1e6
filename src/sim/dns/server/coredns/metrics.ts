// What plugin/prometheus counts of a server, and the text of its page (coredns v1.12.1, plugin/metrics/vars). Fidelity: of its families
// these, and the label `plugin` is empty.
import type { Rcode, RrType } from '../../message/index.ts';
import type { Proto } from '../../net/index.ts';

/** Types with a label of their own (plugin/metrics/vars/monitor.go). */
const TYPES = new Set('AAAA A CNAME DNSKEY DS MX NSEC3 NSEC NS PTR RRSIG SOA SRV TXT HTTPS ANY'.split(' '));

type Counts = Map<string, number>;

const add = (counts: Counts, labels: string): unknown => counts.set(labels, (counts.get(labels) ?? 0) + 1);

export class Metrics {
  private readonly requests: Counts = new Map();
  private readonly responses: Counts = new Map();

  request(port: number, zone: string, proto: Proto, type: RrType): void {
    const kind = TYPES.has(type) ? type : 'other';
    add(this.requests, `family="1",proto="${proto}",server="dns://:${port}",type="${kind}",view="",zone="${zone}"`);
  }

  response(port: number, zone: string, rcode: Rcode): void {
    add(this.responses, `plugin="",rcode="${rcode}",server="dns://:${port}",view="",zone="${zone}"`);
  }

  text(): string {
    const family = (name: string, help: string, type: string, lines: readonly string[]): string =>
      lines.length === 0 ? '' : `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
    const counted = (name: string, counts: Counts): string[] =>
      [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([labels, n]) => `${name}{${labels}} ${n}\n`);
    return [
      family(
        'coredns_build_info',
        "A metric with a constant '1' value labeled by version, revision, and goversion from which CoreDNS was built.",
        'gauge',
        ['coredns_build_info{goversion="go1.24.1",revision="707c7c1",version="1.12.1"} 1\n'],
      ),
      family(
        'coredns_dns_requests_total',
        'Counter of DNS requests made per zone, protocol and family.',
        'counter',
        counted('coredns_dns_requests_total', this.requests),
      ),
      family(
        'coredns_dns_responses_total',
        'Counter of response status codes.',
        'counter',
        counted('coredns_dns_responses_total', this.responses),
      ),
      family('coredns_panics_total', 'A metrics that counts the number of panics.', 'counter', [
        'coredns_panics_total 0\n',
      ]),
    ].join('');
  }
}
