// Compiled pieces of a program. A pure one runs as a plain function; one that may make system calls is a generator. Only what
// has an effect inside pays for it, so that loops over numbers stay fast.
import type { Sys, SysCall } from '../../kernel/abi/index.ts';

export type Node<T> =
  { readonly pure: true; readonly run: () => T } | { readonly pure: false; readonly run: () => Sys<T> };

export const pure = <T>(run: () => T): Node<T> => ({ pure: true, run });
export const effect = <T>(run: () => Sys<T>): Node<T> => ({ pure: false, run });

/** Runs a node of either sort. Inner loops ask `pure` themselves: every generator in between costs stack. */
export function* evaluate<T>(node: Node<T>): Sys<T> {
  return node.pure ? node.run() : yield* node.run();
}

export function map<A, T>(a: Node<A>, apply: (a: A) => T): Node<T> {
  if (a.pure) {
    const { run } = a;
    return pure(() => apply(run()));
  }
  return effect(function* () {
    return apply(yield* a.run());
  });
}

export function map2<A, B, T>(a: Node<A>, b: Node<B>, apply: (a: A, b: B) => T): Node<T> {
  if (a.pure && b.pure) {
    const [first, second] = [a.run, b.run];
    return pure(() => apply(first(), second()));
  }
  return effect(function* () {
    const left = a.pure ? a.run() : yield* a.run();
    return apply(left, b.pure ? b.run() : yield* b.run());
  });
}

export function mapAll<A, T>(nodes: readonly Node<A>[], apply: (values: A[]) => T): Node<T> {
  if (nodes.every((node) => node.pure)) return pure(() => apply(nodes.map((node) => node.run() as A)));
  return effect(function* () {
    const values: A[] = [];
    for (const node of nodes) values.push(node.pure ? node.run() : yield* node.run());
    return apply(values);
  });
}

/** A computation that is to go on with an empty stack: see `drive`. */
class Deeper {
  readonly run: Sys<unknown>;
  constructor(run: Sys<unknown>) {
    this.run = run;
  }
}

/** Nested generators use the stack of the engine that runs us; every so many levels of calls a new stack is begun. */
export function* deeper<T>(run: Sys<T>): Sys<T> {
  return (yield new Deeper(run) as unknown as SysCall) as T;
}

/** Runs a computation and those that it hands over with `deeper`, one after the other instead of one inside the other. */
export function* drive<T>(run: Sys<T>): Sys<T> {
  const waiting: Sys<unknown>[] = [];
  let current: Sys<unknown> = run;
  let answer: unknown;
  let failure: { readonly reason: unknown } | undefined;
  for (;;) {
    try {
      const step: IteratorResult<SysCall, unknown> = failure ? current.throw(failure.reason) : current.next(answer);
      failure = undefined;
      if (step.done) {
        const outer = waiting.pop();
        if (!outer) return step.value as T;
        current = outer;
        answer = step.value;
      } else if ((step.value as unknown) instanceof Deeper) {
        waiting.push(current);
        current = (step.value as unknown as Deeper).run;
        answer = undefined;
      } else answer = yield step.value;
    } catch (reason) {
      const outer = waiting.pop();
      if (!outer) throw reason;
      current = outer;
      failure = { reason };
    }
  }
}
