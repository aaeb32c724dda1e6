// gethostbyname2 and gethostbyaddr (nss/getXXbyYY_r.c over the services of nsswitch.conf): one family, one query per name.
import { asMapped, parseAddress, reverseName, type Family } from '../../address/index.ts';
import { parseGlibcLiteral } from '../../address/literal.ts';
import { familyOf } from '../../address/index.ts';
import { HOSTS, hostsEntries } from '../../config/index.ts';
import { decode, withoutDot } from '../../message/index.ts';
import { because, net, type Net } from '../../net/index.ts';
import { contextQuery } from './query.ts';
import { GLIBC_RULES as RULES } from './rules.ts';
import { lookupDns, lookupFiles } from './services.ts';
import type { HErrno, ResState } from './state.ts';

export interface HostEntry {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly addresses: readonly string[];
}

export type HostResult = { readonly entry: HostEntry } | { readonly herrno: HErrno };

export function* gethostbyname2(res: ResState, name: string, family: Family): Net<HostResult> {
  const literal = parseGlibcLiteral(name);
  if (literal !== undefined && familyOf(literal) === family)
    return { entry: { name, aliases: [], addresses: [literal] } };
  let herrno: HErrno = 'HOST_NOT_FOUND';
  for (const service of res.nss.services) {
    const found =
      service.name === 'files'
        ? yield* lookupFiles(res, name, family)
        : service.name === 'dns'
          ? yield* lookupDns(res, name, family === 'inet' ? 'A' : 'AAAA')
          : undefined;
    const status = found?.status ?? 'UNAVAIL';
    if (found) herrno = found.herrno;
    if (found?.found) {
      const { canonName, aliases, addresses } = found.found;
      return { entry: { name: canonName, aliases, addresses } };
    }
    if (service.actions[status] === 'return') break;
  }
  return { herrno };
}

export function* gethostbyaddr(res: ResState, address: string): Net<HostResult> {
  let herrno: HErrno = 'HOST_NOT_FOUND';
  for (const service of res.nss.services) {
    if (service.name === 'files') {
      const wanted = asMapped(address).join();
      const entry = hostsEntries(res.files.hosts ?? '').find(
        (each) => parseAddress(each.address) && asMapped(each.address).join() === wanted,
      );
      if (entry) {
        yield* net.note('file', because(RULES.files, `${HOSTS} line ${entry.line.line} has ${address}`, entry.line));
        return { entry: { name: entry.names[0] ?? '', aliases: entry.names.slice(1), addresses: [address] } };
      }
    } else if (service.name === 'dns') {
      const answers = yield* contextQuery(
        res,
        reverseName(address),
        'PTR',
        because(RULES.onlyA, 'the name of an address'),
      );
      const decoded = answers?.first && decode(answers.first);
      const records = decoded?.kind === 'message' ? decoded.message.answer : [];
      const names = records.flatMap(({ data }) => (data.kind === 'PTR' ? [withoutDot(data.target)] : []));
      const [name] = names;
      if (name !== undefined) return { entry: { name, aliases: names.slice(1), addresses: [address] } };
      herrno = answers === undefined ? res.herrno : 'HOST_NOT_FOUND';
    }
  }
  return { herrno };
}
