// Keeps JavaScript's stack flat: a shell function's body runs as its own generator on an explicit stack, however deep calls nest.
import type { SysCall, Sys } from '../../kernel/abi/index.ts';

class Invoke {
  readonly body: Sys<unknown>;
  constructor(body: Sys<unknown>) {
    this.body = body;
  }
}

/** Runs `body` on the trampoline of this process. Only inside `trampoline`. */
export function* invoke<T>(body: Sys<T>): Sys<T> {
  // The trampoline takes this request itself; the kernel never sees it.
  return (yield new Invoke(body) as unknown as SysCall) as T;
}

export function* trampoline<T>(main: Sys<T>): Sys<T> {
  const stack: Sys<unknown>[] = [main];
  let input: unknown = undefined;
  let failure: { readonly error: unknown } | undefined = undefined;
  for (;;) {
    const top = stack[stack.length - 1] as Sys<unknown>;
    let result: IteratorResult<SysCall, unknown>;
    try {
      result = failure === undefined ? top.next(input) : top.throw((failure as { error: unknown }).error);
      failure = undefined;
    } catch (error) {
      stack.pop();
      if (stack.length === 0) throw error;
      failure = { error };
      continue;
    }
    if (result.done) {
      stack.pop();
      if (stack.length === 0) return result.value as T;
      input = result.value;
    } else if ((result.value as unknown) instanceof Invoke) {
      stack.push((result.value as unknown as Invoke).body);
      input = undefined;
    } else input = yield result.value;
  }
}
