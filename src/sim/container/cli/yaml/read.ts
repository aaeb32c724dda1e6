/**
 * Reads YAML as far as manifests use it: block and flow collections, all scalars, comments, several documents, anchors.
 * Errors are go-yaml's. Fidelity: no tags, no complex keys, no merge keys.
 */
import type { Json } from '../../engine-api.ts';
import { balanced, Flow, MAX_DEPTH, YamlError } from './flow.ts';
import { fold, resolve, unescape } from './scalar.ts';

export { YamlError };

class Bad extends Error {}

interface Line {
  readonly nr: number;
  readonly indent: number;
  /** Without its indentation. */
  readonly text: string;
}

/** The documents of a stream with the text of each; empty ones are left out. */
export function readYaml(source: string): readonly Json[] | YamlError {
  const documents: Json[] = [];
  let lines: Line[] = [];
  const finish = (): void => {
    if (lines.some(({ text }) => text !== '' && !text.startsWith('#'))) documents.push(new Reader(lines).document());
    lines = [];
  };
  try {
    source
      .replace(/\n$/, '')
      .split('\n')
      .forEach((raw, i) => {
        const line = raw.replace(/\r$/, '');
        if (/^(---|\.\.\.)(\s|$)/.test(line)) {
          finish();
          const rest = line.slice(3).trim();
          if (rest !== '' && !rest.startsWith('#')) lines.push({ nr: i + 1, indent: 4, text: rest });
          return;
        }
        if (/^%/.test(line)) return;
        const indent = /^ */.exec(line)?.[0].length ?? 0;
        lines.push({ nr: i + 1, indent, text: line.slice(indent).trimEnd() });
      });
    finish();
    return documents;
  } catch (e) {
    if (e instanceof Bad) return new YamlError(e.message);
    throw e;
  }
}

const blank = ({ text }: Line): boolean => text === '' || text.startsWith('#');

