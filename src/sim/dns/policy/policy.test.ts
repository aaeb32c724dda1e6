// dnsPolicy and dnsConfig: what ends up in a Pod's /etc/resolv.conf, and the warnings when it does not fit.
import { describe, expect, test } from 'vitest';
import { podDns, type DnsNode, type DnsPod } from './index.ts';

const NODE: DnsNode = {
  clusterDns: ['10.96.0.10'],
  clusterDomain: 'cluster.local',
  resolvConf: '# node\nsearch corp.example.\nnameserver 192.168.50.53\noptions timeout:1\n',
};

const text = (pod: Omit<DnsPod, 'namespace'>, node: DnsNode = NODE): string =>
  podDns({ namespace: 'prod', ...pod }, node).text;

const CLUSTER =
  'search prod.svc.cluster.local svc.cluster.local cluster.local corp.example\nnameserver 10.96.0.10\noptions ndots:5\n';
const HOST = 'search corp.example\nnameserver 192.168.50.53\noptions timeout:1\n';

describe('policies', () => {
  test('none given is ClusterFirst: cluster DNS, three search domains before the node’s, ndots:5', () => {
    expect(text({})).toBe(CLUSTER);
    expect(text({ dnsPolicy: 'ClusterFirst' })).toBe(CLUSTER);
  });

  test('ClusterFirst on the host network is the node’s file; ClusterFirstWithHostNet is not', () => {
    expect(text({ dnsPolicy: 'ClusterFirst', hostNetwork: true })).toBe(HOST);
    expect(text({ dnsPolicy: 'ClusterFirstWithHostNet', hostNetwork: true })).toBe(CLUSTER);
  });

  test('Default is the node’s file', () => {
    expect(text({ dnsPolicy: 'Default' })).toBe(HOST);
  });

  test('None is dnsConfig alone', () => {
    const dnsConfig = {
      nameservers: ['192.0.2.53'],
      searches: ['my.suffix'],
      options: [{ name: 'ndots', value: '2' }, { name: 'edns0' }],
    };
    expect(text({ dnsPolicy: 'None', dnsConfig })).toBe(
      'search my.suffix\nnameserver 192.0.2.53\noptions ndots:2 edns0\n',
    );
  });

  test('a kubelet without cluster DNS falls back to the node’s file and says so', () => {
    const dns = podDns({ namespace: 'prod' }, { ...NODE, clusterDns: [] });
    expect(dns.text).toBe(HOST);
    expect(dns.events[0]?.reason).toBe('MissingClusterDNS');
  });
});

describe('dnsConfig', () => {
  test('is added behind, without repeating; an option of the same name takes its value', () => {
    const dnsConfig = {
      nameservers: ['10.96.0.10', '1.1.1.1'],
      searches: ['cluster.local', 'extra.test'],
      options: [{ name: 'ndots', value: '1' }, { name: 'single-request-reopen' }],
    };
    expect(text({ dnsConfig })).toBe(
      'search prod.svc.cluster.local svc.cluster.local cluster.local corp.example extra.test\nnameserver 10.96.0.10\nnameserver 1.1.1.1\noptions ndots:1 single-request-reopen\n',
    );
  });

  test('the fourth name server is left out, with a warning that shows what is used', () => {
    const dns = podDns({ namespace: 'prod', dnsConfig: { nameservers: ['1.1.1.1', '1.1.1.2', '1.1.1.3'] } }, NODE);
    expect(dns.nameservers).toEqual(['10.96.0.10', '1.1.1.1', '1.1.1.2']);
    expect(dns.events).toEqual([
      {
        reason: 'DNSConfigForming',
        message:
          'Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: 10.96.0.10 1.1.1.1 1.1.1.2',
      },
    ]);
  });

  test('32 search domains and 2048 characters are the most', () => {
    const many = podDns(
      { namespace: 'prod', dnsConfig: { searches: Array.from({ length: 40 }, (_, i) => `d${i}.test`) } },
      NODE,
    );
    expect(many.searches).toHaveLength(32);
    const long = podDns(
      {
        namespace: 'prod',
        dnsConfig: { searches: Array.from({ length: 12 }, (_, i) => `${'x'.repeat(200)}${i}.test`) },
      },
      NODE,
    );
    expect(long.searches.join(' ').length).toBeLessThanOrEqual(2048);
    expect(long.events).toHaveLength(1);
  });
});
