// `npm run -s lab -- <scenario> [--mount DIR:/path] [--exec 'command'].. [--json]`: the lab machine without a browser.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FileSpec } from '../../sim/container/runtime/index.ts';
import { type LabInit, type Scenario } from '../../sim/lab/index.ts';
import { interactive } from './interactive.ts';
import { SCENARIOS } from './scenarios.ts';
import { type CommandResult, HeadlessTerminal } from './terminal.ts';

const USAGE =
  "usage: npm run -s lab -- <scenario> [--mount DIR:/path] [--exec 'command'].. [--json]\n       npm run -s lab -- --list\n";

/** A mounted tree may be this large: it is copied into memory. */
const MAX_MOUNT_BYTES = 64 * 1024 * 1024;

interface Args {
  scenario: string | undefined;
  list: boolean;
  json: boolean;
  exec: string[];
  mounts: { from: string; to: string }[];
}

function parse(argv: readonly string[]): Args | string {
  const args: Args = { scenario: undefined, list: false, json: false, exec: [], mounts: [] };
  for (let i = 0; i < argv.length; i += 1) {
    const word = argv[i] ?? '';
    if (word === '--list') args.list = true;
    else if (word === '--json') args.json = true;
    else if (word === '--exec' || word === '--mount') {
      const value = argv[(i += 1)];
      if (value === undefined) return `${word} needs a value`;
      if (word === '--exec') args.exec.push(value);
      else {
        const at = value.lastIndexOf(':');
        if (at <= 0 || value[at + 1] !== '/') return `--mount takes DIR:/path, not ${value}`;
        args.mounts.push({ from: value.slice(0, at), to: value.slice(at + 1) });
      }
    } else if (word.startsWith('-')) return `unknown option ${word}`;
    else if (args.scenario === undefined) args.scenario = word;
    else return `one scenario, not also ${word}`;
  }
  return args;
}

function readTree(from: string, to: string, out: Record<string, FileSpec>, total: { bytes: number }): void {
  const info = statSync(from);
  if (!info.isDirectory()) {
    const text = readFileSync(from, 'latin1');
    total.bytes += text.length;
    if (total.bytes > MAX_MOUNT_BYTES) throw new Error(`--mount: more than ${MAX_MOUNT_BYTES} bytes`);
    out[to] = { text, mode: info.mode & 0o777 };
    return;
  }
  for (const name of readdirSync(from).sort()) {
    if (name !== '.git' && name !== 'node_modules')
      readTree(join(from, name), `${to.replace(/\/$/, '')}/${name}`, out, total);
  }
}

function withMounts(scenario: Scenario, mounts: Args['mounts']): LabInit {
  const files: Record<string, FileSpec> = {};
  const total = { bytes: 0 };
  for (const { from, to } of mounts) readTree(from, to, files, total);
  return {
    ...scenario.init,
    containers: scenario.init.containers.map((c) => ({ ...c, files: { ...c.files, ...files } })),
    pods: (scenario.init.pods ?? []).map((pod) => ({
      ...pod,
      containers: pod.containers.map((c) => ({ ...c, files: { ...c.files, ...files } })),
    })),
  };
}

function main(): number {
  const args = parse(process.argv.slice(2));
  if (typeof args === 'string') {
    process.stderr.write(`lab: ${args}\n${USAGE}`);
    return 2;
  }
  if (args.list) {
    for (const scenario of SCENARIOS)
      process.stdout.write(`${scenario.id.padEnd(16)} ${scenario.title}: ${scenario.about}\n`);
    return 0;
  }
  const scenario = SCENARIOS.find((each) => each.id === args.scenario);
  if (!scenario) {
    process.stderr.write(
      args.scenario === undefined ? USAGE : `lab: no scenario named ${args.scenario}; --list names them\n`,
    );
    return 2;
  }
  const init = withMounts(scenario, args.mounts);
  if (args.exec.length === 0) return interactive(init);
  return runCommands(init, args);
}

function runCommands(init: LabInit, args: Args): number {
  const terminal = new HeadlessTerminal(init);
  const results: (CommandResult & { processes: readonly unknown[] })[] = [];
  for (const command of args.exec) {
    const result = terminal.command(command);
    if (!args.json) process.stdout.write(result.output);
    results.push({ ...result, processes: processTable(terminal) });
  }
  for (const crash of terminal.machine.k.crashes)
    process.stderr.write(
      `lab: a program crashed: ${crash instanceof Error ? (crash.stack ?? crash.message) : String(crash)}\n`,
    );
  if (args.json)
    process.stdout.write(
      `${JSON.stringify(results, (_key, value: unknown) => (value === undefined ? null : value), 2)}\n`,
    );
  return results.at(-1)?.status ?? 1;
}

function processTable(terminal: HeadlessTerminal): readonly unknown[] {
  const view = terminal.machine.view();
  const visible = [...view.processes.values()].filter((p) => p.container !== undefined);
  const inside = (host: number): number => view.processes.get(host)?.nspid.at(-1) ?? 0;
  return visible.map((p) => ({
    pid: p.nspid.at(-1),
    ppid: view.processes.get(p.parent)?.container === undefined ? 0 : inside(p.parent),
    state: p.state,
    comm: p.comm,
    args: p.argv,
    hostPid: p.pid,
  }));
}

process.exitCode = main();
