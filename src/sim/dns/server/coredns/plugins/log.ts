// plugin/log, common log format: a line for each answer of the classes and names that are asked for.
import { isWithin, type Message } from '../../../message/index.ts';
import { net, type Net } from '../../../net/index.ts';
import type { Dispenser } from '../dispenser.ts';
import { normalizeZone, type Plugin, type Query, type Reply } from '../plugin.ts';

const CLASSES = ['all', 'denial', 'error', 'success'] as const;

type Class = (typeof CLASSES)[number];

interface Rule {
  readonly name: string;
  readonly classes: readonly Class[];
}

/** Where the client was, in the form of Go's net.Addr. */
const clientOf = ({ from }: Query): string =>
  `${from.address.includes(':') ? `[${from.address}]` : from.address}:${from.port}`;

/** The flags of an answer as plugin/log writes them. */
function flagsOf(message: Message): string {
  const { aa, tc, rd, ra, ad, cd } = message;
  return ['qr', aa && 'aa', tc && 'tc', rd && 'rd', ra && 'ra', ad && 'ad', cd && 'cd'].filter(Boolean).join(',');
}

/** plugin/pkg/response: Typify and Classify. */
function classOf(reply: Reply): Class {
  if (reply.kind === 'status') return 'error';
  const { rcode, answer } = reply.message;
  if (rcode === 'NXDOMAIN') return 'denial';
  if (rcode !== 'NOERROR') return 'error';
  return answer.length > 0 ? 'success' : 'denial';
}

/** Names and classes; formats of one's own are read over. */
function ruleOf(c: Dispenser): readonly Rule[] {
  const args = c.remainingArgs();
  const names = args.filter((arg) => !arg.includes('{')).map(normalizeZone);
  const classes: Class[] = [];
  while (c.nextBlock()) {
    if (c.value !== 'class') throw c.argError();
    const given = c.remainingArgs();
    if (given.length === 0) throw c.argError();
    for (const word of given) {
      const known = CLASSES.find((each) => each === word);
      if (!known) throw c.plain(`invalid class: ${word}`);
      classes.push(known);
    }
  }
  const chosen: readonly Class[] = classes.length === 0 ? ['all'] : classes;
  return (names.length === 0 ? ['.'] : names).map((name) => ({ name, classes: chosen }));
}

/** The size is filled in by the server, which knows it. */
function lineOf(query: Query, reply: Reply, seconds: number): string {
  const { id, edns } = query.message;
  const asked = `"${query.type} IN ${query.name} ${query.proto} ${query.size} ${edns?.dnssecOk ?? false} ${edns?.udpSize ?? (query.proto === 'tcp' ? 65_535 : 512)}"`;
  const told = reply.kind === 'message' ? `${reply.message.rcode} ${flagsOf(reply.message)}` : '- -';
  return `[INFO] ${clientOf(query)} - ${id} ${asked} ${told} 0 ${seconds}s`;
}

export const log: Plugin = {
  name: 'log',
  setup(c, env) {
    const rules: Rule[] = [];
    while (c.next()) rules.push(...ruleOf(c));
    return {
      *serve(query, next): Net<Reply> {
        const start = yield* net.now();
        const reply = yield* next(query);
        const rule = rules.find(({ name }) => isWithin(query.name, name));
        if (rule && (rule.classes.includes('all') || rule.classes.includes(classOf(reply))))
          env.log(lineOf(query, reply, ((yield* net.now()) - start) / 1e6));
        return reply;
      },
    };
  },
};
