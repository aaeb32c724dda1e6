// The services of nsswitch.conf that name hosts: files and dns. What each call of theirs returns.
import type { Family } from '../../address/index.ts';
import { glibcHosts, HOSTS, type NssStatus } from '../../config/index.ts';
import { because, net, type Net } from '../../net/index.ts';
import { parseHostent, parsePair, type Found, type Parsed } from './answers.ts';
import { isHostName } from './hostname.ts';
import { GLIBC_RULES as RULES } from './rules.ts';
import { contextSearch } from './search.ts';
import type { HErrno, ResState } from './state.ts';

export interface ServiceResult {
  readonly status: NssStatus;
  readonly herrno: HErrno;
  readonly found?: Found;
}

/** scratch_buffer: on the stack first, then doubled each time it is too small. */
const FIRST_BUFFER = 1024;
/** Doubling ends here: an answer of 64 KiB holds some 4000 addresses. */
const MAX_BUFFER = 2 ** 20;

export function* lookupFiles(res: ResState, name: string, family: Family | 'unspec'): Net<ServiceResult> {
  const entries = glibcHosts(res.files.hosts ?? '', name, family);
  const [first] = entries;
  if (!first) {
    yield* net.note('file', because(RULES.noFiles, `${HOSTS} has no ${name}`));
    return { status: 'NOTFOUND', herrno: 'HOST_NOT_FOUND' };
  }
  yield* net.note('file', because(RULES.files, `${HOSTS} line ${first.line.line} has ${name}`, first.line));
  return {
    status: 'SUCCESS',
    herrno: 'NETDB_SUCCESS',
    found: {
      addresses: entries.map(({ address }) => address),
      canonName: first.names[0] ?? name,
      aliases: first.names.slice(1),
    },
  };
}

/** The errno of a failed search becomes a status (the switch in dns-host.c). */
function failed(res: ResState): ServiceResult {
  if (res.errno === 'ESRCH') return { status: 'TRYAGAIN', herrno: 'TRY_AGAIN' };
  const unreachable = res.errno === 'ECONNREFUSED' || res.errno === 'ETIMEDOUT';
  return { status: unreachable ? 'UNAVAIL' : 'NOTFOUND', herrno: res.herrno };
}

function result(parsed: Exclude<Parsed, { kind: 'small' }>, one: boolean): ServiceResult {
  if (parsed.kind === 'found') return { status: 'SUCCESS', herrno: 'NETDB_SUCCESS', found: parsed.found };
  if (parsed.kind === 'bad') return { status: 'UNAVAIL', herrno: 'NO_RECOVERY' };
  // getanswer_r leaves an answer without addresses open; gaih_getanswer calls it not found.
  if (one) return { status: 'TRYAGAIN', herrno: 'NO_RECOVERY' };
  return { status: 'NOTFOUND', herrno: 'HOST_NOT_FOUND' };
}

/** _nss_dns_gethostbyname4_r for `both`, _nss_dns_gethostbyname3_r for one family, called again while the buffer is too small. */
export function* lookupDns(res: ResState, name: string, type: 'both' | 'A' | 'AAAA'): Net<ServiceResult> {
  if (!isHostName(name)) {
    yield* net.note('skip', because(RULES.notAHostName));
    return { status: 'NOTFOUND', herrno: 'HOST_NOT_FOUND' };
  }
  const single = type === 'both' && res.options.has('no-aaaa');
  if (single) yield* net.note('mode', because(RULES.noAaaa, undefined, res.conf.flags.get('no-aaaa')?.line));
  for (let room = FIRST_BUFFER; room <= MAX_BUFFER; room *= 2) {
    const found = yield* net.run(contextSearch(res, name, single ? 'A' : type));
    if (found === undefined) return failed(res);
    const parsed = type === 'both' ? parsePair(found.answers, room) : parseHostent(found.answers.first, type, room);
    if (parsed.kind !== 'small') return result(parsed, type !== 'both');
    yield* net.note('other', because(RULES.buffer, `${room} bytes were too few`));
  }
  return { status: 'UNAVAIL', herrno: 'NETDB_INTERNAL' };
}
