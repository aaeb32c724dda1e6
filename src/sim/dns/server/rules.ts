// Rules that make a server misbehave: which queries, how often, and what it does instead. The first that matches counts.
import type { Micros } from '../../../engine/index.ts';
import { foldName, type Question } from '../message/index.ts';
import type { Incoming } from '../net/index.ts';

export type Action =
  | 'answer'
  | 'drop'
  | 'servfail'
  | 'refused'
  | 'notimp'
  | 'formerr'
  | 'nxdomain'
  | 'nodata'
  | 'referral'
  | 'truncate'
  | 'wrong_source';

export interface ServerRule {
  readonly action?: Action;
  /** The answer leaves that long after the query. */
  readonly delay_ms?: number;
  readonly qtype?: string;
  readonly proto?: string;
  /** Shell pattern, matched against the lower-case absolute name. */
  readonly qname?: string;
  /** Applies so many times. */
  readonly max?: number;
  /** Only the n-th query from the same source port. */
  readonly nth_in_socket?: number;
  /** Only while an earlier query from this source port has no answer. */
  readonly first_unanswered?: boolean;
  /** Of `truncate`: records that stay. */
  readonly keep?: number;
}

export interface Verdict {
  readonly action: Action;
  readonly delay: Micros;
  readonly keep: number;
  /** Which rule, from 1; 0: none matched. */
  readonly rule: number;
}

const NORMAL: Verdict = { action: 'answer', delay: 0, keep: 0, rule: 0 };

/** fnmatch(3) without flags: *, ? and [sets]. */
export function glob(pattern: string): RegExp {
  let source = '';
  for (let i = 0; i < pattern.length; i += 1) {
    const char = pattern[i] ?? '';
    const end = char === '[' ? pattern.indexOf(']', i + 2) : -1;
    if (char === '*') source += '[^]*';
    else if (char === '?') source += '[^]';
    else if (end > 0) {
      const set = pattern
        .slice(i + 1, end)
        .replace(/^!/, '^')
        .replace(/\\/g, '\\\\');
      source += `[${set}]`;
      i = end;
    } else source += char.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  }
  return new RegExp(`^${source}$`);
}

/** The rules of one server and what they have counted. */
export class RuleBook {
  private readonly rules: readonly { readonly rule: ServerRule; readonly name: RegExp | undefined }[];
  private readonly used: number[];
  private readonly seen = new Map<string, number>();
  private readonly unanswered = new Map<string, number>();
  /** Only rules that ask for it need the bookkeeping. */
  private readonly counts: boolean;
  /** Nothing to judge. */
  readonly empty: boolean;

  constructor(rules: readonly ServerRule[]) {
    this.rules = rules.map((rule) => ({ rule, name: rule.qname === undefined ? undefined : glob(rule.qname) }));
    this.empty = rules.length === 0;
    this.used = rules.map(() => 0);
    this.counts = rules.some((rule) => rule.nth_in_socket !== undefined || rule.first_unanswered !== undefined);
  }

  judge(query: Incoming, question: Question): Verdict {
    if (this.empty) return NORMAL;
    const flow = `${query.proto} ${query.flow}`;
    const nth = (this.seen.get(flow) ?? 0) + 1;
    const open = this.unanswered.get(flow) ?? 0;
    if (this.counts) {
      this.seen.set(flow, nth);
      this.unanswered.set(flow, open + 1);
    }
    for (const [i, { rule, name }] of this.rules.entries()) {
      const used = this.used[i] ?? 0;
      if ((rule.proto ?? query.proto) !== query.proto && rule.proto !== '*') continue;
      if ((rule.qtype ?? question.type) !== question.type && rule.qtype !== '*') continue;
      if (name && !name.test(foldName(question.name))) continue;
      if (rule.nth_in_socket !== undefined && rule.nth_in_socket !== nth) continue;
      if (rule.first_unanswered === true && open === 0) continue;
      if (rule.max !== undefined && used >= rule.max) continue;
      this.used[i] = used + 1;
      return { action: rule.action ?? 'answer', delay: (rule.delay_ms ?? 0) * 1000, keep: rule.keep ?? 0, rule: i + 1 };
    }
    return NORMAL;
  }

  left(query: Incoming): void {
    if (!this.counts) return;
    const flow = `${query.proto} ${query.flow}`;
    this.unanswered.set(flow, Math.max(0, (this.unanswered.get(flow) ?? 0) - 1));
  }
}
