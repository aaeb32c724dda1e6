/** The forms in which objects are printed: -o json, yaml, name, jsonpath, custom-columns. */
import { fromJson, indentJson, plain, Templates, toJson } from '../../../../gotmpl/index.ts';
import type { ApiResource, KubeObject } from '../../../cluster-api.ts';
import type { Json } from '../../../engine-api.ts';
import { toYaml } from '../../yaml/write.ts';
import { Failure, singular } from '../context.ts';
import { customColumns } from './columns.ts';
import { evalJsonPath, findAll, parseJsonPath } from './jsonpath.ts';

const FORMATS =
  'custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,name,template,templatefile,wide,yaml';

/** The format, when there is one of that name. */
export function checkedFormat(format: string): string {
  const kind = format.split('=')[0] ?? '';
  if (format !== '' && !FORMATS.split(',').includes(kind))
    throw new Failure(
      `error: unable to match a printer suitable for the output format ${JSON.stringify(format)}, allowed formats are: ${FORMATS}`,
    );
  return format;
}

/** Prints objects: a single one as it is, several as a List. */
export type Printer = (found: readonly Named[], whole: Json) => string | { readonly error: string };

export interface Named {
  readonly object: KubeObject;
  readonly resource: ApiResource;
}

export function parsePrinter(format: string, noHeaders: boolean): Printer {
  const eq = format.indexOf('=');
  const [kind, argument] = eq < 0 ? [format, ''] : [format.slice(0, eq), format.slice(eq + 1)];
  switch (kind) {
    case 'json':
      return (_, whole) => indentJson(toJson(fromJson(whole), { html: true }), '', '    ') + '\n';
    case 'yaml':
      return (_, whole) => toYaml(whole);
    case 'name':
      return (list) => list.map((x) => `${singular(x.resource)}/${x.object.metadata.name}\n`).join('');
    case 'custom-columns':
      return (list) =>
        customColumns(
          argument,
          list.map((x) => x.object),
          noHeaders,
        );
    case 'jsonpath':
    case 'jsonpath-as-json': {
      const path = parseJsonPath(argument);
      if (argument === '') throw new Failure('error: template format specified but no template given');
      if (typeof path === 'string') throw new Failure(`error: error parsing jsonpath ${argument}, ${path}`);
      if (kind === 'jsonpath')
        return (_, whole) => {
          const text = evalJsonPath(path, whole);
          if (typeof text === 'string') return text;
          const object = plain(fromJson(whole, 'int'), '#v');
          return {
            error: `error executing jsonpath ${JSON.stringify(argument)}: Error executing template: ${text.error}. Printing more information for debugging the template:\n\ttemplate was:\n\t\t${argument}\n\tobject given to jsonpath engine was:\n\t\t${object}\n\n`,
          };
        };
      return (_, whole) => indentJson(toJson(fromJson(findAll(path, whole)), { html: true }), '', '    ') + '\n';
    }
    case 'go-template':
    case 'template': {
      if (argument === '') throw new Failure('error: template format specified but no template given');
      const template = new Templates({ funcs: new Map() });
      const wrong = template.parse('output', argument);
      if (wrong !== undefined) throw new Failure(`error: error parsing template ${argument}, ${wrong}`);
      return (_, whole) => {
        const run = template.execute('output', fromJson(whole, 'int'));
        if (run.error === undefined) return run.output;
        return { error: `error executing template ${JSON.stringify(argument)}: ${run.error}` };
      };
    }
    default:
      throw new Failure(`error: '-o ${kind}' is not part of this simulator`);
  }
}
