// Zone transfers: a zone begins and ends with its SOA record (check_for_more_data of dighost.c; RFC 5936).
import { typeNumber, type Message } from '../../message/index.ts';
import type { Query, Session } from './session.ts';
import { TYPE_SOA } from './types.ts';

/** True while the zone goes on in another message. */
export function moreToCome(s: Session, query: Query, message: Message, size: number): boolean {
  query.messages += 1;
  query.bytes += size;
  if (message.answer.length === 0) {
    s.print('; Transfer failed.\n');
    return false;
  }
  for (const { type } of message.answer) {
    query.records += 1;
    const soa = typeNumber(type) === TYPE_SOA;
    if (query.records === 1 && !soa) {
      s.print("; Transfer failed.  Didn't start with SOA answer.\n");
      return false;
    }
    if (query.records > 1 && soa) {
      s.frontend.received(s, size, query);
      return false;
    }
  }
  return true;
}