/** Where `: ` (or `:` at the end) ends a plain or quoted key; -1 without. */
function colonOf(text: string): number {
  const quoted = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*:(\s|$)/.exec(text);
  if (quoted) return text.indexOf(':', (quoted[1] ?? '').length);
  if (/^[[{"'#|>]/.test(text)) return -1;
  const plain = /:(\s|$)/.exec(text.replace(/\s#.*$/, ''));
  return plain ? plain.index : -1;
}

class Reader {
  private readonly lines: readonly Line[];
  private at = 0;
  private depth = 0;
  private readonly anchors = new Map<string, Json>();

  constructor(lines: readonly Line[]) {
    this.lines = lines;
  }

  document(): Json {
    const value = this.block(0);
    const rest = this.peek();
    if (rest) throw this.bad(rest.nr, rest.text.startsWith('\t') ? TAB : 'did not find expected key');
    return value;
  }

  private bad(nr: number, message: string): Bad {
    return new Bad(`yaml: line ${nr}: ${message}`);
  }

  private peek(): Line | undefined {
    while (this.at < this.lines.length && blank(this.lines[this.at] as Line)) this.at += 1;
    return this.lines[this.at];
  }

  private block(least: number): Json {
    const line = this.peek();
    if (!line || line.indent < least) return null;
    if (line.text.startsWith('\t')) throw this.bad(line.nr, TAB);
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw this.bad(line.nr, 'exceeded max depth of 10000');
    let value: Json;
    if (/^-(\s|$)/.test(line.text)) value = this.sequence(line.indent);
    else if (colonOf(line.text) >= 0) value = this.mapping(line.indent);
    else {
      this.at += 1;
      value = this.value(line.text, line, least - 1);
    }
    this.depth -= 1;
    return value;
  }

  private sequence(indent: number): Json {
    const items: Json[] = [];
    for (let line = this.peek(); line && line.indent === indent && /^-(\s|$)/.test(line.text); line = this.peek()) {
      const rest = line.text.slice(1).trimStart();
      if (rest === '' || rest.startsWith('#')) {
        this.at += 1;
        items.push(this.block(indent + 1));
        continue;
      }
      const inner = indent + line.text.length - rest.length;
      if (/^-(\s|$)/.test(rest) || colonOf(rest) >= 0) {
        // What follows the dash is a block whose first line starts there.
        (this.lines as Line[])[this.at] = { nr: line.nr, indent: inner, text: rest };
        items.push(this.block(inner));
      } else {
        this.at += 1;
        items.push(this.value(rest, line, indent));
      }
    }
    const next = this.peek();
    if (next && next.indent > indent) throw this.bad(next.nr, "did not find expected '-' indicator");
    return items;
  }

  private mapping(indent: number): Json {
    const map: Record<string, Json> = {};
    for (let line = this.peek(); line && line.indent === indent; line = this.peek()) {
      const colon = colonOf(line.text);
      if (colon < 0) {
        if (/^-(\s|$)/.test(line.text)) break;
        throw this.bad(line.nr + 1, "could not find expected ':'");
      }
      const key = this.key(line.text.slice(0, colon).trimEnd());
      const rest = line.text.slice(colon + 1).trim();
      this.at += 1;
      if (Object.hasOwn(map, key))
        throw new Bad(`yaml: unmarshal errors:\n  line ${line.nr}: key ${JSON.stringify(key)} already set in map`);
      map[key] = rest === '' || rest.startsWith('#') ? this.below(indent) : this.value(rest, line, indent);
    }
    const next = this.peek();
    if (next && next.indent > indent) throw this.bad(next.nr, 'did not find expected key');
    return map;
  }

  /** The value of a key with nothing behind it: a block further in, or a sequence at its own level. */
  private below(indent: number): Json {
    const line = this.peek();
    if (!line) return null;
    if (line.text.startsWith('\t')) throw this.bad(line.nr, TAB);
    if (line.indent > indent) return this.block(indent + 1);
    return line.indent === indent && /^-(\s|$)/.test(line.text) ? this.sequence(indent) : null;
  }

  private key(text: string): string {
    if (text.startsWith('"')) return unescape(text.slice(1, -1));
    if (text.startsWith("'")) return text.slice(1, -1).replaceAll("''", "'");
    return text;
  }

  /** A value that begins in the line behind its key or dash; lines further in than `indent` may go on with it. */
  private value(text: string, line: Line, indent: number): Json {
    const anchor = /^&(\S+)\s*/.exec(text);
    if (anchor) {
      const rest = text.slice(anchor[0].length);
      const value = rest === '' ? this.below(indent) : this.value(rest, line, indent);
      this.anchors.set(anchor[1] ?? '', value);
      return value;
    }
    const alias = /^\*(\S+)/.exec(text);
    if (alias) {
      const value = this.anchors.get(alias[1] ?? '');
      if (value === undefined) throw new Bad(`yaml: unknown anchor '${alias[1] ?? ''}' referenced`);
      return value;
    }
    const header = /^([|>])([-+1-9]*)\s*(#.*)?$/.exec(text);
    if (header) return this.blockScalar(header[1] === '>', header[2] ?? '', indent);
    if (text.startsWith('"') || text.startsWith("'")) return this.quoted(text, line);
    if (text.startsWith('[') || text.startsWith('{')) return this.flow(text, line);
    const bad = /^[@`%]/.exec(text);
    if (bad) throw this.bad(line.nr, 'found character that cannot start any token');
    return this.plain(text, line, indent);
  }

  private plain(text: string, line: Line, indent: number): Json {
    const clean = (part: string): string => part.replace(/\s#.*$/, '').trimEnd();
    const own = clean(text);
    if (/:(\s|$)/.test(own)) throw this.bad(line.nr, NO_MAPPING);
    let whole = own;
    if (own === text)
      for (
        let next = this.lines[this.at];
        next && (next.text === '' || next.indent > indent);
        next = this.lines[this.at]
      ) {
        if (next.text.startsWith('#')) break;
        // Blank lines count only when something follows them.
        if (next.text === '' && !this.goesOn(indent)) break;
        const more = clean(next.text);
        if (/:(\s|$)/.test(more)) throw this.bad(next.nr, NO_MAPPING);
        whole += `\n${more}`;
        this.at += 1;
        if (more !== next.text) break;
      }
    return resolve(fold(whole));
  }

  private goesOn(indent: number): boolean {
    const next = this.lines.slice(this.at).find(({ text }) => text !== '');
    return next !== undefined && next.indent > indent && !next.text.startsWith('#');
  }

  private blockScalar(folded: boolean, header: string, indent: number): string {
    const given = /[1-9]/.exec(header)?.[0];
    const body: string[] = [];
    let level = given === undefined ? -1 : Math.max(0, indent) + Number(given);
    for (; this.at < this.lines.length; this.at += 1) {
      const line = this.lines[this.at] as Line;
      if (line.text === '') {
        body.push(level >= 0 && line.indent > level ? ' '.repeat(line.indent - level) : '');
        continue;
      }
      if (level < 0 && line.indent > indent) level = line.indent;
      if (level < 0 || line.indent < level) break;
      body.push(' '.repeat(line.indent - level) + line.text);
    }
    let end = body.length;
    while (end > 0 && body[end - 1] === '') end -= 1;
    const kept = body.slice(0, end);
    const trailing = body.length - end;
    const text = folded ? foldBlock(kept) : kept.join('\n');
    if (header.includes('-')) return text;
    if (header.includes('+')) return `${kept.length === 0 ? '' : `${text}\n`}${'\n'.repeat(trailing)}`;
    return kept.length === 0 ? '' : `${text}\n`;
  }

  /** The text up to where `done` says it is complete, over as many lines as that takes. */
  private gather(text: string, line: Line, done: (text: string) => number): string {
    let whole = text;
    for (;;) {
      const end = done(whole);
      if (end >= 0) {
        const rest = whole.slice(end).trim();
        if (rest !== '' && !rest.startsWith('#'))
          throw this.bad(line.nr, rest.startsWith(':') ? NO_MAPPING : 'did not find expected key');
        return whole.slice(0, end);
      }
      const next = this.lines[this.at];
      if (!next) throw this.bad(line.nr, 'found unexpected end of stream');
      this.at += 1;
      whole += `\n${next.text}`;
    }
  }

  private quoted(text: string, line: Line): string {
    const pattern = text.startsWith('"') ? /^"(?:[^"\\]|\\[^])*"/ : /^'(?:[^']|'')*'/;
    const whole = this.gather(text, line, (all) => pattern.exec(all)?.[0].length ?? -1);
    const inside = fold(whole.slice(1, -1).replace(/\\\n\s*/g, ''));
    return text.startsWith('"') ? unescape(inside) : inside.replaceAll("''", "'");
  }

  private flow(text: string, line: Line): Json {
    const whole = this.gather(text, line, balanced);
    const flow = new Flow(whole);
    const value = flow.value(0);
    if (value instanceof YamlError) throw this.bad(line.nr, value.message);
    return value;
  }
}

const TAB = 'found character that cannot start any token';
const NO_MAPPING = 'mapping values are not allowed in this context';

/** Folded block scalar: lines that are further in, and those beside blank ones, keep their ends. */
function foldBlock(lines: readonly string[]): string {
  let out = '';
  lines.forEach((line, i) => {
    const before = lines[i - 1];
    if (before === undefined) out = line;
    else if (line === '') out += '\n';
    else if (before === '' || line.startsWith(' ') || before.startsWith(' '))
      out += before === '' && out.endsWith('\n') ? line : `\n${line}`;
    else out += ` ${line}`;
  });
  return out;
}
