// A Corefile as tokens: the lexer of coredns/caddy (caddyfile/lexer.go).

export interface Token {
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

const BLANK = /\s/;

/** Words between blanks; "…" may hold blanks; # begins a comment where a word would begin. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i] ?? '';
    if (char === '\n') line += 1;
    if (BLANK.test(char)) continue;
    if (char === '#') {
      while (i + 1 < text.length && text[i + 1] !== '\n') i += 1;
      continue;
    }
    const start = line;
    let word = '';
    if (char === '"') {
      for (i += 1; i < text.length && text[i] !== '"'; i += 1) {
        if (text[i] === '\\' && text[i + 1] === '"') i += 1;
        if (text[i] === '\n') line += 1;
        word += text[i];
      }
    } else {
      while (i < text.length && !BLANK.test(text[i] ?? '')) {
        word += text[i];
        i += 1;
      }
      i -= 1;
    }
    tokens.push({ text: word, line: start });
  }
  return tokens;
}
