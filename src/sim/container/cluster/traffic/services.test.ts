/** Where packets of services go, and what CoreDNS sees of them. */
import { describe, expect, test } from 'vitest';
import { clusterData } from './cluster-data.ts';
import { world } from './fixture.ts';
import { serviceProxy } from './service-proxy.ts';

describe('services', () => {
  const proxy = serviceProxy(world());
  test.each([
    ['10.96.0.80', 80, 'tcp', [{ address: '10.244.0.11', port: 8080 }]],
    ['10.96.0.80', 80, 'udp', undefined],
    ['10.96.0.80', 81, 'tcp', undefined],
    [
      '10.96.0.81',
      80,
      'tcp',
      [
        { address: '10.244.0.11', port: 8080 },
        { address: '10.244.0.12', port: 8080 },
      ],
    ],
    // Nobody is ready: who is on the way out but serves still gets traffic.
    ['10.96.0.82', 80, 'tcp', [{ address: '10.244.0.31', port: 8080 }]],
    ['10.96.0.83', 80, 'tcp', []],
    ['10.244.0.11', 8080, 'tcp', undefined],
  ] as const)('%s:%d/%s', (address, port, proto, expected) => {
    expect(proxy(address, port, proto)).toEqual(expected);
  });

  test('a headless service has a slice for each set of ports, endpoints with the names of their pods', () => {
    const { services, slices, pods } = clusterData(world());
    expect(services.find(({ name }) => name === 'db')).toEqual({
      namespace: 'default',
      name: 'db',
      type: 'ClusterIP',
      clusterIPs: ['None'],
      ports: [{ name: 'pg', protocol: 'TCP', port: 5432 }],
    });
    expect(services.find(({ name }) => name === 'away')).toMatchObject({
      type: 'ExternalName',
      externalName: 'example.com',
    });
    expect(slices.filter((slice) => slice.service === 'db')).toEqual([
      {
        namespace: 'default',
        service: 'db',
        ports: [{ name: 'pg', protocol: 'TCP', port: 5432 }],
        endpoints: [{ addresses: ['10.244.0.21'], ready: true, hostname: 'db-0', podName: 'db-0' }],
      },
      {
        namespace: 'default',
        service: 'db',
        ports: [{ name: 'pg', protocol: 'TCP', port: 5433 }],
        endpoints: [{ addresses: ['10.244.0.22'], ready: false, hostname: 'db-1', podName: 'db-1' }],
      },
    ]);
    expect(pods.map(({ name }) => name)).not.toContain('old');
  });
});
