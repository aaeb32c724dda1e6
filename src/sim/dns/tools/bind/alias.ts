// Where a chain of aliases in an answer ends: the name that host and nslookup go on with (chase_cnamechain).
import { foldName, type Message } from '../../message/index.ts';

export function endOfChain({ answer }: Message, name: string): string {
  let at = name;
  // No longer than there are records: a chain may be a circle.
  for (let left = answer.length; left > 0; left -= 1) {
    const next = answer.find(({ name: owner, data }) => data.kind === 'CNAME' && foldName(owner) === foldName(at));
    if (next?.data.kind !== 'CNAME') return at;
    at = next.data.target;
  }
  return at;
}
