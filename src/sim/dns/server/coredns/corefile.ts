// The blocks of a Corefile: keys, and the tokens of each directive (coredns/caddy, caddyfile/parse.go).
import { CorefileError, Dispenser } from './dispenser.ts';
import { DIRECTIVES } from './directives.ts';
import { tokensOf, type Token } from './tokens.ts';

export interface ServerBlock {
  readonly keys: readonly string[];
  readonly directives: ReadonlyMap<string, readonly Token[]>;
}

/** maxSnippetExpansions in parse.go: an import that imports itself ends. */
const MAX_EXPANSIONS = 1000;
/** ConfigMaps hold at most a megabyte. */
const MAX_COREFILE = 1_048_576;

/** Throws a CorefileError. `lenient`: any word is a directive. */
export function parseCorefile(text: string, lenient = false): readonly ServerBlock[] {
  if (text.length > MAX_COREFILE) throw new CorefileError('Corefile is larger than 1 MiB', 1);
  return new Parser(tokensOf(text), lenient).all();
}

/** The form over which plugin/reload makes its sum: Go's JSON of the blocks (reload.go, parse), or the words of what is wrong. */
export function corefileJson(text: string, path?: string): { readonly json: string } | { readonly error: string } {
  try {
    const blocks = parseCorefile(text, true).map(({ keys, directives }) => ({
      Keys: keys,
      Tokens: Object.fromEntries(
        [...directives]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, tokens]) => [name, tokens.map((each) => ({ File: '', Line: each.line, Text: each.text }))]),
      ),
    }));
    const escaped = (char: string): string => `\\u00${char.charCodeAt(0).toString(16)}`;
    return { json: blocks.length === 0 ? 'null' : JSON.stringify(blocks).replace(/[<>&]/g, escaped) };
  } catch (error) {
    if (error instanceof CorefileError) return { error: error.called(path) };
    throw error;
  }
}

class Parser extends Dispenser {
  private keys: string[] = [];
  private directives = new Map<string, Token[]>();
  private atEnd = false;
  private readonly snippets = new Map<string, readonly Token[]>();
  private expansions = 0;

  all(): readonly ServerBlock[] {
    const blocks: ServerBlock[] = [];
    while (this.next()) {
      this.keys = [];
      this.directives = new Map();
      this.one();
      if (this.keys.length > 0) blocks.push({ keys: this.keys, directives: this.directives });
    }
    return blocks;
  }

  private readonly lenient: boolean;

  constructor(tokens: readonly Token[], lenient: boolean) {
    super(tokens);
    this.lenient = lenient;
  }

  private one(): void {
    this.addresses();
    if (this.atEnd) return;
    const [key] = this.keys;
    if (this.keys.length === 1 && key?.startsWith('(') && key.endsWith(')')) {
      const name = key.slice(1, -1);
      if (this.snippets.has(name)) throw this.error(`redeclaration of previously declared snippet ${name}`);
      this.snippets.set(name, this.snippetTokens());
      this.keys = [];
    } else this.contents();
  }

  private addresses(): void {
    let another = false;
    for (;;) {
      let text = this.value;
      if (text === 'import' && this.isNewLine()) {
        this.doImport();
        continue;
      }
      if (text === '{') {
        if (another) throw this.error(`Expected another address but had '${text}' - check for extra comma`);
        return;
      }
      if (text !== '') {
        another = text.endsWith(',');
        if (another) text = text.slice(0, -1);
        this.keys.push(text);
      }
      const more = this.next();
      if (another && !more) throw this.eofError();
      if (!more) {
        this.atEnd = true;
        return;
      }
      if (!another && this.isNewLine()) return;
    }
  }

  private contents(): void {
    const braces = this.is('{');
    if (!braces) this.cursor -= 1;
    while (this.next()) {
      if (this.is('}')) break;
      if (this.value === 'import') {
        this.doImport();
        this.cursor -= 1;
      } else this.directive();
    }
    if (braces && !this.is('}')) throw this.syntaxError('}');
  }

  private directive(): void {
    const name = this.value;
    if (!this.lenient && !DIRECTIVES.includes(name)) throw this.error(`Unknown directive '${name}'`);
    const tokens = this.directives.get(name) ?? [];
    this.directives.set(name, tokens);
    tokens.push(this.here());
    let nesting = 0;
    while (this.next()) {
      if (this.is('{')) nesting += 1;
      else if (this.isNewLine() && nesting === 0) {
        this.cursor -= 1;
        break;
      } else if (this.is('}') && nesting > 0) nesting -= 1;
      else if (this.is('}')) throw this.error("Unexpected '}' because no matching opening brace");
      else if (this.value === 'import' && this.isNewLine()) {
        this.doImport();
        this.cursor -= 1;
        continue;
      }
      tokens.push(this.here());
    }
    if (nesting > 0) throw this.eofError();
  }

  private here(): Token {
    return { text: this.value, line: this.line };
  }

  private snippetTokens(): readonly Token[] {
    if (!this.is('{')) throw this.syntaxError('{');
    let count = 1;
    const tokens: Token[] = [];
    while (this.next()) {
      if (this.is('}')) count -= 1;
      if (count === 0) break;
      if (this.is('{')) count += 1;
      tokens.push(this.here());
    }
    if (count !== 0) throw this.syntaxError('}');
    return tokens;
  }

  /** Only snippets: there are no other files in the ConfigMap. */
  private doImport(): void {
    if (!this.nextArg()) throw this.argError();
    const name = this.value;
    const snippet = this.snippets.get(name);
    if (snippet === undefined) throw this.error(`File to import not found: ${name}`);
    this.expansions += 1;
    if (this.expansions > MAX_EXPANSIONS) throw this.error(`maximum snippet import depth (${MAX_EXPANSIONS}) exceeded`);
    this.tokens.splice(this.cursor - 1, 2, ...snippet);
    this.cursor -= 1;
  }
}
