/** docker info: the daemon's own description of itself. */
import { List, Nil, Struct, type Templates, type Value } from '../../../../gotmpl/index.ts';
import { EngineError, type Json, type JsonObject } from '../../../engine-api.ts';
import { flag } from '../../layer/flags.ts';
import { STRING } from '../../layer/kinds.ts';
import { bytesSize } from '../../text/units.ts';
import { err, Failure, out, words } from '../context.ts';
import { define, NO_ARGS, type DockerCommand } from '../define.ts';
import { INSPECT_FORMAT_HELP } from '../flagtexts.ts';
import { typed } from '../go-types.ts';
import { INFO_SCHEMA } from '../info-types.ts';
import { at } from '../json-path.ts';
import { parseTemplate } from '../templates.ts';
import { CLIENT } from './version.ts';

const text = (v: Json | undefined): string =>
  v === undefined || v === null ? '' : typeof v === 'object' ? JSON.stringify(v) : String(v);

function clientLines(): string[] {
  return ['Client:', ` Version:    ${CLIENT.version}`, ' Context:    default', ' Debug Mode: false'];
}

function list(v: Json | undefined): string {
  return Array.isArray(v) ? (v as readonly Json[]).map(text).join(' ') : '';
}

function serverLines(info: JsonObject): string[] {
  const lines: string[] = [];
  const always = (label: string, v: string): void => void lines.push(`${label} ${v}`);
  const some = (label: string, v: Json | undefined): void => {
    if (text(v) !== '') always(label, text(v));
  };
  const number = (v: Json | undefined): string => String(typeof v === 'number' ? v : 0);
  const flagOf = (v: Json | undefined): string => String(v === true);
  always(' Containers:', number(info['Containers']));
  always('  Running:', number(info['ContainersRunning']));
  always('  Paused:', number(info['ContainersPaused']));
  always('  Stopped:', number(info['ContainersStopped']));
  always(' Images:', number(info['Images']));
  some(' Server Version:', info['ServerVersion']);
  some(' Storage Driver:', info['Driver']);
  const driver = info['DriverStatus'];
  if (Array.isArray(driver))
    for (const p of driver as readonly Json[])
      if (Array.isArray(p)) lines.push(`  ${text(p[0] as Json)}: ${text(p[1] as Json)}`);
  some(' Logging Driver:', info['LoggingDriver']);
  some(' Cgroup Driver:', info['CgroupDriver']);
  some(' Cgroup Version:', info['CgroupVersion']);
  lines.push(' Plugins:');
  always('  Volume:', list(at(info, 'Plugins', 'Volume')));
  always('  Network:', list(at(info, 'Plugins', 'Network')));
  always('  Log:', list(at(info, 'Plugins', 'Log')));
  always(' Swarm:', text(at(info, 'Swarm', 'LocalNodeState')));
  const runtimes = Object.keys((info['Runtimes'] as JsonObject | undefined) ?? {});
  if (runtimes.length > 0) {
    always(' Runtimes:', runtimes.join(' '));
    always(' Default Runtime:', text(info['DefaultRuntime']));
  }
  if (info['OSType'] === 'linux') {
    always(' Init Binary:', text(info['InitBinary']));
    always(' containerd version:', text(at(info, 'ContainerdCommit', 'ID')));
    always(' runc version:', text(at(info, 'RuncCommit', 'ID')));
    always(' init version:', text(at(info, 'InitCommit', 'ID')));
    lines.push(...securityLines(info['SecurityOptions']));
  }
  for (const [label, key] of [
    [' Kernel Version:', 'KernelVersion'],
    [' Operating System:', 'OperatingSystem'],
    [' OSType:', 'OSType'],
    [' Architecture:', 'Architecture'],
  ] as const)
    some(label, info[key]);
  always(' CPUs:', number(info['NCPU']));
  always(' Total Memory:', bytesSize(Number(number(info['MemTotal']))));
  some(' Name:', info['Name']);
  some(' ID:', info['ID']);
  always(' Docker Root Dir:', text(info['DockerRootDir']));
  always(' Debug Mode:', flagOf(info['Debug']));
  for (const [label, key] of [
    [' HTTP Proxy:', 'HttpProxy'],
    [' HTTPS Proxy:', 'HttpsProxy'],
    [' No Proxy:', 'NoProxy'],
  ] as const)
    some(label, info[key]);
  const labels = info['Labels'];
  if (Array.isArray(labels) && labels.length > 0)
    lines.push(' Labels:', ...(labels as readonly Json[]).map((l) => `  ${text(l)}`));
  always(' Experimental:', flagOf(info['ExperimentalBuild']));
  always(' Live Restore Enabled:', flagOf(info['LiveRestoreEnabled']));
  lines.push('');
  return lines;
}

