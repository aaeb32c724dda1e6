// What busybox' applets of the network say of themselves.
import type { ToolHost } from './tool.ts';

/** Debian's build, and Alpine's: 1.35 in 3.17, 1.36 in 3.18 to 3.20. */
const BANNERS = {
  glibc: 'BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.',
  'musl-1.2.3': 'BusyBox v1.35.0 (2022-11-19 10:13:10 UTC) multi-call binary.',
  'musl-1.2.5': 'BusyBox v1.36.1 (2024-06-10 07:11:47 UTC) multi-call binary.',
} as const;

const USAGES = {
  ping: `Usage: ping [OPTIONS] HOST

Send ICMP ECHO_REQUESTs to HOST

	-4,-6		Force IP or IPv6 name resolution
	-c CNT		Send only CNT pings
	-s SIZE		Send SIZE data bytes in packets (default 56)
	-i SECS		Interval
	-A		Ping as soon as reply is received
	-t TTL		Set TTL
	-I IFACE/IP	Source interface or IP address
	-W SEC		Seconds to wait for the first response (default 10)
			(after all -c CNT packets are sent)
	-w SEC		Seconds until ping exits (default:infinite)
			(can exit earlier with -c CNT)
	-q		Quiet, only display output at start/finish
	-p HEXBYTE	Payload pattern
`,
  wget: `Usage: wget [-cqS] [--spider] [-O FILE] [-o LOGFILE] [--header STR]
	[--post-data STR | --post-file FILE] [-Y on/off]
	[--no-check-certificate] [-P DIR] [-U AGENT] URL...

Retrieve files via HTTP or FTP

	--spider	Only check URL existence: $? is 0 if exists
	--header STR	Add STR (of form 'header: value') to headers
	--post-data STR	Send STR using POST method
	--post-file FILE	Send FILE using POST method
	--no-check-certificate	Don't validate the server's certificate
	-c		Continue retrieval of aborted transfer
	-q		Quiet
	-P DIR		Save to DIR (default .)
	-S    		Show server response
	-O FILE		Save to FILE ('-' for stdout)
	-o LOGFILE	Log messages to FILE
	-U STR		Use STR for User-Agent header
	-Y on/off	Use proxy
`,
  nslookup: `Usage: nslookup [-type=QUERY_TYPE] [-debug] HOST [DNS_SERVER]

Query DNS about HOST

QUERY_TYPE: soa,ns,a,aaaa,cname,mx,txt,ptr,srv,any
`,
} as const;

/** bb_show_usage; getopt's complaint before it carries the applet's name. */
export const busyboxUsage = (host: ToolHost, applet: keyof typeof USAGES, fault?: string): string =>
  `${fault === undefined ? '' : `${applet}: ${fault}\n`}${BANNERS[host.libc]}\n\n${USAGES[applet]}`;
