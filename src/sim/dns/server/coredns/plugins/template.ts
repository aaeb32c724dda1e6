// plugin/template: answers made from the question by templates. The Go template language as far as Corefiles use it: fields and groups.
import { record, type RrType, type Rcode, RCODES, type Resource } from '../../../message/index.ts';
import type { Net } from '../../../net/index.ts';
import { parseRdata } from '../../zone.ts';
import type { Dispenser } from '../dispenser.ts';
import {
  fallsThrough,
  matchZone,
  normalizeZone,
  status,
  type Env,
  type Next,
  type Plugin,
  type Query,
  type Reply,
} from '../plugin.ts';
import { reply } from '../reply.ts';

interface Template {
  readonly klass: string;
  readonly type: string;
  readonly zones: readonly string[];
  readonly patterns: RegExp[];
  readonly sections: { readonly section: 'answer' | 'authority' | 'additional'; readonly text: string }[];
  rcode: Rcode;
  fallthrough: readonly string[] | undefined;
}

function parse(c: Dispenser, env: Env): Template {
  const [klass, type, ...zones] = c.remainingArgs();
  if (klass === undefined || type === undefined) throw c.argError();
  const template: Template = {
    klass: klass.toUpperCase(),
    type: type.toUpperCase(),
    zones: zones.length > 0 ? zones.map(normalizeZone) : env.zones,
    patterns: [],
    sections: [],
    rcode: 'NOERROR',
    fallthrough: undefined,
  };
  while (c.nextBlock()) property(c, template);
  return template;
}

function property(c: Dispenser, template: Template): void {
  const name = c.value;
  const args = c.remainingArgs();
  if (name !== 'fallthrough' && args.length === 0) throw c.argError();
  switch (name) {
    case 'match':
      for (const text of args) {
        try {
          template.patterns.push(new RegExp(text.replaceAll('(?P<', '(?<')));
        } catch {
          throw c.error(`could not parse regex: ${text}`);
        }
      }
      return;
    case 'answer':
    case 'authority':
    case 'additional':
      for (const text of args) template.sections.push({ section: name, text });
      return;
    case 'rcode': {
      const rcode = (args[0] ?? '').toUpperCase();
      const known = RCODES.find((each) => each === rcode);
      if (args.length !== 1) throw c.argError();
      if (!known) throw c.error(`unknown rcode ${args[0]}`);
      template.rcode = known;
      return;
    }
    case 'fallthrough':
      template.fallthrough = args.map(normalizeZone);
      return;
    case 'upstream':
    case 'ederror':
      return;
    default:
      throw c.argError();
  }
}

/** {{ .Name }}, {{ .Group.x }}, {{ index .Match 1 }}; undefined: something that is not modelled. */
function expand(text: string, query: Query, zone: string, match: RegExpExecArray): string | undefined {
  let known = true;
  const out = text.replace(/\{\{-?\s*(.*?)\s*-?\}\}/g, (_, code: string) => {
    const group = /^\.Group\.(\w+)$/.exec(code)?.[1] ?? /^index\s+\.Group\s+"(\w+)"$/.exec(code)?.[1];
    if (group !== undefined) return match.groups?.[group] ?? (/^\d+$/.test(group) ? match[Number(group)] : '') ?? '';
    const index = /^index\s+\.Match\s+(\d+)$/.exec(code)?.[1];
    if (index !== undefined) return match[Number(index)] ?? '';
    if (code === '.Name') return query.name;
    if (code === '.Zone') return zone;
    if (code === '.Type') return query.type;
    if (code === '.Class') return 'IN';
    if (code === '.Remote') return query.from.address;
    known = false;
    return '';
  });
  return known ? out : undefined;
}

/** "name ttl IN type data" of a zone file. */
function resource(text: string): Resource | undefined {
  const match = /^(\S+)\s+(?:(\d+)\s+)?(?:IN\s+)?([A-Z]+\d*)\s+(.+)$/.exec(text.trim());
  if (!match) return undefined;
  const [, name = '.', ttl = '3600', type = 'A', data = ''] = match;
  return record(normalizeZone(name), Number(ttl), type as RrType, parseRdata(type, data.replace(/^"(.*)"$/, '$1')));
}

export const template: Plugin = {
  name: 'template',
  setup(c, env) {
    const templates: Template[] = [];
    while (c.next()) templates.push(parse(c, env));
    return { serve: (query, next) => serve(templates, query, next) };
  },
};

function* serve(templates: readonly Template[], query: Query, next: Next): Net<Reply> {
  for (const each of templates) {
    if (each.type !== 'ANY' && each.type !== query.type) continue;
    const zone = matchZone(each.zones, query.name);
    if (zone === undefined) continue;
    const patterns = each.patterns.length > 0 ? each.patterns : [/.*/];
    const match = patterns.map((pattern) => pattern.exec(query.name)).find((found) => found !== null);
    if (!match) {
      if (each.fallthrough === undefined || !fallsThrough(each.fallthrough, query.name)) return yield* next(query);
      continue;
    }
    if (each.rcode === 'SERVFAIL') return status('SERVFAIL');
    const of = (section: string): readonly Resource[] | undefined => {
      const made = each.sections
        .filter((line) => line.section === section)
        .map(({ text }) => expand(text, query, zone, match))
        .map((text) => (text === undefined ? undefined : resource(text)));
      return made.some((one) => one === undefined) ? undefined : made.filter((one) => one !== undefined);
    };
    const [answer, authority, additional] = [of('answer'), of('authority'), of('additional')];
    if (!answer || !authority || !additional) return status('SERVFAIL');
    return reply(query, { rcode: each.rcode, answer, authority, additional });
  }
  return yield* next(query);
}
