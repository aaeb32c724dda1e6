// Plays one transcript: pod, files and servers from the recording; the command's tool does the rest.
import { NET_TOOLS, World, type NetTool, type ToolHost } from '../../../sim/dns/index.ts';
import { fromUtf8, utf8 } from '../../../sim/kernel/abi/bytes.ts';
import type { ZoneFile } from '../dns/format.ts';
import { buildServers, seen, zonesOf } from '../dns/play.ts';
import type { Transcript } from './format.ts';
import { masked } from './mask.ts';
import { wordsOf } from './words.ts';

/** The recorder stops a program after so long. */
const PATIENCE_MS = 150_000;
/** Its own file, where a transcript brings none. */
const NSSWITCH = 'hosts: files dns\n';

export type Played = Pick<Transcript, 'stdout' | 'stderr' | 'exit' | 'elapsed_ms' | 'queries'>;

/** The tool and its arguments; busybox is called by the name of an applet. */
function toolOf(words: readonly string[]): { readonly name: string; readonly argv: readonly string[] } {
  const [program = '', applet = ''] = words;
  return program === 'busybox' ? { name: `busybox-${applet}`, argv: words.slice(1) } : { name: program, argv: words };
}

function filesOf({ resolv_conf, hosts, nsswitch = NSSWITCH }: Transcript): ReadonlyMap<string, string> {
  return new Map([
    ['/etc/resolv.conf', resolv_conf],
    ['/etc/hosts', hosts],
    ['/etc/nsswitch.conf', nsswitch],
  ]);
}

/** `cat` of the files that were put there. */
function printed(files: ReadonlyMap<string, string>, names: readonly string[]): Played | string {
  const missing = names.find((name) => !files.has(name));
  if (missing !== undefined) return `cat ${missing}: no such file in the recording`;
  const stdout = names.map((name) => files.get(name) ?? '').join('');
  return { stdout, stderr: '', exit: 0, elapsed_ms: 0, queries: [] };
}

function run(item: Transcript, tool: NetTool, argv: readonly string[], zones: ZoneFile): Played {
  const world = new World({ seed: `${item.env} ${item.command}` });
  const dual = item.env.endsWith('-dual');
  const pod = world.addHost({
    name: 'client',
    addresses: [
      { address: '10.244.1.7', prefix: 24, device: 'eth0' },
      ...(dual ? [{ address: 'fd00:10:244:1::7', prefix: 64, device: 'eth0' }] : []),
    ],
    defaultRoutes: dual ? ['inet', 'inet6'] : ['inet'],
  });
  buildServers(world, pod, item.servers, zonesOf(zones, item.zone));
  const text = { 1: '', 2: '' };
  const files = filesOf(item);
  const file = (name: string): string => utf8(files.get(name) ?? '');
  const host: ToolHost = {
    files: {
      resolvConf: file('/etc/resolv.conf'),
      hosts: file('/etc/hosts'),
      nsswitch: file('/etc/nsswitch.conf'),
      hostname: 'client',
    },
    libc: 'glibc',
  };
  const program = world.start(pod, argv[0] ?? '', tool(host, argv.map(utf8)), (fd, part) => {
    text[fd] += part;
  });
  world.run(PATIENCE_MS * 1000);
  const servers = new Set(item.servers.map(({ address }) => address));
  return {
    stdout: masked(fromUtf8(text[1])),
    stderr: masked(fromUtf8(text[2])),
    exit: program.value ?? -9,
    elapsed_ms: (program.endedAt ?? PATIENCE_MS * 1000) / 1000,
    queries: seen(world.events, servers).map(({ server, proto, qname, qtype }) => [server, proto, qname, qtype]),
  };
}

/** What the command did, or why it cannot be played. */
export function playTranscript(item: Transcript, zones: ZoneFile): Played | string {
  const words = wordsOf(item.command);
  if (words[0] === 'cat') return printed(filesOf(item), words.slice(1));
  const { name, argv } = toolOf(words);
  const tool = NET_TOOLS[name];
  return tool ? run(item, tool, argv, zones) : `no model of ${name}`;
}
