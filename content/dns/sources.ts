/** Where the lesson's claims come from. Numbers are never re-used. */
import type { Source } from '../../src/lesson/index.ts';

const MAN = 'https://man7.org/linux/man-pages';
const RFC = 'https://www.rfc-editor.org/rfc';
const K8S = 'https://kubernetes.io/docs';
const KUBERNETES = 'https://github.com/kubernetes/kubernetes';
const KEPS = 'https://github.com/kubernetes/enhancements/tree/master/keps/sig-network';
const GLIBC = 'https://sourceware.org/git/?p=glibc.git;a=blob;f=';
const MUSL = 'https://git.musl-libc.org/cgit/musl/tree';
const GO = 'https://github.com/golang/go/blob/master/src/net';
const KERNEL = 'https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git';
const COREDNS = 'https://github.com/coredns/coredns/blob/master';

export default [
  {
    n: 1,
    title: 'resolv.conf(5)',
    where: 'search, ndots, timeout, attempts, rotate, single-request, single-request-reopen, use-vc',
    url: `${MAN}/man5/resolv.conf.5.html`,
  },
  { n: 2, title: 'getaddrinfo(3)', where: 'AF_UNSPEC; AI_ADDRCONFIG', url: `${MAN}/man3/getaddrinfo.3.html` },
  { n: 3, title: 'RFC 1034', where: '3.1: absolute and relative names', url: `${RFC}/rfc1034` },
  {
    n: 4,
    title: 'kubernetes/kubernetes#10266',
    where: 'why ndots is 5',
    url: `${KUBERNETES}/issues/10266`,
  },
  {
    n: 5,
    title: 'KEP-504, Configurable Pod DNS',
    where: 'Motivation; Pod API examples',
    url: `${KEPS}/504-configurable-pod-dns`,
  },
  {
    n: 6,
    title: 'Kubernetes, DNS for Services and Pods',
    where: 'Pod’s DNS Policy; Pod’s DNS Config',
    url: `${K8S}/concepts/services-networking/dns-pod-service/`,
  },
  {
    n: 7,
    title: 'kubelet, pkg/kubelet/network/dns/dns.go',
    where: 'GetPodDNS, generateSearchesForDNSClusterFirst, appendDNSConfig, formDNSSearchFitsLimits',
    url: `${KUBERNETES}/blob/master/pkg/kubelet/network/dns/dns.go`,
  },
  {
    n: 8,
    title: 'kubelet, pkg/kubelet/network/dns/dns.go',
    where: 'getPodDNSType: hostNetwork with ClusterFirst falls back to the node’s file',
    url: `${KUBERNETES}/blob/master/pkg/kubelet/network/dns/dns.go`,
  },
  {
    n: 9,
    title: 'KEP-2595, Expanded DNS Configuration',
    where: '32 search domains, 2048 characters',
    url: `${KEPS}/2595-expanded-dns-config`,
  },
  {
    n: 10,
    title: 'glibc, resolv/res_query.c',
    where: '__res_context_search: the list, TRY_AGAIN, NO_DATA',
    url: `${GLIBC}resolv/res_query.c`,
  },
  {
    n: 11,
    title: 'glibc, NEWS for 2.26',
    where: 'resolv.conf is reloaded; no limit on search domains',
    url: `${GLIBC}NEWS`,
  },
  {
    n: 12,
    title: 'Go, src/net/dnsclient_unix.go',
    where: 'goLookupIPCNAMEOrder, tryOneName, nameList, tryUpdate',
    url: `${GO}/dnsclient_unix.go`,
  },
  {
    n: 13,
    title: 'Kubernetes, Adding entries to Pod /etc/hosts with HostAliases',
    url: `${K8S}/tasks/network/customize-hosts-file-for-pods/`,
  },
  { n: 14, title: 'nsswitch.conf(5)', where: 'hosts', url: `${MAN}/man5/nsswitch.conf.5.html` },
  {
    n: 15,
    title: 'musl, src/network/resolvconf.c',
    where: '__get_resolv_conf: at most 3 servers, lines of 256 bytes, read at each lookup',
    url: `${MUSL}/src/network/resolvconf.c`,
  },
  {
    n: 16,
    title: 'musl, src/network/lookup_name.c',
    where: 'name_from_dns_search, name_from_dns',
    url: `${MUSL}/src/network/lookup_name.c`,
  },
  {
    n: 17,
    title: 'moby/moby#45553',
    where: 'SERVFAIL of the runtime’s own DNS, Alpine gives up',
    url: 'https://github.com/moby/moby/issues/45553',
  },
  {
    n: 18,
    title: 'k3s-io/k3s#6561',
    where: 'a search domain of the node',
    url: 'https://github.com/k3s-io/k3s/issues/6561',
  },
  {
    n: 19,
    title: 'kubernetes/kubernetes#64924',
    where: 'a search domain of the node, on Alpine',
    url: `${KUBERNETES}/issues/64924`,
  },
  { n: 20, title: 'RFC 4074', where: '4.2: “Name Error” for AAAA; the other misbehaviours', url: `${RFC}/rfc4074` },
  {
    n: 21,
    title: 'musl, src/network/res_msend.c',
    where: '__res_msend_rc: all servers at once, timeout / attempts, SERVFAIL, no connect()',
    url: `${MUSL}/src/network/res_msend.c`,
  },
  {
    n: 22,
    title: 'musl, WHATSNEW',
    where: '1.1.13: search domains; 1.2.4: TCP',
    url: `${MUSL}/WHATSNEW`,
  },
  {
    n: 23,
    title: 'kube-proxy, pkg/proxy/iptables/proxier.go',
    where: 'syncProxyRules: “has no endpoints”, REJECT',
    url: `${KUBERNETES}/blob/master/pkg/proxy/iptables/proxier.go`,
  },
  {
    n: 24,
    title: 'glibc, resolv/res_send.c',
    where: 'send_dg: time-outs for several servers, RES_SNGLKUP and RES_SNGLKUPREOP after a lost answer',
    url: `${GLIBC}resolv/res_send.c`,
  },
  {
    n: 25,
    title: 'Node.js, DNS',
    where: 'Implementation considerations: dns.lookup and the thread pool',
    url: 'https://nodejs.org/api/dns.html#implementation-considerations',
  },
  {
    n: 26,
    title: 'kubernetes/kubernetes#56903',
    where: 'DNS intermittent delays of 5s',
    url: `${KUBERNETES}/issues/56903`,
  },
  {
    n: 27,
    title: 'Linux net/netfilter/nf_conntrack_core.c',
    where: '__nf_conntrack_confirm, nf_ct_resolve_clash, nf_ct_resolve_clash_harder',
    url: `${KERNEL}/tree/net/netfilter/nf_conntrack_core.c`,
  },
  {
    n: 28,
    title: 'KEP-1024, NodeLocal DNSCache',
    where: 'Motivation: conntrack races, TCP upstream',
    url: `${KEPS}/1024-nodelocal-cache-dns`,
  },
  {
    n: 29,
    title: 'Linux, “netfilter: nf_nat: skip nat clash resolution for same-origin entries”',
    where: '5.0',
    url: `${KERNEL}/commit/?id=4e35c1cb9460240e983a01745b5f29fe3a4d8e39`,
  },
  {
    n: 30,
    title: 'Kubernetes, Using NodeLocal DNSCache',
    where: 'Motivation; Configuration',
    url: `${K8S}/tasks/administer-cluster/nodelocaldns/`,
  },
  {
    n: 31,
    title: 'kubernetes/dns, specification.md',
    where: 'Kubernetes DNS-Based Service Discovery',
    url: 'https://github.com/kubernetes/dns/blob/master/docs/specification.md',
  },
  {
    n: 32,
    title: 'CoreDNS, plugin/kubernetes',
    where: 'pods disabled, insecure, verified; ttl; fallthrough',
    url: `${COREDNS}/plugin/kubernetes/README.md`,
  },
  { n: 33, title: 'CoreDNS, plugin/forward', url: `${COREDNS}/plugin/forward/README.md` },
  { n: 34, title: 'CoreDNS, plugin/cache', where: 'success, denial', url: `${COREDNS}/plugin/cache/README.md` },
  {
    n: 35,
    title: 'CoreDNS, plugin.cfg',
    where: 'the order of the plugins is the order of this file',
    url: `${COREDNS}/plugin.cfg`,
  },
  { n: 36, title: 'CoreDNS, plugin/loop', where: 'Troubleshooting Loops', url: `${COREDNS}/plugin/loop/README.md` },
  {
    n: 37,
    title: 'CoreDNS, plugin/autopath',
    where: 'Known Issues; pods verified',
    url: `${COREDNS}/plugin/autopath/README.md`,
  },
  {
    n: 38,
    title: 'Kubernetes, Debugging DNS Resolution',
    url: `${K8S}/tasks/administer-cluster/dns-debugging-resolution/`,
  },
  {
    n: 39,
    title: 'Kubernetes, Debug Running Pods',
    where: 'Debugging with an ephemeral debug container',
    url: `${K8S}/tasks/debug/debug-application/debug-running-pod/`,
  },
  {
    n: 40,
    title: 'gliderlabs/docker-alpine#8',
    where: 'search domains and several servers on Alpine',
    url: 'https://github.com/gliderlabs/docker-alpine/issues/8',
  },
  {
    n: 41,
    title: 'kubernetes/kubernetes#16534',
    where: 'name servers that know different names',
    url: `${KUBERNETES}/issues/16534`,
  },
  {
    n: 42,
    title: 'kubernetes/website#38267',
    where: 'default deny egress and DNS',
    url: 'https://github.com/kubernetes/website/issues/38267',
  },
  {
    n: 43,
    title: 'kubernetes/website#54997',
    where: 'the caution in the page on network policies',
    url: 'https://github.com/kubernetes/website/pull/54997',
  },
  {
    n: 44,
    title: 'Kubernetes, Network Policies',
    where: 'Default deny all egress traffic; behaviour of selectors; rewriting of addresses',
    url: `${K8S}/concepts/services-networking/network-policies/`,
  },
  { n: 45, title: 'RFC 2308', where: '2: Name Error and No Data, both of them answers', url: `${RFC}/rfc2308` },
  {
    n: 46,
    title: 'M. Pumputis, Racy conntrack and DNS lookup timeouts',
    where: '2018: the three races, insert_failed',
    url: 'https://lambda.lt/blog/2018/racy_conntrack.html',
  },
  {
    n: 47,
    title: 'kubernetes-sigs/kube-network-policies#95',
    where: '2024: the same race behind a queue of packets, and its fix in the kernel',
    url: 'https://github.com/kubernetes-sigs/kube-network-policies/pull/95',
  },
  {
    n: 48,
    title: 'musl wiki, Functional differences from glibc',
    where: 'Name Resolver/DNS',
    url: 'https://wiki.musl-libc.org/functional-differences-from-glibc.html',
  },
  { n: 50, title: 'getent(1)', where: 'hosts, ahosts', url: `${MAN}/man1/getent.1.html` },
  {
    n: 51,
    title: 'busybox, networking/nslookup.c',
    where: 'add_query_with_search: no list for a name with a dot',
    url: 'https://git.busybox.net/busybox/tree/networking/nslookup.c',
  },
  {
    n: 52,
    title: 'BIND 9, dig(1)',
    where: '+search, +tries, +time',
    url: 'https://bind9.readthedocs.io/en/latest/manpages.html#dig-dns-lookup-utility',
  },
  {
    n: 54,
    title: 'libuv, src/threadpool.c',
    where: 'slow_work_thread_threshold: getaddrinfo gets half of the threads',
    url: 'https://github.com/libuv/libuv/blob/v1.x/src/threadpool.c',
  },
] satisfies readonly Source[];
