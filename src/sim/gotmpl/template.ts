/** A set of templates that share functions and options: parse texts into it, execute one of them by name. */
import { BUILTINS } from './builtins.ts';
import { Execution, type ExecContext, type MissingKey } from './exec.ts';
import { ExecFailure } from './evaluate.ts';
import { isEmptyTree, type Tree } from './node.ts';
import { parseTrees } from './parse.ts';
import { quote } from './text.ts';
import type { Func, Value } from './value.ts';

export interface TemplateOptions {
  readonly funcs?: ReadonlyMap<string, Func>;
  readonly missingKey?: MissingKey;
  readonly delims?: readonly [left: string, right: string];
}

export interface Executed {
  /** What was written, also up to an error. */
  readonly output: string;
  readonly error?: string;
}

export class Templates {
  private readonly trees = new Map<string, Tree>();
  private readonly options: TemplateOptions;

  constructor(options: TemplateOptions = {}) {
    this.options = options;
  }

  /** Adds a text under `name` with the templates that it defines; the error is Go's text. */
  parse(name: string, text: string): string | undefined {
    const [left, right] = this.options.delims ?? ['{{', '}}'];
    const parsed = parseTrees(name, text, { left, right, hasFunction: (f) => this.func(f) !== undefined });
    if ('error' in parsed) return parsed.error;
    for (const [key, tree] of parsed.trees) {
      // An empty text does not replace what is there: text/template's Template.associate.
      if (this.trees.has(key) && isEmptyTree(tree.root)) continue;
      this.trees.set(key, tree);
    }
    return undefined;
  }

  has(name: string): boolean {
    return this.trees.has(name);
  }

  names(): string[] {
    return [...this.trees.keys()];
  }

  /** Runs the template `name`; `over` replaces options for this run (docker retries with missingkey=error). */
  execute(name: string, data: Value, over: TemplateOptions = {}): Executed {
    const tree = this.trees.get(name);
    if (tree === undefined)
      return { output: '', error: `template: no template ${quote(name)} associated with template ${quote(name)}` };
    const context: ExecContext = {
      lookup: (n) => this.trees.get(n),
      func: (n) => over.funcs?.get(n) ?? this.func(n),
      missingKey: over.missingKey ?? this.options.missingKey ?? 'default',
    };
    const run = new Execution(context);
    try {
      run.run(tree, data);
      return { output: run.output };
    } catch (e) {
      if (e instanceof ExecFailure) return { output: run.output, error: e.message };
      throw e;
    }
  }

  private func(name: string): Func | undefined {
    return this.options.funcs?.get(name) ?? BUILTINS.get(name);
  }
}
