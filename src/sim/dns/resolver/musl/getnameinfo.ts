// getnameinfo of musl (src/network/getnameinfo.c): a line of /etc/hosts with the address, or the PTR record.
import { asMapped, reverseName } from '../../address/index.ts';
import { parseMuslLiteral } from '../../address/literal.ts';
import { HOSTS, hostsEntries, readMuslConf, type ClientFiles } from '../../config/index.ts';
import { decode, withoutDot } from '../../message/index.ts';
import { because, net, type Net } from '../../net/index.ts';
import { mkquery } from './mkquery.ts';
import { msend } from './msend.ts';
import { MUSL_RULES as RULES } from './rules.ts';
import type { MuslVersion } from './version.ts';

export function* getnameinfo(version: MuslVersion, files: ClientFiles, address: string): Net<string | undefined> {
  const wanted = asMapped(address).join();
  const entry = hostsEntries(files.hosts ?? '').find((each) => {
    const literal = parseMuslLiteral(each.address);
    return literal !== undefined && asMapped(literal).join() === wanted;
  });
  if (entry) {
    yield* net.note('file', because(RULES.hosts, `${HOSTS} line ${entry.line.line} has ${address}`, entry.line));
    return entry.names[0];
  }
  const query = mkquery(version, yield* net.random(65_536), reverseName(address), 'PTR');
  if (!query) return undefined;
  const [answer] = yield* net.run(
    msend(version, readMuslConf(files), [query], because(RULES.asIsLast, 'the name of an address')),
  );
  const decoded = answer && decode(answer);
  const records = decoded?.kind === 'message' ? decoded.message.answer : [];
  const names = records.flatMap(({ data }) => (data.kind === 'PTR' ? [withoutDot(data.target)] : []));
  return names.at(-1);
}
