/** kubectl explain: what a field means. */
import { bool, flag } from '../../layer/flags.ts';
import { STRING } from '../../layer/kinds.ts';
import { Failure, out } from '../context.ts';
import { type FieldSchema, type Schema, SCHEMAS } from '../explain/schema.ts';
import type { KubeCommand } from '../program.ts';
import { discover, findResource } from '../resources.ts';

/** Text is 80 wide with its indentation. */
const WIDTH = 80;

export const explain: KubeCommand = {
  name: 'explain',
  use: 'TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] [-o|--output=plaintext|plaintext-openapiv2] [options]',
  short: 'Get documentation for a resource',
  args: { kind: 'any' },
  flags: [
    flag('api-version', '', STRING, 'Use given api-version (group/version) of the resource.'),
    flag(
      'output',
      'o',
      STRING,
      'Format in which to render the schema. Valid values are: (plaintext, plaintext-openapiv2).',
      { def: 'plaintext' },
    ),
    bool(
      'recursive',
      '',
      'When true, print the name of all the fields recursively. Otherwise, print the available fields with their description.',
    ),
  ],
  support: 'partial',
  missing: 'kinds other than pods, most fields, --recursive',
  *run(c, f) {
    if (f.args.length === 0)
      throw new Failure(
        'error: You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.',
      );
    if (f.args.length > 1)
      throw new Failure(
        "error: We accept only this format: explain RESOURCE\nSee 'kubectl explain -h' for help and examples",
      );
    const [type = '', ...path] = (f.args[0] as string).split('.');
    const resource = findResource(yield* discover(c), type);
    if (resource === undefined) throw new Failure(`the server doesn't have a resource type ${JSON.stringify(type)}`);
    const root = SCHEMAS[resource.kind];
    if (root === undefined)
      throw new Failure(`error: 'kubectl explain ${resource.plural}' is not part of this simulator`);
    const group = resource.group === '' ? '' : `GROUP:      ${resource.group}\n`;
    yield* out(`${group}KIND:       ${resource.kind}\nVERSION:    ${resource.version}\n\n`);
    let schema: Schema | undefined = root;
    let field: FieldSchema | undefined;
    for (const name of path) {
      field = schema?.fields[name];
      if (field === undefined) throw new Failure(`error: field ${JSON.stringify(name)} does not exist`);
      schema = field.of === undefined ? undefined : SCHEMAS[field.of];
    }
    yield* out(described(path.at(-1), field, schema));
    return 0;
  },
};

function described(name: string | undefined, field: FieldSchema | undefined, schema: Schema | undefined): string {
  const texts = [field?.description, schema?.description].filter((each) => each !== undefined);
  let text = '';
  if (name !== undefined && field !== undefined) {
    text += `FIELD: ${name} <${field.type}>\n`;
    text += field.enum === undefined ? '\n' : `ENUM:\n${field.enum.map((each) => `    ${each}\n`).join('')}`;
    text += '\n';
  }
  text += `DESCRIPTION:\n${texts.map((each) => wrapped(each, 4)).join('')}    \n`;
  if (schema === undefined || Object.keys(schema.fields).length === 0) return `${text}\n`;
  const { fields, required = [] } = schema;
  const list = Object.keys(fields)
    .sort()
    .map((key) => {
      const one = fields[key] as FieldSchema;
      const shown =
        one.enum === undefined
          ? ''
          : `  enum: ${one.enum.slice(0, 4).join(', ')}${one.enum.length > 4 ? ', ....' : ''}\n`;
      return `  ${key}\t<${one.type}>${required.includes(key) ? ' -required-' : ''}\n${shown}${wrapped(one.description, 4)}\n`;
    });
  return `${text}FIELDS:\n${list.join('')}\n`;
}

/** Each line of the text on its own; an empty one keeps its indentation. */
function wrapped(text: string, indent: number): string {
  const pad = ' '.repeat(indent);
  return text
    .split('\n')
    .flatMap((line) => fill(line, WIDTH - indent))
    .map((line) => `${pad}${line}\n`)
    .join('');
}

function fill(line: string, room: number): readonly string[] {
  const lines: string[] = [];
  // A bullet's own indentation stays.
  let now = /^\s*/.exec(line)?.[0] ?? '';
  let empty = true;
  for (const word of line.trim().split(/\s+/)) {
    if (!empty && now.length + 1 + word.length > room) {
      lines.push(now);
      now = word;
    } else now += (empty ? '' : ' ') + word;
    empty = false;
  }
  return [...lines, now];
}
