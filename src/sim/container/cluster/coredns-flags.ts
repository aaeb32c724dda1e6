/** The command line of CoreDNS (coremain/run.go) and of node-cache, which is CoreDNS with a few flags more (kubernetes/dns cmd/node-cache). */

export interface CoreDnsFlags {
  /** How messages call it. */
  readonly conf: string;
  /** Where it is read: node-cache makes its own from this one. */
  readonly source: string;
  /** Of server blocks that name none. */
  readonly port: number;
  readonly version: boolean;
}

const VALUES: ReadonlySet<string> = new Set([
  'conf',
  'dns.port',
  'p',
  'pidfile',
  'localip',
  'upstreamsvc',
  'basecorefile',
]);
const SWITCHES: ReadonlySet<string> = new Set(['version', 'plugins', 'quiet', 'setupiptables', 'skipteardown']);

/** Flags as Go's package flag reads them; the words and status of the failure when it cannot. */
export function flagsOf(argv: readonly string[]): CoreDnsFlags | { readonly error: string; readonly status: number } {
  const values = new Map<string, string>();
  const words = argv.slice(1);
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? '';
    const match = /^--?([^=]+)(?:=([^]*))?$/.exec(word);
    if (!match) {
      const rest = words.slice(i).join(' ');
      return { error: `extra command line arguments: [${rest}]\n`, status: 1 };
    }
    const [, name = '', given] = match;
    if (SWITCHES.has(name)) values.set(name, given ?? 'true');
    else if (!VALUES.has(name))
      return { error: `flag provided but not defined: -${name}\nUsage of ${argv[0] ?? 'coredns'}:\n`, status: 2 };
    else if (given !== undefined) values.set(name, given);
    else {
      i += 1;
      const value = words[i];
      if (value === undefined)
        return { error: `flag needs an argument: -${name}\nUsage of ${argv[0] ?? 'coredns'}:\n`, status: 2 };
      values.set(name, value);
    }
  }
  const conf = values.get('conf') ?? 'Corefile';
  return {
    conf,
    source: values.has('localip') ? (values.get('basecorefile') ?? '/etc/coredns/Corefile.base') : conf,
    port: Number(values.get('dns.port') ?? values.get('p') ?? 53),
    version: values.get('version') === 'true',
  };
}
