/** docker version: client and daemon. */
import { Nil, Struct, type Value } from '../../../../gotmpl/index.ts';
import { EngineError, type Json, type JsonObject } from '../../../engine-api.ts';
import { flag } from '../../layer/flags.ts';
import { STRING } from '../../layer/kinds.ts';
import { tabbed } from '../../text/tabwriter.ts';
import { Failure, out, words } from '../context.ts';
import { define, NO_ARGS, type DockerCommand } from '../define.ts';
import { INSPECT_FORMAT_HELP } from '../flagtexts.ts';
import { typed, type Schema } from '../go-types.ts';
import { at } from '../json-path.ts';
import { parseTemplate } from '../templates.ts';
import { ansic, parseRfc3339 } from '../time.ts';

export const CLIENT = {
  version: '28.2.2',
  api: '1.50',
  commit: 'e6534b4',
  go: 'go1.24.3',
  built: 'Fri May 30 12:07:14 2025',
  os: 'linux',
  arch: 'amd64',
} as const;

export const VERSION_LINE = `Docker version ${CLIENT.version}, build ${CLIENT.commit}\n`;

const SCHEMA: Schema = {
  'types.Version': `Platform @types.Platform Platform?, Components []@types.ComponentVersion Components?, Version string, APIVersion string ApiVersion,
    MinAPIVersion string MinAPIVersion?, GitCommit string, GoVersion string, Os string, Arch string, KernelVersion string KernelVersion?, Experimental bool Experimental?,
    BuildTime string BuildTime?`,
  'types.Platform': 'Name string',
  'types.ComponentVersion': 'Name string, Version string, Details map[string]string Details?',
};

function date(text: string): string {
  const ms = parseRfc3339(text);
  return ms === undefined ? text : ansic(Math.floor(ms / 1000));
}

function engineOf(server: JsonObject): Json {
  const text = (key: string): string => (typeof server[key] === 'string' ? server[key] : '');
  const keys = ['ApiVersion', 'MinAPIVersion', 'GitCommit', 'GoVersion', 'Os', 'Arch', 'BuildTime'];
  const details = Object.fromEntries(keys.map((k) => [k, text(k)]));
  return {
    Name: 'Engine',
    Version: text('Version'),
    Details: { ...details, Experimental: String(server['Experimental'] === true) },
  };
}

/** The client puts the engine's build time into its own form; nothing else of the answer changes. */
function withDates(server: JsonObject): JsonObject {
  const given = at(server, 'Components');
  const some = Array.isArray(given) ? (given as readonly Json[]) : [];
  // A daemon that lists no engine (before 17.12) is one itself.
  const list = some.some((x) => at(x, 'Name') === 'Engine') ? some : [...some, engineOf(server)];
  const fix = (x: Json): Json => {
    const built = at(x, 'Details', 'BuildTime');
    if (at(x, 'Name') !== 'Engine' || typeof built !== 'string') return x;
    return { ...(x as JsonObject), Details: { ...(at(x, 'Details') as JsonObject), BuildTime: date(built) } };
  };
  return { ...server, Components: list.map(fix) };
}

function clientValue(): Struct {
  const fields: [string, Value][] = [
    ['Platform', new Nil('*system.platformInfo')],
    ['Version', CLIENT.version],
    ['APIVersion', CLIENT.api],
    ['DefaultAPIVersion', CLIENT.api],
    ['GitCommit', CLIENT.commit],
    ['GoVersion', CLIENT.go],
    ['Os', CLIENT.os],
    ['Arch', CLIENT.arch],
    ['BuildTime', CLIENT.built],
    ['Context', 'default'],
  ];
  const tags = new Map(
    fields.map(([name]) => [name, name === 'Context' ? name : name === 'APIVersion' ? 'ApiVersion?' : `${name}?`]),
  );
  return new Struct('system.clientVersion', new Map(fields), { tags });
}

function clientText(): string {
  return [
    'Client:',
    ` Version:\t${CLIENT.version}`,
    ` API version:\t${CLIENT.api}`,
    ` Go version:\t${CLIENT.go}`,
    ` Git commit:\t${CLIENT.commit}`,
    ` Built:\t${CLIENT.built}`,
    ` OS/Arch:\t${CLIENT.os}/${CLIENT.arch}`,
    ' Context:\tdefault',
  ].join('\n');
}

function serverText(server: JsonObject): string {
  const text = (v: Json | undefined): string => (v === undefined || v === null ? '' : String(v as string));
  const platform = text(at(server, 'Platform', 'Name'));
  const lines = [`Server:${platform === '' ? '' : ' ' + platform}`];
  const components = at(server, 'Components');
  for (const c of Array.isArray(components) ? (components as readonly Json[]) : []) {
    const details = (at(c, 'Details') ?? {}) as JsonObject;
    lines.push(` ${text(at(c, 'Name'))}:`, `  Version:\t${text(at(c, 'Version'))}`);
    if (at(c, 'Name') !== 'Engine') {
      for (const k of Object.keys(details).sort()) lines.push(`  ${k}:\t${text(details[k])}`);
      continue;
    }
    lines.push(
      `  API version:\t${text(details['ApiVersion'])} (minimum version ${text(details['MinAPIVersion'])})`,
      `  Go version:\t${text(details['GoVersion'])}`,
      `  Git commit:\t${text(details['GitCommit'])}`,
      `  Built:\t${text(details['BuildTime'])}`,
      `  OS/Arch:\t${text(details['Os'])}/${text(details['Arch'])}`,
      `  Experimental:\t${text(details['Experimental'])}`,
    );
  }
  return lines.join('\n');
}

export const version: DockerCommand = define('version', {
  use: '[OPTIONS]',
  short: 'Show the Docker version information',
  group: 'common',
  args: NO_ARGS,
  flags: [flag('format', 'f', STRING, INSPECT_FORMAT_HELP)],
  *run(c, f) {
    const format = f.text('format') === 'json' ? '{{json .}}' : f.text('format');
    const template = format === '' ? undefined : parseTemplate(format, 'version');
    if (typeof template === 'string') throw new Failure(`template parsing error: ${template}`, 64);
    const answer = yield* c.engine.version();
    const server = answer instanceof EngineError ? undefined : withDates(answer);
    let text: string;
    let wrong: string | undefined;
    if (template === undefined) text = clientText() + (server === undefined ? '' : `\n\n${serverText(server)}`);
    else {
      const value = new Struct(
        'system.versionInfo',
        new Map<string, Value>([
          ['Client', clientValue()],
          ['Server', typed(SCHEMA, '*@types.Version', server)],
        ]),
      );
      const run = template.execute('version', value);
      text = run.output;
      wrong = run.error;
    }
    yield* out(tabbed(text + '\n', { minWidth: 20, tabWidth: 1, padding: 1 }));
    if (answer instanceof EngineError) throw new Failure(words(c, answer));
    if (wrong !== undefined) throw new Failure(wrong);
    return 0;
  },
});
