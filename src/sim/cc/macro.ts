// Macros, and how a function-like one finds its arguments (ISO 9899, 6.10.3).
import type { Token } from './lex.ts';

export interface Macro {
  readonly name: string;
  /** undefined: object-like. */
  readonly params: readonly string[] | undefined;
  readonly body: readonly Token[];
  readonly system: boolean;
}

/** The arguments of a function-like macro whose name stands just before `at`. */
export function argumentsOf(tokens: readonly Token[], at: number): { args: Token[][]; end: number } | undefined {
  if (tokens[at]?.text !== '(') return undefined;
  const args: Token[][] = [[]];
  let depth = 0;
  for (let i = at; i < tokens.length; i += 1) {
    const token = tokens[i] as Token;
    if (token.text === '(' && (depth += 1) === 1) continue;
    if (token.text === ')' && (depth -= 1) === 0) return { args, end: i };
    if (token.text === ',' && depth === 1) args.push([]);
    else args[args.length - 1]?.push(token);
  }
  return undefined;
}
