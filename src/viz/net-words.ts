// What happened on the wire, in words: a sentence for each record of the network.
import type { DnsEvent } from '../sim/dns/index.ts';
import type { Sentence } from './words.ts';

const ends = ({ address }: { readonly address: string }): string => address;

function said(event: DnsEvent): { readonly text: string; readonly tone: Sentence['tone']; readonly major?: boolean } {
  switch (event.kind) {
    case 'query': {
      const asked = event.name === undefined ? 'bytes' : `${event.type ?? ''} ${event.name}`;
      return { text: `asks ${ends(event.to)} for ${asked} (${event.proto})`, tone: 'signal', major: true };
    }
    case 'fate': {
      const late = event.leavesAt === undefined || event.leavesAt <= event.at ? '' : ', later';
      return event.fate === 'answered'
        ? { text: `the query is answered${late}`, tone: 'plain' }
        : { text: `the query is ${event.fate}: ${event.words}`, tone: 'bad', major: true };
    }
    case 'reply':
      return event.fate === 'delivered'
        ? { text: `an answer from ${ends(event.from)} arrives`, tone: 'good', major: true }
        : { text: `an answer from ${ends(event.from)} comes to nobody (${event.fate})`, tone: 'bad', major: true };
    case 'verdict':
      return { text: `answer ${event.verdict}: ${event.why.words ?? event.why.rule.says}`, tone: 'plain' };
    case 'timeout':
      return { text: `stops waiting: ${event.why.words ?? event.why.rule.says}`, tone: 'bad', major: true };
    case 'connection':
      return { text: `TCP to ${ends(event.to)}: ${event.what}`, tone: event.what === 'refused' ? 'bad' : 'plain' };
    case 'icmp':
      return { text: `ICMP: ${event.words}`, tone: 'bad', major: true };
    case 'note':
      return { text: event.why.words ?? event.why.rule.says, tone: 'plain' };
    case 'lookup':
      return { text: event.call, tone: 'input', major: true };
    case 'outcome':
      return { text: `has its answer: ${event.words}`, tone: event.ok ? 'good' : 'bad', major: true };
    case 'call':
      return { text: `${event.call} ${event.words}`, tone: 'plain' };
    default:
      return { text: 'a packet passes', tone: 'plain' };
  }
}

/** `record`: of a machine's event of kind `net`, made by the network (sim/container/network). */
export function netSentence(record: object): Sentence {
  const event = record as DnsEvent;
  const { text, tone, major = false } = said(event);
  return { text: `${event.lane}: ${text}.`, tone, topic: 'network', major };
}
