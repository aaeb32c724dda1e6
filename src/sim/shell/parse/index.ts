// Reading programs: one complete command at a time, as the shell runs them, or a whole text.
import { parse } from 'unbash';
import { Compiler } from './compile.ts';
import { DashGrammar } from './dash.ts';
import { Grammar } from './grammar.ts';
import { Incomplete, SyntaxFault, type LexOptions } from './lexer.ts';
import type { List } from './nodes.ts';
import type { AliasLookup, HereDocWarning } from './tokens.ts';

export { SyntaxFault, MAX_NESTING } from './lexer.ts';

export interface ReadOptions extends LexOptions {
  readonly aliases: AliasLookup | undefined;
}

export type ReadResult =
  | {
      readonly kind: 'command';
      readonly script: List;
      readonly end: number;
      readonly warnings: readonly HereDocWarning[];
      readonly source: string;
    }
  | { readonly kind: 'empty'; readonly end: number }
  | { readonly kind: 'end' }
  | {
      readonly kind: 'incomplete';
      readonly reason: 'quote' | 'heredoc' | 'continuation' | 'command';
      /** Open quote, or the last token. */ readonly last: string;
    }
  | { readonly kind: 'fault'; readonly fault: SyntaxFault; readonly warnings: readonly HereDocWarning[] };

/** Can this further line end what is open? Saves looking at everything again for each line of a long quote or here-document. */
export function mayFinish(open: { readonly reason: string; readonly last: string }, line: string): boolean {
  if (open.reason === 'quote') return line.includes(open.last);
  if (open.reason === 'heredoc') return line.replace(/^\t+/, '') === open.last;
  return true;
}

/** Reads the first complete command of `text` (`options.line` is the number of its first line). */
export function readCommand(text: string, options: ReadOptions): ReadResult {
  const grammar = options.dash
    ? new DashGrammar(text, options, options.aliases)
    : new Grammar(text, options, options.aliases);
  try {
    const kind = grammar.unit();
    if (kind === 'end') return { kind };
    // What aliases added to the text is not part of what the caller still holds.
    const end = grammar.pos - (grammar.text.length - text.length);
    if (kind === 'empty') return { kind, end };
    const source = grammar.text.slice(0, grammar.pos);
    const ast = parse(source);
    const script = new Compiler(source, { dash: options.dash, line: options.line }).script(ast);
    return { kind: 'command', script, end, warnings: grammar.warnings, source };
  } catch (error) {
    if (error instanceof Incomplete)
      return {
        kind: 'incomplete',
        reason: /(?:^|[^\\])(?:\\\\)*\\\n$/.test(text) && error.reason !== 'heredoc' ? 'continuation' : error.reason,
        last: error.reason === 'command' ? grammar.lastToken : error.last,
      };
    if (error instanceof SyntaxFault) return { kind: 'fault', fault: error, warnings: grammar.warnings };
    throw error;
  }
}

/** Compiles text that was recognized before (the inside of a substitution). */
export function compileTrusted(source: string, line: number, dash: boolean): List {
  return new Compiler(source, { dash, line }).script(parse(source));
}
