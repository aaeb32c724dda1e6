/** docker inspect, docker container inspect, docker image inspect: raw JSON, or values through a template. */
import type { Sys } from '../../../../kernel/abi/index.ts';
import { fromJson, indentJson, type Templates } from '../../../../gotmpl/index.ts';
import { EngineError, type Answer, type JsonObject } from '../../../engine-api.ts';
import { bool, flag } from '../../layer/flags.ts';
import { STRING } from '../../layer/kinds.ts';
import { err, Failure, out, words, type DockerContext } from '../context.ts';
import { define, min, type DockerCommand } from '../define.ts';
import { INSPECT_FORMAT_HELP } from '../flagtexts.ts';
import { typed } from '../go-types.ts';
import { CONTAINER, IMAGE, INSPECT_SCHEMA } from '../inspect-types.ts';
import { at } from '../json-path.ts';
import { parseTemplate } from '../templates.ts';

interface Found {
  readonly json: JsonObject;
  /** Go's type of the answer, when there is a declaration. */
  readonly type: string | undefined;
}

/** Looks one name up: what was found, or the words of the error. */
type Search = (ref: string) => Sys<Found | string>;

function* inspectAll(refs: readonly string[], format: string, search: Search): Sys<number> {
  const asJson = format === '' || format === 'json';
  const template = asJson ? undefined : parseTemplate(format);
  if (typeof template === 'string') throw new Failure(`template parsing error: ${template}`, 64);
  const errors: string[] = [];
  const raw: string[] = [];
  let text = '';
  for (const ref of refs) {
    const found = yield* search(ref);
    if (typeof found === 'string') errors.push(found);
    else if (template === undefined) raw.push(JSON.stringify(found.json));
    else {
      const one = applied(template, found);
      if (one.error === undefined) text += one.output + '\n';
      else errors.push(`template parsing error: ${one.error}`);
    }
  }
  if (template === undefined) {
    const list = `[${raw.join(',')}]`;
    yield* out((format === 'json' ? list : indentJson(list, '', '    ')) + '\n');
  } else yield* out(text === '' ? '\n' : text);
  if (errors.length > 0) throw new Failure(errors.join('\n'));
  return 0;
}

/** The typed answer first; what that does not have is looked for in the raw JSON. */
function applied(template: Templates, found: Found): { output: string; error?: string } {
  if (found.type !== undefined) {
    const run = template.execute('', typed(INSPECT_SCHEMA, found.type, found.json));
    if (run.error === undefined) return run;
  }
  return template.execute('', fromJson(found.json, 'number'), { missingKey: 'error' });
}

const KINDS = [
  'config',
  'container',
  'image',
  'network',
  'node',
  'plugin',
  'secret',
  'service',
  'task',
  'volume',
] as const;
type Kind = (typeof KINDS)[number];

interface Inspector {
  readonly kind: Kind;
  readonly swarm: boolean;
  readonly type?: string;
  readonly ask: (c: DockerContext, ref: string, size: boolean) => Answer<JsonObject>;
}

/** The order in which kinds are tried. */
const INSPECTORS: readonly Inspector[] = [
  { kind: 'container', swarm: false, type: CONTAINER, ask: (c, ref, size) => c.engine.inspect(ref, size) },
  { kind: 'image', swarm: false, type: IMAGE, ask: (c, ref) => c.engine.inspectImage(ref) },
  { kind: 'network', swarm: false, ask: (c, ref) => c.engine.inspectOther('network', ref) },
  { kind: 'volume', swarm: false, ask: (c, ref) => c.engine.inspectOther('volume', ref) },
  ...(['service', 'task', 'node'] as const).map((kind): Inspector => ({ kind, swarm: true, ask: noSwarm })),
  { kind: 'plugin', swarm: false, ask: (c, ref) => c.engine.inspectOther('plugin', ref) },
  ...(['secret', 'config'] as const).map((kind): Inspector => ({ kind, swarm: true, ask: noSwarm })),
];

function* noSwarm(): Answer<JsonObject> {
  return new EngineError(
    503,
    'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.',
  );
}

function skippable(e: EngineError): boolean {
  return e.status === 404 || e.message.includes('not supported') || e.message.includes('invalid reference format');
}

function searchAny(c: DockerContext, only: string, size: boolean): Search {
  return function* (ref) {
    for (const i of INSPECTORS) {
      if (only !== '' && i.kind !== only) continue;
      if (only === '' && i.swarm) {
        // Asked once per name by the client; a daemon outside a swarm has none of these.
        const info = yield* c.engine.info();
        if (info instanceof EngineError) yield* err(words(c, info) + '\n');
        if (info instanceof EngineError || at(info, 'Swarm', 'ControlAvailable') !== true) continue;
      }
      const found = yield* i.ask(c, ref, size);
      if (found instanceof EngineError) {
        if (only === '' && found.status !== 0 && skippable(found)) continue;
        return words(c, found);
      }
      if (size && i.kind !== 'container') yield* err(`WARNING: --size ignored for ${i.kind}\n`);
      return { json: found, type: i.type };
    }
    return `Error: No such object: ${ref}`;
  };
}

const FORMAT = flag('format', 'f', STRING, INSPECT_FORMAT_HELP);

export const inspect: DockerCommand = define('inspect', {
  use: '[OPTIONS] NAME|ID [NAME|ID...]',
  short: 'Return low-level information on Docker objects',
  args: min(1),
  flags: [
    FORMAT,
    bool('size', 's', 'Display total file sizes if the type is container'),
    flag('type', '', STRING, 'Only inspect objects of the given type'),
  ],
  *run(c, f) {
    const type = f.text('type');
    const list = `"${KINDS.join('", "')}"`;
    if (f.has('type') && type === '') throw new Failure(`type is empty: must be one of ${list}`);
    if (type !== '' && !KINDS.some((k) => k === type))
      throw new Failure(`unknown type: ${JSON.stringify(type)}: must be one of ${list}`);
    return yield* inspectAll(f.args, f.text('format'), searchAny(c, type, f.bool('size')));
  },
});

export const containerInspect: DockerCommand = define('inspect', {
  use: '[OPTIONS] CONTAINER [CONTAINER...]',
  short: 'Display detailed information on one or more containers',
  args: min(1),
  flags: [FORMAT, bool('size', 's', 'Display total file sizes')],
  run: (c, f) => inspectAll(f.args, f.text('format'), searchAny(c, 'container', f.bool('size'))),
});

export const imageInspect: DockerCommand = define('inspect', {
  use: '[OPTIONS] IMAGE [IMAGE...]',
  short: 'Display detailed information on one or more images',
  args: min(1),
  flags: [
    FORMAT,
    flag(
      'platform',
      '',
      STRING,
      "Inspect a specific platform of the multi-platform image.\nIf the image or the server is not multi-platform capable, the command will error out if the platform does not match.\n'os[/arch[/variant]]': Explicit platform (eg. linux/amd64)",
    ),
  ],
  run: (c, f) => inspectAll(f.args, f.text('format'), searchAny(c, 'image', false)),
});
