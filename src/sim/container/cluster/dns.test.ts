/** The cluster's DNS as a living thing: through kubectl and the tools in its pods. */
import { describe, expect, test } from 'vitest';
import { HeadlessTerminal } from '../../../testkit/lab/terminal.ts';
import { allowDns, denyAllEgress, dnsCluster, type DnsClusterOptions } from '../../lab/index.ts';

/** A shell on the node. */
function node(options: DnsClusterOptions = {}): (command: string) => string {
  const init = dnsCluster({ clients: ['debian'], ...options });
  const terminal = new HeadlessTerminal(init, init.terminals.length - 1);
  return (command) => terminal.command(command, 900).output;
}

const NAME = 'web.default.svc.cluster.local';
const DIG = `kubectl exec debian -- dig +short +tries=1 +time=1 ${NAME}`;
const LOGS = 'kubectl logs -n kube-system -l k8s-app=kube-dns --prefix=false';
/** The config map with a change, by sed. */
const edit = (expression: string): string =>
  `kubectl get cm coredns -n kube-system -o yaml | sed '${expression}' > c.yaml; kubectl replace -f c.yaml`;
const SUM =
  '1b226df79860026c6a52e67daa10d7f0d57ec5b023288ec00c5e05f93523c894564e15b91770d3a07ae1cfbe861d15b37d4a0027e69c546ab112970993a3b03b';
const REFUSED = `;; communications error to 10.96.0.10#53: connection refused
;; no servers could be reached
command terminated with exit code 9
`;

