// net.DNSError and the texts of its causes: src/net/net.go and src/net/dnsclient_unix.go.

export interface DnsError {
  readonly err: string;
  readonly name: string;
  /** With its port; empty when no server was asked. */
  readonly server: string;
  readonly isTimeout: boolean;
  readonly isTemporary: boolean;
  readonly isNotFound: boolean;
}

export const NO_SUCH_HOST = 'no such host';

export const dnsError = (err: string, name: string, server: string, more: Partial<DnsError> = {}): DnsError => ({
  err,
  name,
  server,
  isTimeout: false,
  isTemporary: false,
  isNotFound: false,
  ...more,
});

export const notFound = (name: string, server: string): DnsError =>
  dnsError(NO_SUCH_HOST, name, server, { isNotFound: true });

/** DNSError.Error */
export const errorText = ({ err, name, server }: DnsError): string =>
  `lookup ${name}${server === '' ? '' : ` on ${server}`}: ${err}`;

/** net.JoinHostPort */
export const hostPort = (address: string, port: number | string): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