function securityLines(v: Json | undefined): string[] {
  if (!Array.isArray(v) || v.length === 0) return [];
  const lines = [' Security Options:'];
  for (const option of v as readonly Json[]) {
    const pairs = text(option)
      .split(',')
      .map((p) => p.split('='));
    lines.push(`  ${pairs.find(([k]) => k === 'name')?.[1] ?? text(option)}`);
    const profile = pairs.find(([k]) => k === 'profile')?.[1];
    if (profile !== undefined) lines.push(`   Profile: ${profile}`);
  }
  return lines;
}

/** The client's own part. */
const CLIENT_INFO = (): Struct =>
  new Struct(
    '*system.clientInfo',
    new Map<string, Value>([
      ['Debug', false],
      ['Version', CLIENT.version],
      ['DefaultAPIVersion', CLIENT.api],
      ['GitCommit', CLIENT.commit],
      ['GoVersion', CLIENT.go],
      ['Os', CLIENT.os],
      ['Arch', CLIENT.arch],
      ['BuildTime', CLIENT.built],
      ['Context', 'default'],
      ['Plugins', new List([], '[]manager.Plugin')],
      ['Warnings', new Nil('[]string')],
    ]),
  );

const CLIENT_PART = (): Struct =>
  new Struct(
    'system.sparseInfo',
    new Map<string, Value>([
      ['ClientInfo', CLIENT_INFO()],
      ['ClientErrors', new Nil('[]string')],
    ]),
  );

/** A template that only needs the client asks no daemon. */
function clientOnly(format: string, template: Templates): boolean {
  return (
    format !== '{{json .}}' && /\.[a-zA-Z]/.test(format) && template.execute('', CLIENT_PART()).error === undefined
  );
}

/** The daemon's fields and the client's in one struct. */
function infoValue(info: JsonObject): Struct {
  const daemon = typed(INFO_SCHEMA, '@system.Info', info);
  const fields = new Map<string, Value>(daemon instanceof Struct ? daemon.fields : []);
  fields.set('ClientInfo', CLIENT_INFO());
  return new Struct('system.dockerInfo', fields, {
    ...(daemon instanceof Struct ? daemon.options : {}),
    json: () =>
      new Struct(
        '',
        new Map([...(daemon instanceof Struct ? daemon.fields : []), ['ClientInfo', CLIENT_INFO()]]),
        daemon instanceof Struct ? daemon.options : {},
      ),
  });
}

export const info: DockerCommand = define('info', {
  use: '[OPTIONS]',
  short: 'Display system-wide information',
  aliasText: 'docker system info, docker info',
  group: 'common',
  args: NO_ARGS,
  flags: [flag('format', 'f', STRING, INSPECT_FORMAT_HELP)],
  support: 'partial',
  missing: 'swarm, registries and address pools in the text form',
  *run(c, f) {
    const format = f.text('format') === 'json' ? '{{json .}}' : f.text('format');
    const wanted = parseTemplate(format);
    if (format !== '' && typeof wanted !== 'string' && clientOnly(format, wanted)) {
      yield* out(wanted.execute('', CLIENT_PART()).output + '\n');
      return 0;
    }
    const answer = yield* c.engine.info();
    const failed = answer instanceof EngineError ? words(c, answer) : undefined;
    if (format === '') {
      yield* out(clientLines().join('\n') + '\n\nServer:\n');
      if (answer instanceof EngineError) {
        if (answer.status === 0) throw new Failure(words(c, answer));
        yield* err(`ERROR: ${words(c, answer)}\n`);
        throw new Failure('errors pretty printing info');
      }
      yield* out(serverLines(answer).join('\n') + '\n');
      const warnings = answer['Warnings'];
      if (Array.isArray(warnings)) for (const w of warnings as readonly Json[]) yield* err(text(w) + '\n');
      return 0;
    }
    const template = wanted;
    if (typeof template === 'string') throw new Failure(`template parsing error: ${template}`, 64);
    const run = template.execute('', infoValue(answer instanceof EngineError ? {} : answer));
    yield* out(run.output + '\n');
    const errors = [failed, run.error].filter((e) => e !== undefined);
    if (errors.length > 0) throw new Failure(errors.join('\n'));
    return 0;
  },
});
