// Compiled pieces of a program. A pure one runs as a plain function; one that may make system calls is a generator. Only what
// has an effect inside pays for it, so that loops over numbers stay fast.
import type { Sys } from '../../kernel/abi/index.ts';

export type Node<T> = { readonly pure: true; readonly run: () => T } | { readonly pure: false; readonly run: () => Sys<T> };

export const pure = <T>(run: () => T): Node<T> => ({ pure: true, run });
export const effect = <T>(run: () => Sys<T>): Node<T> => ({ pure: false, run });

/** Runs a node of either sort. */
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
    const left = yield* evaluate(a);
    return apply(left, yield* evaluate(b));
  });
}

export function mapAll<A, T>(nodes: readonly Node<A>[], apply: (values: A[]) => T): Node<T> {
  if (nodes.every((node) => node.pure)) return pure(() => apply(nodes.map((node) => node.run() as A)));
  return effect(function* () {
    const values: A[] = [];
    for (const node of nodes) values.push(yield* evaluate(node));
    return apply(values);
  });
}
