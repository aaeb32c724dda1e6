/** Flow collections of YAML: JSON, with plain scalars and comments. */
import type { Json } from '../../engine-api.ts';
import { fold, resolve, unescape } from './scalar.ts';

/** Deeper nesting than any manifest has; a bracket storm must end in a message. */
export const MAX_DEPTH = 200;

/** What is wrong, in go-yaml's words. */
export class YamlError {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/** Where a flow collection ends; -1 when it does not. */
export function balanced(text: string): number {
  let open = 0;
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i] as string;
    if (c === '"' || c === "'") {
      const rest = /^(?:"(?:[^"\\]|\\[^])*"|'(?:[^']|'')*')/.exec(text.slice(i))?.[0];
      if (rest === undefined) return -1;
      i += rest.length - 1;
    } else if (c === '[' || c === '{') open += 1;
    else if (c === ']' || c === '}') {
      open -= 1;
      if (open === 0) return i + 1;
    }
  }
  return -1;
}

/** Reads one that is known to be balanced. */
export class Flow {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  private skip(): void {
    for (;;) {
      const gap = /^(?:\s+|#[^\n]*)/.exec(this.text.slice(this.at))?.[0];
      if (gap === undefined) return;
      this.at += gap.length;
    }
  }

  private take(pattern: RegExp): string | undefined {
    const found = pattern.exec(this.text.slice(this.at))?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  value(depth: number): Json | YamlError {
    if (depth > MAX_DEPTH) return new YamlError('exceeded max depth of 10000');
    this.skip();
    const c = this.text[this.at];
    if (c === '[' || c === '{') {
      this.at += 1;
      return c === '[' ? this.list(depth) : this.map(depth);
    }
    const double = this.take(/^"(?:[^"\\]|\\[^])*"/);
    if (double !== undefined) return unescape(fold(double.slice(1, -1)));
    const single = this.take(/^'(?:[^']|'')*'/);
    if (single !== undefined) return fold(single.slice(1, -1)).replaceAll("''", "'");
    const plain = this.take(/^(?:[^,[\]{}:#\n]|:(?![\s,[\]{}])|(?<=\S)#)+/) ?? '';
    return resolve(plain.trim());
  }

  private list(depth: number): Json | YamlError {
    const items: Json[] = [];
    for (;;) {
      this.skip();
      if (this.take(/^\]/) !== undefined) return items;
      const value = this.value(depth + 1);
      if (value instanceof YamlError) return value;
      items.push(value);
      this.skip();
      if (this.take(/^,/) === undefined && this.text[this.at] !== ']')
        return new YamlError("did not find expected ',' or ']'");
    }
  }

  private map(depth: number): Json | YamlError {
    const map: Record<string, Json> = {};
    for (;;) {
      this.skip();
      if (this.take(/^\}/) !== undefined) return map;
      const key = this.value(depth + 1);
      if (key instanceof YamlError) return key;
      this.skip();
      let value: Json | YamlError = null;
      if (this.take(/^:/) !== undefined) value = this.value(depth + 1);
      if (value instanceof YamlError) return value;
      map[typeof key === 'string' ? key : JSON.stringify(key)] = value;
      this.skip();
      if (this.take(/^,/) === undefined && this.text[this.at] !== '}')
        return new YamlError("did not find expected ',' or '}'");
    }
  }
}
