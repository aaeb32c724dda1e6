// tryOneName of src/net/dnsclient_unix.go: one absolute name, one type, all servers, all rounds.
import { because, net, type Net, type Why } from '../../net/index.ts';
import type { Message } from '../../message/index.ts';
import type { GoConf } from '../../config/index.ts';
import { dnsError, hostPort, notFound, NO_SUCH_HOST, type DnsError } from './errors.ts';
import { exchange, type GoType } from './exchange.ts';
import { GO_RULES as RULES } from './rules.ts';

export type OneName =
  | { readonly kind: 'answer'; readonly message: Message; readonly server: string }
  | { readonly kind: 'error'; readonly error: DnsError | undefined };

/** checkHeader and skipToAnswer: undefined when there is such a record. */
function fault(message: Message, type: GoType): string | undefined {
  if (message.rcode === 'NXDOMAIN') return NO_SUCH_HOST;
  if (message.rcode === 'NOERROR' && !message.aa && !message.ra && message.answer.length === 0) return 'lame referral';
  if (message.rcode !== 'NOERROR') return 'server misbehaving';
  return message.answer.some((record) => record.type === type) ? undefined : NO_SUCH_HOST;
}

function reasonFor(conf: GoConf, round: number, index: number, server: number, first: Why): Why {
  const setting = conf.servers[server];
  const words = `server ${server + 1} of ${conf.servers.length}: ${setting?.value ?? ''}`;
  if (round === 0 && index === 0) return first;
  if (index === 0)
    return because(RULES.nextRound, `round ${round + 1} of ${conf.attempts.value}, ${words}`, conf.attempts.line);
  return because(RULES.nextServer, words, setting?.line);
}

/** `offset`: the server to begin with, as rotate says. */
export function* tryOneName(
  conf: GoConf,
  name: string,
  type: GoType,
  offset: number,
  first: Why,
  nameWhy: Why,
): Net<OneName> {
  let last: DnsError | undefined;
  const count = conf.servers.length;
  for (let round = 0; round < conf.attempts.value; round += 1) {
    for (let index = 0; index < count; index += 1) {
      const at = (offset + index) % count;
      const address = conf.servers[at]?.value ?? '127.0.0.1';
      const server = hostPort(address, 53);
      const asked = { name, type, server: address, timeout: conf.timeout.value * 1_000_000, tcp: conf.useTcp.value };
      const why = { ...reasonFor(conf, round, index, at, first), also: [nameWhy] };
      const got = yield* exchange(asked, why);
      if (got.kind === 'error') {
        const more = { isTimeout: got.timeout === true, isTemporary: got.socket === true };
        last = dnsError(got.err, name, server, more);
        continue;
      }
      const wrong = fault(got.message, type);
      if (wrong === undefined) {
        yield* net.verdict(got.query, 'accepted', because(RULES.accepted));
        return { kind: 'answer', message: got.message, server };
      }
      if (wrong === NO_SUCH_HOST) {
        yield* net.verdict(got.query, 'accepted', because(RULES.notFound));
        return { kind: 'error', error: notFound(name, server) };
      }
      yield* net.verdict(got.query, 'failed', because(wrong === 'lame referral' ? RULES.lame : RULES.servfail));
      last = dnsError(wrong, name, server, { isTemporary: got.message.rcode === 'SERVFAIL' });
    }
  }
  return { kind: 'error', error: last };
}
