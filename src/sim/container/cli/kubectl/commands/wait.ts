/** kubectl wait: until a condition holds, a field has a value, or the object is gone. */
import type { Sys } from '../../../../kernel/abi/index.ts';
import { ApiError, type KubeObject } from '../../../cluster-api.ts';
import { items, str, text } from '../../apiserver/json.ts';
import { qualified } from '../../apiserver/store.ts';
import { bool, flag } from '../../layer/flags.ts';
import { DURATION, STRING, STRING_ARRAY } from '../../layer/kinds.ts';
import { Failure, out, singular, words, type KubeContext } from '../context.ts';
import { relaxed } from '../print/columns.ts';
import { findAll, parseJsonPath } from '../print/jsonpath.ts';
import { FILE_FLAGS } from '../files.ts';
import type { KubeCommand } from '../program.ts';
import { targetsOf, type Target } from '../targets.ts';

type Test = (o: KubeObject | undefined) => boolean;

function testOf(condition: string): Test {
  const [kind = '', ...rest] = condition.split('=');
  const value = rest.join('=');
  if (condition.toLowerCase() === 'delete') return (o) => o === undefined;
  if (condition.toLowerCase() === 'create') return (o) => o !== undefined;
  if (kind === 'condition') {
    const [name = '', wanted = 'true'] = value.split('=');
    return (o) => {
      const found = items(o ?? null, 'status', 'conditions').find(
        (each) => str(each, 'type').toLowerCase() === name.toLowerCase(),
      );
      return found !== undefined && str(found, 'status').toLowerCase() === wanted.toLowerCase();
    };
  }
  if (kind === 'jsonpath') {
    const given = /^'?(\{[^}]*\}|[^=']*)'?(?:=(.*))?$/s.exec(value);
    const path = parseJsonPath(relaxed(given?.[1] ?? ''));
    if (typeof path === 'string') throw new Failure(`error: ${path}`);
    const wanted = given?.[2];
    return (o) => {
      if (o === undefined) return false;
      const found = findAll(path, o);
      return found.length > 0 && (wanted === undefined || found.some((each) => text(each) === wanted));
    };
  }
  throw new Failure(`error: unrecognized condition: ${JSON.stringify(condition)}`);
}

export const wait: KubeCommand = {
  name: 'wait',
  use: "([-f FILENAME] | resource.group/resource.name | resource.group [(-l label | --all)]) [--for=create|--for=delete|--for condition=available|--for=jsonpath='{}'[=value]] [options]",
  short: 'Experimental: Wait for a specific condition on one or many resources',
  args: { kind: 'any' },
  flags: [
    bool('all', '', 'Select all resources in the namespace of the specified resource types'),
    bool('all-namespaces', 'A', 'If present, list the requested object(s) across all namespaces.'),
    flag('field-selector', '', STRING, ''),
    ...FILE_FLAGS('identifying the resource.'),
    flag('for', '', STRING_ARRAY, 'The condition to wait on.'),
    flag('output', 'o', STRING, ''),
    flag('selector', 'l', STRING, 'Selector (label query) to filter on'),
    flag(
      'timeout',
      '',
      DURATION,
      "The length of time to wait before giving up.  Zero means check once and don't wait, negative means wait for a week.",
      { def: 30 },
    ),
  ],
  support: 'partial',
  missing: '--field-selector, -o',
  *run(c, f) {
    const conditions = f.list('for');
    if (conditions.length === 0) throw new Failure('error: required flag(s) "for" not set');
    const tests = conditions.map(testOf);
    const begun = yield* c.api.now();
    const deleting = conditions.some((each) => each.toLowerCase() === 'delete');
    const { found, errors } = yield* targetsOf(c, f, f.args);
    const real = deleting ? errors.filter((each) => !each.includes('(NotFound)')) : errors;
    if (real.length > 0) throw new Failure(real.join('\n'));
    if (found.length === 0 && !deleting) throw new Failure('error: no matching resources found');
    const late: string[] = [];
    for (const target of found)
      for (const test of tests)
        if (yield* holds(c, target, test, begun, f.number('timeout')))
          yield* out(`${singular(target.resource)}/${target.object.metadata.name} condition met\n`);
        else
          late.push(
            `error: timed out waiting for the condition on ${qualified(target.resource)}/${target.object.metadata.name}`,
          );
    if (late.length > 0) throw new Failure(late.join('\n'));
    return 0;
  },
};

/** A negative time is a week. */
const WEEK = 7 * 24 * 3600;

function* holds(c: KubeContext, t: Target, test: Test, begun: number, timeout: number): Sys<boolean> {
  const query = { namespace: t.namespace, name: t.object.metadata.name };
  const limit = timeout < 0 ? WEEK : timeout;
  for (;;) {
    const answer = yield* c.api.get(t.resource, query);
    if (answer instanceof ApiError && answer.code !== 404) throw new Failure(words(c, answer));
    if (test(answer instanceof ApiError ? undefined : answer.value)) return true;
    const left = limit - ((yield* c.api.now()) - begun) / 1000;
    if (left <= 0 || !(yield* c.api.changed(t.resource, query, left))) return false;
  }
}
