// Statements become steps: jumps, tests and lines, with what a debugger needs to know about scopes.
import type { Code, Shown, Step } from '../code.ts';
import type { Expr, FunctionDefinition, Label, Stmt, SwitchCases } from '../tree.ts';
import type { Value } from '../value.ts';
import { Lowering } from './expression.ts';
import { Hoist } from './hoist.ts';
import type { Linker } from './linker.ts';

/** Where `break` and `continue` lead: patched when the end is known. */
interface Exits {
  readonly breaks: number[];
  readonly continues: number[] | undefined;
}

interface OpenVariable {
  readonly name: string;
  readonly type: Shown['type'];
  readonly offset: number;
  readonly from: number;
}

class FunctionLowering {
  private readonly steps: Step[] = [];
  private readonly shown: Shown[] = [];
  private readonly lower: Lowering;
  private readonly hoist: Hoist;
  private readonly exits: Exits[] = [];
  private readonly switches = new Map<SwitchCases, Step & { k: 'switch' }>();
  private readonly labels = new Map<Label, number>();
  private readonly gotos: { readonly step: number; readonly label: Label }[] = [];
  private scope: OpenVariable[] = [];
  private readonly linker: Linker;

  constructor(linker: Linker, frameSize: number) {
    this.linker = linker;
    this.lower = new Lowering(linker);
    this.hoist = new Hoist(
      this.lower,
      linker,
      (step) => this.emit(step),
      () => this.steps.length,
      frameSize,
    );
    this.hoist.target = (step, to) => this.aim(step, to);
  }

  run(fn: FunctionDefinition): Code {
    for (const v of fn.params) this.scope.push({ name: v.name, type: v.type, offset: v.offset, from: 0 });
    this.statement(fn.body);
    this.emit({ k: 'return', run: undefined });
    this.close([]);
    for (const { step, label } of this.gotos) this.aim(step, this.labels.get(label) ?? step);
    return {
      name: fn.symbol.name,
      steps: this.steps,
      params: fn.params.map(({ offset, type }) => ({ offset, type })),
      frameSize: this.hoist.frameSize,
      temps: this.hoist.temps,
      shown: this.shown.sort((a, b) => a.from - b.from || a.offset - b.offset),
      returns: fn.symbol.type.returns,
      line: fn.firstLine,
      address: this.linker.addressOf(fn.symbol.name),
    };
  }

  private emit(step: Step): number {
    this.steps.push(step);
    return this.steps.length - 1;
  }

  private aim(step: number, to: number): void {
    const found = this.steps[step];
    if (found?.k === 'jump' || found?.k === 'unless') found.to = to;
  }

  private here(...steps: readonly number[]): void {
    for (const step of steps) this.aim(step, this.steps.length);
  }

  /** The variables opened since `before` go out of scope. */
  private close(before: readonly OpenVariable[]): void {
    for (const v of this.scope.slice(before.length)) this.shown.push({ ...v, to: this.steps.length });
    this.scope = [...before];
  }

  private line(line: number): void {
    this.emit({ k: 'line', line });
  }

  private effect(e: Expr): void {
    const flat = this.hoist.flat(e);
    if (flat.k !== 'temp') this.emit({ k: 'do', run: this.lower.effect(flat) });
  }

  private unless(e: Expr): number {
    const flat = this.hoist.flat(e);
    return this.emit({ k: 'unless', run: this.lower.value(flat), to: -1 });
  }

  private statement(s: Stmt): void {
    switch (s.k) {
      case 'empty':
        return;
      case 'block': {
        const before = this.scope;
        this.scope = [...before];
        for (const item of s.items) this.statement(item);
        this.close(before);
        return;
      }
      case 'declare': {
        const { name, type, offset } = s.variable;
        this.scope.push({ name, type, offset, from: this.steps.length });
        return;
      }
      case 'init':
        this.line(s.line);
        this.initialise(s);
        return;
      case 'expr':
        this.line(s.line);
        this.effect(s.e);
        return;
      case 'if': {
        this.line(s.line);
        const no = this.unless(s.test);
        this.statement(s.yes);
        if (!s.no) {
          this.here(no);
          return;
        }
        const end = this.emit({ k: 'jump', to: -1 });
        this.here(no);
        this.statement(s.no);
        this.here(end);
        return;
      }
      case 'while':
      case 'do':
      case 'for':
        this.loop(s);
        return;
      case 'switch':
        this.switch(s);
        return;
      case 'case': {
        const step = this.switches.get(s.cases);
        if (s.value === undefined) {
          if (step) step.fallback = this.steps.length;
        } else step?.cases.set(s.value, this.steps.length);
        return;
      }
      case 'break':
      case 'continue':
        this.line(s.line);
        this.leave(s.k);
        return;
      case 'return': {
        this.line(s.line);
        const flat = s.e && this.hoist.flat(s.e);
        this.emit({ k: 'return', run: flat && this.lower.value(flat) });
        return;
      }
      case 'goto':
        this.line(s.line);
        this.gotos.push({ step: this.emit({ k: 'jump', to: -1 }), label: s.label });
        return;
      case 'label':
        this.labels.set(s.label, this.steps.length);
    }
  }

  private initialise({ variable, init }: Stmt & { k: 'init' }): void {
    const stores = init.stores.map((each) => ({ ...each, value: this.hoist.flat(each.value) }));
    const { offset } = variable;
    this.emit({ k: 'do', run: this.lower.init({ ...init, stores }, variable.type, (m) => m.base + offset) });
  }

  private leave(kind: 'break' | 'continue'): void {
    const jump = this.emit({ k: 'jump', to: -1 });
    for (let i = this.exits.length - 1; i >= 0; i -= 1) {
      const exits = this.exits[i];
      const list = kind === 'break' ? exits?.breaks : exits?.continues;
      if (!list) continue;
      list.push(jump);
      return;
    }
  }

  private loop(s: Stmt & { k: 'while' | 'do' | 'for' }): void {
    const exits: Exits = { breaks: [], continues: [] };
    this.exits.push(exits);
    const start = this.steps.length;
    let end: number | undefined;
    if (s.k !== 'do' && s.test) {
      this.line(s.line);
      end = this.unless(s.test);
    }
    this.statement(s.body);
    this.here(...(exits.continues ?? []));
    if (s.k === 'for' && s.step) {
      if (!s.test) this.line(s.line);
      this.effect(s.step);
    }
    if (s.k === 'do') {
      this.line(s.line);
      end = this.unless(s.test);
    }
    this.emit({ k: 'jump', to: start });
    if (end !== undefined) this.here(end);
    this.here(...exits.breaks);
    this.exits.pop();
  }

  private switch(s: Stmt & { k: 'switch' }): void {
    this.line(s.line);
    const flat = this.hoist.flat(s.value);
    const step: Step & { k: 'switch' } = {
      k: 'switch',
      run: this.lower.value(flat),
      cases: new Map<Value, number>(),
      fallback: -1,
    };
    this.switches.set(s.cases, step);
    this.emit(step);
    const exits: Exits = { breaks: [], continues: undefined };
    this.exits.push(exits);
    this.statement(s.body);
    if (step.fallback < 0) step.fallback = this.steps.length;
    this.here(...exits.breaks);
    this.exits.pop();
  }
}

export const lowerFunction = (linker: Linker, fn: FunctionDefinition): Code =>
  new FunctionLowering(linker, fn.frameSize).run(fn);
