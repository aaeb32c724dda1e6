/** What commands that change objects say: `deployment.apps/web scaled`, or the object itself with -o. */
import type { Sys } from '../../../../kernel/abi/index.ts';
import type { ApiResource, KubeObject } from '../../../cluster-api.ts';
import { flag, type Flags, type FlagSpec } from '../../layer/flags.ts';
import { STRING } from '../../layer/kinds.ts';
import { Failure, out, singular } from '../context.ts';
import { checkedFormat, parsePrinter } from '../print/printer.ts';

export const OUTPUT: FlagSpec = flag(
  'output',
  'o',
  STRING,
  'Output format. One of: (json, yaml, name, go-template, go-template-file, template, templatefile, jsonpath, jsonpath-as-json, jsonpath-file).',
);

export function* tell(f: Flags, resource: ApiResource, object: KubeObject, what: string): Sys<void> {
  const format = checkedFormat(f.text('output'));
  if (format === '') {
    yield* out(`${singular(resource)}/${object.metadata.name} ${what}\n`);
    return;
  }
  const text = parsePrinter(format, true)([{ object, resource }], object);
  if (typeof text !== 'string') throw new Failure(`error: ${text.error}`);
  yield* out(text);
}
