/** What `docker run` and `docker create` ask the daemon for, read from their options with the client's own checks. */
import type { Sys } from '../../../kernel/abi/index.ts';
import type { CreateRequest } from '../../engine-api.ts';
import type { Flags } from '../layer/flags.ts';
import { Failure, type DockerContext } from './context.ts';
import { environment, readLines } from './environment.ts';
import { parsePorts } from './publish.ts';

/** Errors of these two commands carry the program's name and an advice. */
export function withHelp(message: string, command: string, exit: number): Failure {
  return new Failure(`docker: ${message}\n\nRun 'docker ${command} --help' for more information`, exit);
}

class Refused extends Error {}

function modeOf(f: Flags, option: string, what: string, valid: (mode: string) => boolean): string {
  const mode = f.text(option);
  if (!valid(mode)) throw new Refused(`--${option}: invalid ${what} mode`);
  return mode;
}

const isHost = (m: string): boolean => m === '' || m === 'host';
const isPidMode = (m: string): boolean => isHost(m) || /^container:.+/.test(m);
const isCgroupMode = (m: string): boolean => m === '' || m === 'host' || m === 'private';

function restartPolicy(text: string): CreateRequest['restart'] {
  if (text === '') return { name: '', maximumRetryCount: 0 };
  const colon = text.indexOf(':');
  const name = colon < 0 ? text : text.slice(0, colon);
  const count = colon < 0 ? '' : text.slice(colon + 1);
  if (name === '') throw new Refused('invalid restart policy format: no policy provided before colon');
  if (count !== '' && !/^[+-]?\d+$/.test(count))
    throw new Refused('invalid restart policy format: maximum retry count must be an integer');
  return { name, maximumRetryCount: Number(count === '' ? 0 : count) };
}

function checkVolume(spec: string): void {
  const parts = spec.split(':');
  if (spec === '') throw new Refused('invalid empty volume spec');
  if (parts.some((p) => p === '')) throw new Refused(`invalid spec: ${spec}: empty section between colons`);
  if (parts.length > 3) throw new Refused(`invalid spec: ${spec}: too many colons`);
}

function checkDevice(spec: string): void {
  const [source = '', target = source, mode = 'rwm'] = spec.split(':');
  if (spec.split(':').length > 3) throw new Refused(`bad format for path: ${spec}`);
  if (!/^[rwm]+$/.test(mode)) throw new Refused(`bad mode specified: ${mode}`);
  const path = spec.includes(':') ? target : source;
  if (!path.startsWith('/') && !/^[rwm]+$/.test(path)) throw new Refused(`${path} is not an absolute path`);
}

function labelsOf(lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    lines.map((l) => (l.includes('=') ? [l.slice(0, l.indexOf('=')), l.slice(l.indexOf('=') + 1)] : [l, ''])),
  );
}

function checkHealth(f: Flags): void {
  const options = [
    'health-cmd',
    'health-interval',
    'health-timeout',
    'health-start-period',
    'health-retries',
    'health-start-interval',
  ];
  const any = options.some((o) => f.text(o) !== '' || f.number(o) !== 0);
  if (f.bool('no-healthcheck') && any) throw new Refused('--no-healthcheck conflicts with --health-* options');
  for (const o of options) if (f.number(o) < 0) throw new Refused(`--${o} cannot be negative`);
}

/** Reads the request; refusals of the client end the command with exit code 125. */
export function* createRequest(c: DockerContext, f: Flags, command: string): Sys<CreateRequest> {
  try {
    const pull = f.text('pull');
    if (!['always', 'missing', 'never', ''].includes(pull))
      throw new Refused(`invalid pull option: '${pull}': must be one of "always", "missing" or "never"`);
    return yield* read(c, f);
  } catch (e) {
    if (e instanceof Refused || e instanceof Failure) throw withHelp(e.message, command, 125);
    throw e;
  }
}

function* read(c: DockerContext, f: Flags): Sys<CreateRequest> {
  if (f.text('mac-address') !== '' && !/^([0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}$/.test(f.text('mac-address')))
    throw new Refused(`${f.text('mac-address')} is not a valid mac address`);
  const swappiness = f.number('memory-swappiness');
  if (swappiness !== -1 && (swappiness < 0 || swappiness > 100))
    throw new Refused(`invalid value: ${swappiness}. Valid memory swappiness range is 0-100`);
  for (const v of f.list('volume')) checkVolume(v);
  const ports = parsePorts(f.list('publish'));
  if (typeof ports === 'string') throw new Refused(ports);
  for (const e of f.list('expose')) if (e.includes(':')) throw new Refused(`invalid port format for --expose: ${e}`);
  for (const d of f.list('device')) checkDevice(d);
  const env = yield* environment(c, f.list('env-file'), f.list('env'));
  const labels: string[] = [];
  for (const file of f.list('label-file')) labels.push(...(yield* readLines(file)));
  labels.push(...f.list('label'));
  const pidMode = modeOf(f, 'pid', 'PID', isPidMode);
  modeOf(f, 'uts', 'UTS', isHost);
  modeOf(f, 'userns', 'USER', isHost);
  modeOf(f, 'cgroupns', 'CGROUP', isCgroupMode);
  const restart = restartPolicy(f.text('restart'));
  checkHealth(f);
  if (f.bool('rm') && restart.name !== 'no' && restart.name !== '')
    throw new Refused('conflicting options: cannot specify both --restart and --rm');
  for (const o of f.list('security-opt'))
    if (!/[:=]/.test(o) && o !== 'no-new-privileges') throw new Refused(`Invalid --security-opt: ${JSON.stringify(o)}`);
  const entrypoint = f.text('entrypoint');
  const [image = '', ...cmd] = f.args;
  return {
    name: f.text('name'),
    image,
    cmd,
    ...(f.has('entrypoint') ? { entrypoint: [entrypoint] } : {}),
    tty: f.bool('tty'),
    openStdin: f.bool('interactive'),
    attach: !f.bool('detach'),
    env,
    labels: labelsOf(labels),
    user: f.text('user'),
    workdir: f.text('workdir'),
    hostname: f.text('hostname'),
    ...(f.text('stop-signal') === '' ? {} : { stopSignal: f.text('stop-signal') }),
    ...(f.has('stop-timeout') ? { stopTimeout: f.number('stop-timeout') } : {}),
    autoRemove: f.bool('rm'),
    ...(f.has('init') ? { init: f.bool('init') } : {}),
    ...(f.has('pids-limit') ? { pidsLimit: f.number('pids-limit') } : {}),
    pidMode,
    memory: f.number('memory'),
    nanoCpus: f.number('cpus'),
    restart,
    privileged: f.bool('privileged'),
    readOnly: f.bool('read-only'),
    capAdd: f.list('cap-add'),
    capDrop: f.list('cap-drop'),
    binds: f.list('volume').filter((v) => v.includes(':')),
    network: f.list('network')[0] ?? 'default',
    ports,
  };
}
