// A pod with one scripted name server, for tests of the tools: what a command prints, its status, and how long it takes.
import { expect } from 'vitest';
import { NET_TOOLS, ScriptedServer, World, Zones, type Net, type ServerRule } from '../../../sim/dns/index.ts';
import { NET_SHELLS } from '../../../sim/dns/tools/index.ts';

const ZONES = new Zones([
  {
    origin: 'cluster.local.',
    aa: true,
    ra: false,
    soa: 'ns.dns.cluster.local. hostmaster.cluster.local. 1 7200 1800 86400 30',
    records: [
      ['web.shop.svc.cluster.local.', 'A', 30, '10.96.3.4'],
      ['loop.shop.svc.cluster.local.', 'CNAME', 30, 'loop.shop.svc.cluster.local.'],
    ],
  },
  {
    origin: '.',
    aa: false,
    ra: true,
    soa: 'a.root. b.root. 1 1 1 1 1',
    records: [
      ['www.test.', 'CNAME', 60, 'edge.test.'],
      ['edge.test.', 'A', 60, '192.0.2.7'],
      ['edge.test.', 'MX', 60, '10 mail.test.'],
      ['edge.test.', 'TXT', 90_061, 'say "hi"; \\ bye'],
      // As many as 65,535 bytes hold.
      ...Array.from({ length: 2200 }, (_, i) => ['many.test.', 'A', 5, `10.1.${i >> 8}.${i & 255}`] as const),
    ],
  },
]);

export const CONF = 'search shop.svc.cluster.local svc.cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n';

export interface Shown {
  /** Both streams, in the order of writing. */
  readonly text: string;
  readonly exit: number | undefined;
  readonly seconds: number;
}

export class Pod {
  readonly world: World;
  readonly host: Parameters<(typeof NET_TOOLS)[string]>[0];
  text = '';

  constructor(seed: string, rules: readonly ServerRule[] = [], resolvConf = CONF, terminal = false) {
    this.world = new World({ seed });
    const dns = this.world.addHost({ name: 'dns', addresses: [{ address: '10.96.0.10', prefix: 32, device: 'lo' }] });
    for (const proto of ['udp', 'tcp'] as const) dns.listen('10.96.0.10', proto, 53, new ScriptedServer(ZONES, rules));
    this.world.addHost({ name: 'pod', addresses: [{ address: '10.244.1.7', prefix: 24, device: 'eth0' }] });
    this.host = {
      files: { resolvConf, hosts: '', nsswitch: '' },
      libc: 'glibc',
      epoch: 1_700_000_000_000_000,
      terminal,
    };
  }

  run<T>(program: Net<T>): T | undefined {
    const pod = this.world.host('pod');
    if (!pod) throw new Error('no pod');
    const lookup = this.world.start(pod, 'tool', program, (_fd, more) => (this.text += more));
    expect(this.world.run()).toBe('idle');
    return lookup.value;
  }
}

export function run(
  words: readonly string[],
  rules: readonly ServerRule[] = [],
  resolvConf = CONF,
  terminal = false,
): Shown {
  const pod = new Pod(words.join(' '), rules, resolvConf, terminal);
  const tool = NET_TOOLS[words[0] ?? ''];
  if (!tool) throw new Error(`no ${words[0]}`);
  const exit = pod.run(tool(pod.host, words));
  return { text: pod.text, exit, seconds: pod.world.now / 1e6 };
}

/** A tool that reads these lines; `undefined`: its file is not there. */
export function read(command: string, input: readonly string[] | undefined): Omit<Shown, 'seconds'> {
  const words = command.split(' ');
  const pod = new Pod(command);
  const shell = NET_SHELLS[words[0] ?? '']?.(pod.host, words);
  if (!shell) throw new Error(`${command} reads nothing`);
  let goesOn = pod.run(shell.begin(input !== undefined));
  for (const line of input ?? []) goesOn = goesOn === true && pod.run(shell.line(line));
  return { exit: pod.run(shell.end()), text: pod.text };
}
