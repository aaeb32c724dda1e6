// Codes of answers as host and nslookup write them: names up to BADVERS, any other number behind a question mark.
import { rcodeNumber, RCODES, type Message } from '../../message/index.ts';

export function rcodeWord({ rcode }: Message): { readonly number: number; readonly word: string } {
  const number = rcodeNumber(rcode);
  if (number < RCODES.length || number === 16) return { number, word: rcode };
  return { number, word: number < 16 ? `RESERVED${number}` : `?${number}` };
}
