// Judging quiz answers, and the order in which choices are shown: the same for the same question and seed.
import type { Answer, Question } from './schema.ts';

/** Blanks joined, quotes around the whole removed, `$ ` or `# ` prompts dropped: what a person means by a command. */
export function normalizeTyped(text: string): string {
  return text
    .trim()
    .replace(/^(?:\$|#|>)\s+/, '')
    .replace(/\s+/g, ' ')
    .replace(/^(["'`])(.*)\1$/, '$2');
}

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item) => b.includes(item));

/** Is the answer complete enough to be judged? */
export function isAnswered(question: Question, answer: Answer | undefined): boolean {
  if (!answer || answer.kind !== question.kind) return false;
  if (answer.kind === 'type') return answer.text.trim() !== '';
  if (answer.kind === 'many') return answer.choices.length > 0;
  if (answer.kind === 'match' && question.kind === 'match') {
    return question.pairs.every((pair) => answer.pairs[pair.id] !== undefined);
  }
  if (answer.kind === 'state' && question.kind === 'state') {
    return Object.keys(question.answer).every((label) => answer.states[label] !== undefined);
  }
  return true;
}

export function grade(question: Question, answer: Answer): boolean {
  switch (question.kind) {
    case 'one':
      return answer.kind === 'one' && answer.choice === question.answer;
    case 'many':
      return answer.kind === 'many' && sameSet(answer.choices, question.answer);
    case 'order':
      return answer.kind === 'order' && question.items.every((item, i) => answer.order[i] === item.id);
    case 'match': {
      if (answer.kind !== 'match') return false;
      const right = new Map(question.pairs.map((pair) => [pair.id, pair.right]));
      return question.pairs.every((pair) => right.get(answer.pairs[pair.id] ?? '') === pair.right);
    }
    case 'type': {
      if (answer.kind !== 'type') return false;
      const typed = normalizeTyped(answer.text);
      if (question.accept.some((accepted) => normalizeTyped(accepted) === typed)) return true;
      return question.pattern !== undefined && new RegExp(`^(?:${question.pattern})$`).test(typed);
    }
    case 'line':
      return answer.kind === 'line' && question.answer.includes(answer.line);
    case 'state':
      return (
        answer.kind === 'state' &&
        Object.entries(question.answer).every(([label, state]) => answer.states[label] === state)
      );
  }
}

/** FNV-1a: a small, well spread number for a text. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Shuffled, the same way for the same seed; never in the given order when there are at least two items. */
export function shuffled<T>(items: readonly T[], seed: string): readonly T[] {
  const out = items.map((item, i) => ({ item, key: hashOf(`${seed}:${i}:${seed.length}`) }));
  out.sort((a, b) => a.key - b.key);
  const order = out.map(({ item }) => item);
  const same = order.every((item, i) => item === items[i]);
  return same && order.length > 1 ? [...order.slice(1), ...order.slice(0, 1)] : order;
}