describe('CoreDNS', () => {
  test('says what it serves, and answers', () => {
    const out = node({ replicas: 1 });
    expect(out(LOGS)).toBe(`maxprocs: Leaving GOMAXPROCS=2: CPU quota undefined
.:53
[INFO] plugin/reload: Running configuration SHA512 = ${SUM}
CoreDNS-1.12.1
linux/amd64, go1.24.1, 707c7c1
`);
    expect(out(DIG)).toBe('10.96.24.80\n');
    expect(out(`kubectl exec debian -- dig +short db.prod.svc.cluster.local`).split('\n').sort()).toEqual([
      '',
      '10.244.0.6',
      '10.244.0.7',
    ]);
  });

  test('without replicas the node refuses; they come back', () => {
    const out = node();
    out('kubectl scale deploy coredns -n kube-system --replicas=0; sleep 8');
    expect(out(DIG)).toBe(REFUSED);
    out('kubectl scale deploy coredns -n kube-system --replicas=1; sleep 8');
    expect(out(DIG)).toBe('10.96.24.80\n');
  });

  test('a change of the config map arrives within 60 to 90 seconds, and is loaded within 40 more', () => {
    const out = node({ replicas: 1 });
    out(edit('s/    errors/    errors\\n        log . {\\n            class denial\\n        }/'));
    expect(out(`sleep 25; ${LOGS} --tail=1`)).not.toContain('Reloading');
    expect(out(`sleep 105; ${LOGS} --tail=4`)).toMatch(
      /^\[INFO\] Reloading\n\[INFO\] plugin\/reload: Running configuration SHA512 = [0-9a-f]{128}\n\[INFO\] Reloading complete\n\[INFO\] 127\.0\.0\.1:\d+ - \d+ "HINFO IN [^\n]* NXDOMAIN qr,rd,ra \d+ [\d.]+s\n$/,
    );
    out(`${DIG}; kubectl exec debian -- dig +short nope.default.svc.cluster.local`);
    expect(out(`${LOGS} --tail=1`)).toMatch(
      /^\[INFO\] 10\.244\.0\.\d+:\d+ - \d+ "A IN nope\.default\.svc\.cluster\.local\. udp 71 false 1232" NXDOMAIN qr,aa,rd 164 0\.00009s\n$/,
    );
  });

  test('a wrong one leaves the old server at work; a new pod does not start with it, and one old pod stays', () => {
    const out = node();
    out(`${edit('s/forward/forwrd/')}; sleep 135`);
    const words = "/etc/coredns/Corefile:13 - Error during parsing: Unknown directive 'forwrd'";
    expect(out(`kubectl logs -n kube-system deploy/coredns --tail=3 2> /dev/null`)).toBe(
      `[INFO] Reloading\n[ERROR] Restart failed: ${words}\n[ERROR] plugin/reload: Corefile changed but reload failed: starting with listener file descriptors: ${words}\n`,
    );
    out('kubectl rollout restart deploy coredns -n kube-system; sleep 15');
    const pods = out('kubectl get pods -n kube-system');
    expect(pods.match(/ 1\/1 +Running /g)).toHaveLength(1);
    expect(pods.match(/ 0\/1 +(CrashLoopBackOff|Error) /g)).toHaveLength(2);
    expect(out(DIG)).toBe('10.96.24.80\n');
  });

  test('it goes on for its lame duck time', () => {
    const out = node({ replicas: 1 });
    out(
      'kubectl logs -f -n kube-system deploy/coredns > log & kubectl scale deploy coredns -n kube-system --replicas=0',
    );
    expect(out(`sleep 2; ${DIG}`)).toBe('10.96.24.80\n');
    expect(out(`sleep 6; tail -n 2 log; ${DIG}`)).toContain(
      `[INFO] SIGTERM: Shutting down servers then terminating\n[INFO] plugin/health: Going into lameduck mode for 5s\n`,
    );
    expect(out(DIG)).toBe(REFUSED);
  });

  test('a node whose resolver is the loopback address is the loop that everybody meets once', () => {
    const out = node({ resolvConf: 'nameserver 127.0.0.53\n', replicas: 1 });
    expect(out('kubectl get pods -n kube-system')).toMatch(/0\/1 +(CrashLoopBackOff|Error) +[1-9]/);
    expect(out(`${LOGS} --tail=1`)).toMatch(
      /^\[FATAL\] plugin\/loop: Loop \(127\.0\.0\.1:\d+ -> :53\) detected for zone "\.", see https:\/\/coredns\.io\/plugins\/loop#troubleshooting\. Query: "HINFO \d+\.\d+\."\n$/,
    );
  });

  test('what it has been asked is counted; it says that it is well', () => {
    const out = node({ replicas: 1 });
    out(`${DIG}; ${DIG}`);
    const page = 'kubectl exec debian -- curl -s http://kube-dns.kube-system:9153/metrics';
    const asked = (type: string, times: number): string =>
      `coredns_dns_requests_total{family="1",proto="udp",server="dns://:53",type="${type}",view="",zone="."} ${times}\n`;
    // Two by dig; curl looks for its own name in default first.
    expect(out(`${page} | grep requests_total.*type=.A`)).toBe(asked('A', 4) + asked('AAAA', 2));
    const ip = out("kubectl get pod -n kube-system -l k8s-app=kube-dns -o jsonpath='{.items[0].status.podIP}'");
    expect(out(`kubectl exec debian -- curl -s http://${ip}:8080/health http://${ip}:8181/ready`)).toBe('OKOK');
  });

  test('its program is all there is in its image', () => {
    const out = node({ replicas: 1 });
    expect(out('kubectl exec -n kube-system deploy/coredns -- sh')).toMatch(
      /OCI runtime exec failed: exec failed: unable to start container process: exec: "sh": executable file not found in \$PATH: unknown\n/,
    );
    expect(out('kubectl exec -n kube-system deploy/coredns -- /coredns -version')).toBe(
      'CoreDNS-1.12.1\nlinux/amd64, go1.24.1, 707c7c1\n',
    );
  });
});

describe('network policies', () => {
  test('deny all egress kills names; two rules for port 53 bring them back', () => {
    const out = node({ policies: [denyAllEgress()] });
    expect(out(DIG)).toBe(
      ';; communications error to 10.96.0.10#53: timed out\n;; no servers could be reached\ncommand terminated with exit code 9\n',
    );
    const healed = node({ policies: [denyAllEgress(), allowDns()] });
    expect(healed(DIG)).toBe('10.96.24.80\n');
  });
});
