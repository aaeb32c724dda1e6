// plugin/rewrite: the question is changed on its way in, and its name put back on the way out.
import { foldName, sameName, type Message, type RrType } from '../../../message/index.ts';
import type { Net } from '../../../net/index.ts';
import type { Dispenser } from '../dispenser.ts';
import { normalizeZone, type Handler, type Next, type Plugin, type Query, type Reply } from '../plugin.ts';
import { renamed } from './autopath.ts';

interface RewriteRule {
  readonly goOn: boolean;
  /** The new question, or undefined when the rule does not fit. */
  apply(query: Query): Query | undefined;
  /** Names of answers are turned back too. */
  readonly answers: boolean;
}

const MATCHERS = ['exact', 'prefix', 'suffix', 'substring', 'regex'];

/** Go's {1} of the replacement, after the groups of the pattern. */
const filled = (template: string, groups: readonly string[]): string =>
  template.replace(/\{(\d+)\}/g, (_, index: string) => groups[Number(index)] ?? '');

function compile(c: Dispenser, pattern: string): RegExp {
  try {
    // Go writes named groups (?P<name>…).
    return new RegExp(pattern.replaceAll('(?P<', '(?<'));
  } catch {
    throw c.plain(`invalid regex pattern in a name rule: ${pattern}`);
  }
}

function newName(c: Dispenser, how: string, from: string, to: string): (name: string) => string | undefined {
  switch (how) {
    case 'prefix':
      return (name) => (name.startsWith(from) ? to + name.slice(from.length) : undefined);
    case 'suffix':
      return (name) => (name.endsWith(from) ? name.slice(0, name.length - from.length) + to : undefined);
    case 'substring':
      return (name) => (name.includes(from) ? name.replaceAll(from, to) : undefined);
    case 'regex': {
      const pattern = compile(c, from);
      return (name) => {
        const match = pattern.exec(name);
        return match ? filled(to, match) : undefined;
      };
    }
    default: {
      const [exact, target] = [normalizeZone(from), normalizeZone(to)];
      return (name) => (name === exact ? target : undefined);
    }
  }
}

function nameRule(c: Dispenser, goOn: boolean, args: readonly string[]): RewriteRule {
  const how = MATCHERS.includes(args[0] ?? '') ? (args[0] ?? '') : 'exact';
  const rest = MATCHERS.includes(args[0] ?? '') ? args.slice(1) : args;
  const [from, to, ...more] = rest;
  if (from === undefined || to === undefined) throw c.plain('too few arguments for a name rule');
  const rename = newName(c, how, foldName(from), foldName(to));
  return {
    goOn,
    // newExactNameRule: answers of exact rules are always turned back.
    answers: how === 'exact' || more.includes('auto') || more[0] === 'answer',
    apply(query) {
      const name = rename(query.name);
      return name === undefined ? undefined : renamed(query, name.endsWith('.') ? name : `${name}.`);
    },
  };
}

function typeRule(c: Dispenser, goOn: boolean, args: readonly string[]): RewriteRule {
  const [from, to] = args;
  if (from === undefined || to === undefined || args.length !== 2)
    throw c.plain('type rules must have exactly two arguments');
  return {
    goOn,
    answers: false,
    apply(query) {
      const [question] = query.message.question;
      if (query.type !== from.toUpperCase() || !question) return undefined;
      const type = to.toUpperCase() as RrType;
      return { ...query, type, message: { ...query.message, question: [{ ...question, type }] } };
    },
  };
}

function parseRule(c: Dispenser, words: readonly string[]): RewriteRule | undefined {
  const mode = words[0] === 'continue' || words[0] === 'stop' ? words[0] : undefined;
  const args = mode ? words.slice(1) : words;
  const [field, ...rest] = args;
  if (field === undefined) throw c.plain('no rule type specified for rewrite');
  if (rest.length === 0 && !MATCHERS.includes(field)) throw c.plain(`few arguments for a ${field} rule`);
  switch (field) {
    case 'name':
      return nameRule(c, mode === 'continue', rest);
    case 'type':
      return typeRule(c, mode === 'continue', rest);
    case 'answer':
    case 'ttl':
    case 'cname':
    case 'class':
    case 'edns0':
    case 'rcode':
      return undefined;
    default:
      throw c.plain(`invalid rule type ${JSON.stringify(field)}`);
  }
}

export const rewrite: Plugin = {
  name: 'rewrite',
  setup(c) {
    const rules: RewriteRule[] = [];
    while (c.next()) {
      const args = c.remainingArgs();
      if (args.length === 0 || args.length === 1) {
        const lines: string[][] = [];
        while (c.nextBlock()) lines.push([c.value, ...c.remainingArgs()]);
        const words = [...args, ...lines.flat()];
        const rule = words.length > 0 ? parseRule(c, words) : undefined;
        if (words.length === 0) throw c.argError();
        if (rule) rules.push(rule);
      } else {
        const rule = parseRule(c, args);
        if (rule) rules.push(rule);
      }
    }
    return new RewriteHandler(rules);
  },
};

class RewriteHandler implements Handler {
  private readonly rules: readonly RewriteRule[];

  constructor(rules: readonly RewriteRule[]) {
    this.rules = rules;
  }

  *serve(query: Query, next: Next): Net<Reply> {
    let changed = query;
    let answers = false;
    for (const rule of this.rules) {
      const after = rule.apply(changed);
      if (!after) continue;
      changed = after;
      answers ||= rule.answers;
      if (!rule.goOn) break;
    }
    const reply = yield* next(changed);
    if (changed === query || reply.kind !== 'message') return reply;
    return { kind: 'message', message: restored(reply.message, query, changed, answers) };
  }
}

/** ResponseReverter: the question as it came; with `answer auto` the names in answers too, as owners and as targets. */
function restored(message: Message, query: Query, changed: Query, answers: boolean): Message {
  const { question } = query.message;
  const asked = question[0]?.name ?? query.name;
  if (!answers) return { ...message, question };
  const back = (name: string): string => (sameName(name, changed.name) ? asked : name);
  const answer = message.answer.map((each) => ({
    ...each,
    name: back(each.name),
    data: 'target' in each.data ? { ...each.data, target: back(each.data.target) } : each.data,
  }));
  return { ...message, question, answer };
}
