/** The `cli` truth set: recordings of the docker and kubectl clients, played against the simulated ones. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { dockerProgram, kubectlProgram } from '../../../sim/container/cli/index.ts';
import { utf8, type Program } from '../../../sim/kernel/abi/index.ts';
import type { CaseResult, TruthSet } from '../set.ts';
import { drive, type Outcome, type Surroundings } from './drive.ts';
import { recordedEngine } from './engine.ts';
import { recordedCluster, type KubeState } from './kube-api.ts';
import type { DockerState } from './state.ts';

interface Step {
  readonly argv: readonly string[];
  readonly expect: Outcome;
}

interface Case extends Step {
  readonly id: string;
  readonly client: string;
  readonly now: string;
  readonly state?: DockerState;
  readonly offline?: boolean;
  readonly kubeconfig?: string;
  readonly tty?: boolean;
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly compare?: string;
  readonly masks?: readonly { readonly regex: string; readonly text: string }[];
  readonly then?: readonly Step[];
}

const ENV: readonly (readonly [string, string])[] = [
  ['PATH', '/usr/local/bin:/usr/bin:/bin'],
  ['HOME', '/home/learner'],
  ['TZ', 'UTC'],
  ['LANG', 'C.UTF-8'],
  ['TERM', 'xterm'],
];

function files(dir: string): string[] {
  return readdirSync(dir)
    .sort()
    .flatMap((name) => {
      const path = join(dir, name);
      if (statSync(path).isDirectory()) return files(path);
      return name.endsWith('.json') ? [path] : [];
    });
}

/** A file of several cases with their states told apart once (the project's own copies). */
interface Packed {
  readonly states: Readonly<Record<string, DockerState>>;
  readonly cases: readonly (Omit<Case, 'state'> & { readonly state: string })[];
}

function load(file: string): Case[] {
  // Nanoseconds since the epoch do not fit a double: they are kept as text.
  const data = JSON.parse(readFileSync(file, 'utf8').replace(/("timeNano":\s*)(\d+)/g, '$1"$2"')) as Case | Packed;
  const cases = 'cases' in data ? data.cases.map((c) => ({ ...c, state: data.states[c.state] ?? {} })) : [data];
  return cases.map((c) => ({ ...c, state: toBytes(c.state ?? {}) as DockerState }));
}

/** All texts of the state as bytes, which is what the machine works with. */
function toBytes(x: unknown): unknown {
  if (typeof x === 'string') return utf8(x);
  if (Array.isArray(x)) return x.map(toBytes);
  if (typeof x === 'object' && x !== null)
    return Object.fromEntries(Object.entries(x).map(([k, v]) => [utf8(k), toBytes(v)]));
  return x;
}

function firstDifference(where: string, expected: string, got: string): string | undefined {
  if (expected === got) return undefined;
  const [a, b] = [expected.split('\n'), got.split('\n')];
  const i = a.findIndex((line, n) => line !== b[n]);
  const at = i < 0 ? a.length : i;
  return `${where} line ${at + 1}: expected ${JSON.stringify(a[at] ?? '(end)')}, got ${JSON.stringify(b[at] ?? '(end)')}`;
}

function compare(c: Case, step: Step, got: Outcome): string | undefined {
  const masked = (text: string): string =>
    (c.masks ?? []).reduce(
      (t, m) =>
        t.replace(
          new RegExp(m.regex, 'g'),
          (part) => m.text + (part.endsWith(' ') && !m.text.endsWith(' ') ? ' ' : ''),
        ),
      text,
    );
  const sorted = (text: string): string => (c.compare === 'sorted-lines' ? text.split('\n').sort().join('\n') : text);
  const command = step.argv.join(' ');
  return (
    firstDifference(`${command}: stdout`, sorted(step.expect.stdout), sorted(masked(got.stdout))) ??
    firstDifference(`${command}: stderr`, step.expect.stderr, masked(got.stderr)) ??
    (step.expect.exit === got.exit ? undefined : `${command}: exit expected ${step.expect.exit}, got ${got.exit}`)
  );
}

function play(file: string, only?: ReadonlySet<string>): CaseResult[] {
  return load(file)
    .filter((c) => only === undefined || only.has(c.id))
    .flatMap(playCase);
}

/** The client of a case with its server, or the name of what is missing. */
function programOf(c: Case): Program | string {
  if (c.client.startsWith('docker')) return dockerProgram(recordedEngine(c.state ?? {}, c.now, c.offline === true));
  if (!c.client.startsWith('kubectl')) return `${c.client.split(' ')[0] ?? ''} client`;
  return kubectlProgram(recordedCluster((c.state ?? {}) as KubeState, c.now, SERVER, c.offline === true));
}

/** The kubeconfig of a case that does not bring its own. */
const SERVER = 'https://127.0.0.1:6443';
const KUBECONFIG = `apiVersion: v1
kind: Config
clusters:
- cluster:
    server: ${SERVER}
  name: lab
contexts:
- context:
    cluster: lab
    user: learner
  name: lab
current-context: lab
users:
- name: learner
  user:
    token: t
`;

function filesOf(c: Case): Map<string, string> {
  const found = new Map(Object.entries(c.files ?? {}));
  if (c.kubeconfig !== 'none') found.set('/home/learner/.kube/config', c.kubeconfig ?? KUBECONFIG);
  return found;
}

function playCase(c: Case): CaseResult[] {
  const program = programOf(c);
  if (typeof program === 'string') return [{ id: c.id, kind: 'skipped', detail: program }];
  const at: Surroundings = {
    env: new Map([...ENV, ...Object.entries(c.env ?? {})]),
    tty: c.tty === true,
    ...(c.stdin === undefined ? {} : { stdin: c.stdin }),
    files: filesOf(c),
  };
  for (const step of [c, ...(c.then ?? [])]) {
    let got: Outcome;
    try {
      got = drive(program, step.argv, at);
    } catch (e) {
      return [
        {
          id: c.id,
          kind: 'failed',
          detail: `${step.argv.join(' ')}: ${e instanceof Error ? (e.stack ?? e.message) : String(e)}`,
        },
      ];
    }
    const absent = /^(?:docker|error): '?(.*?)'? is not part of this simulator$/m.exec(got.stderr);
    if (absent !== null) return [{ id: c.id, kind: 'skipped', detail: absent[1] ?? '' }];
    const detail = compare(c, step, got);
    if (detail !== undefined) return [{ id: c.id, kind: 'failed', detail }];
  }
  return [{ id: c.id, kind: 'passed' }];
}

export const cliSet: TruthSet = { name: 'cli', files, play };
