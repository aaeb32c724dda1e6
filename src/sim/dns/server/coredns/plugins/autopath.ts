// plugin/autopath: the server walks the client's search list for it, and answers the first question with the first hit.
import { isWithin, labelsOf, nameFromLabels, record, type Message } from '../../../message/index.ts';
import type { Net } from '../../../net/index.ts';
import {
  matchZone,
  normalizeZone,
  type Env,
  type Handler,
  type Next,
  type Plugin,
  type Query,
  type Reply,
} from '../plugin.ts';
import type { KubeConfig } from './kube-records.ts';
import { autoPathOf } from './kubernetes.ts';

export const autopath: Plugin = {
  name: 'autopath',
  setup(c, env) {
    let handler: Handler | undefined;
    while (c.next()) {
      const args = c.remainingArgs();
      const source = args.pop();
      if (source === undefined) throw c.plain('no resolv-conf specified');
      let search: readonly string[] | undefined;
      if (source !== '@kubernetes') {
        if (source.startsWith('@')) throw c.plain(`no function named ${JSON.stringify(source.slice(1))}`);
        const file = env.files.get(source);
        if (file === undefined)
          throw c.plain(`failed to parse ${JSON.stringify(source)}: open ${source}: no such file or directory`);
        const line = /^search\s+(.*)$/m.exec(file)?.[1] ?? '';
        search = [...line.split(/\s+/).filter(Boolean).map(normalizeZone), '.'];
      }
      const zones = args.length > 0 ? args.map(normalizeZone) : env.zones;
      handler = new AutoPath(zones, search, env);
    }
    return handler;
  },
};

class AutoPath implements Handler {
  private readonly zones: readonly string[];
  private readonly search: readonly string[] | undefined;
  private readonly env: Env;

  constructor(zones: readonly string[], search: readonly string[] | undefined, env: Env) {
    this.zones = zones;
    this.search = search;
    this.env = env;
  }

  *serve(query: Query, next: Next): Net<Reply> {
    const path = matchZone(this.zones, query.name) === undefined ? [] : this.pathFor(query);
    const [first] = path;
    if (first === undefined || !isWithin(query.name, first)) return yield* next(query);
    const asked = query.message.question[0]?.name ?? query.name;
    const labels = labelsOf(query.name);
    const base = labels.slice(0, labels.length - labelsOf(first).length);
    let firstReply: Reply | undefined;
    for (const entry of path) {
      const name = nameFromLabels([...base, ...labelsOf(entry)]);
      const reply = yield* next(renamed(query, name));
      if (reply.kind === 'status' && reply.error !== undefined) return reply;
      firstReply ??= reply;
      if (reply.kind !== 'message' || reply.message.rcode === 'NXDOMAIN') continue;
      return { kind: 'message', message: withAlias(reply.message, asked, query) };
    }
    if (firstReply?.kind !== 'message') return firstReply ?? (yield* next(query));
    return { kind: 'message', message: { ...firstReply.message, question: query.message.question } };
  }

  private pathFor(query: Query): readonly string[] {
    if (this.search) return this.search;
    const config = this.env.shared.get('kubernetes') as KubeConfig | undefined;
    return config ? autoPathOf(config, this.env, query.from.address, query.name) : [];
  }
}

export function renamed(query: Query, name: string): Query {
  const [question] = query.message.question;
  if (!question) return query;
  return { ...query, name, message: { ...query.message, question: [{ ...question, name }] } };
}

/** cnamer.go: an alias from what was asked to what was found, so that the client takes it. */
function withAlias(message: Message, asked: string, query: Query): Message {
  const { question } = query.message;
  const [first] = message.answer;
  if (!first || message.answer.some(({ name }) => name === asked)) return { ...message, question };
  const alias = record(asked, first.ttl, 'CNAME', { kind: 'CNAME', target: first.name });
  return { ...message, question, answer: [alias, ...message.answer] };
}
