/** docker attach, port, pull, rmi, tag and container prune. */
import { isErr, sys, type Sys } from '../../../../kernel/abi/index.ts';
import { EngineError, type Json } from '../../../engine-api.ts';
import { bool, flag } from '../../layer/flags.ts';
import { STRING, STRING_SLICE } from '../../layer/kinds.ts';
import { err, failAll, Failure, must, out, words, type DockerContext } from '../context.ts';
import { define, exact, min, NO_ARGS, type Definition, type DockerCommand } from '../define.ts';
import { at } from '../json-path.ts';
import { FILTER } from '../kinds.ts';
import { joinHostPort } from '../ports.ts';
import { pullWithProgress } from '../progress.ts';
import { familiar, familiarName, parseReference } from '../reference.ts';
import { proxySignals } from '../signals.ts';
import { checkTty, rawTerminal } from '../terminal.ts';

export const attach: DockerCommand = define('attach', {
  use: '[OPTIONS] CONTAINER',
  short: 'Attach local standard input, output, and error streams to a running container',
  aliasText: 'docker container attach, docker attach',
  args: exact(1),
  flags: [
    flag('detach-keys', '', STRING, 'Override the key sequence for detaching a container'),
    bool('no-stdin', '', 'Do not attach STDIN'),
    bool('sig-proxy', '', 'Proxy all received signals to the process', { def: true }),
  ],
  support: 'partial',
  missing: 'detach keys',
  *run(c, f) {
    const name = f.args[0] as string;
    const found = yield* must(c, c.engine.inspect(name, false));
    if (at(found, 'State', 'Running') !== true)
      throw new Failure('You cannot attach to a stopped container, start it first');
    if (at(found, 'State', 'Paused') === true)
      throw new Failure('You cannot attach to a paused container, unpause it first');
    if (at(found, 'State', 'Restarting') === true)
      throw new Failure('You cannot attach to a restarting container, wait until it is running');
    const tty = at(found, 'Config', 'Tty') === true;
    yield* checkTty(!f.bool('no-stdin'), tty);
    if (f.bool('sig-proxy') && !tty) yield* proxySignals(c, name);
    const stdin = !f.bool('no-stdin') && at(found, 'Config', 'OpenStdin') === true;
    const stream = yield* must(
      c,
      c.engine.attach(name, { stdin: stdin ? 0 : undefined, stdout: 1, stderr: tty ? 1 : 2 }),
    );
    yield* rawTerminal(stdin && tty, () => stream.stream());
    return yield* must(c, c.engine.wait(name, 'not-running'));
  },
});

function bindings(v: Json | undefined): string[] {
  return Array.isArray(v)
    ? (v as readonly Json[]).map((b) => joinHostPort(String(at(b, 'HostIp')), String(at(b, 'HostPort'))))
    : [];
}

/** Natural order: runs of digits compare as numbers. */
function natural(a: string, b: string): number {
  const [x, y] = [a.match(/\d+|\D+/g) ?? [], b.match(/\d+|\D+/g) ?? []];
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const [p, q] = [x[i] as string, y[i] as string];
    if (p === q) continue;
    if (/^\d/.test(p) && /^\d/.test(q) && Number(p) !== Number(q)) return Number(p) - Number(q);
    return p < q ? -1 : 1;
  }
  return x.length - y.length;
}

export const port: DockerCommand = define('port', {
  use: 'CONTAINER [PRIVATE_PORT[/PROTO]]',
  short: 'List port mappings or a specific mapping for the container',
  aliasText: 'docker container port, docker port',
  args: { kind: 'range', min: 1, max: 2 },
  *run(c, f) {
    const [name = '', wanted] = f.args;
    const found = yield* must(c, c.engine.inspect(name, false));
    const ports = (at(found, 'NetworkSettings', 'Ports') ?? {}) as { readonly [k: string]: Json };
    let lines: string[];
    if (wanted === undefined) lines = Object.keys(ports).flatMap((p) => bindings(ports[p]).map((b) => `${p} -> ${b}`));
    else {
      const [number = '', proto = ''] = wanted.split('/');
      if (!/^\d+$/.test(number))
        throw new Failure(
          `Error: invalid port (${number}): strconv.ParseUint: parsing ${JSON.stringify(number)}: invalid syntax`,
        );
      if (Number(number) > 65535)
        throw new Failure(
          `Error: invalid port (${number}): strconv.ParseUint: parsing ${JSON.stringify(number)}: value out of range`,
        );
      lines = bindings(ports[`${number}/${proto === '' ? 'tcp' : proto}`]);
      if (lines.length === 0) throw new Failure(`Error: No public port '${wanted}' published for ${name}`);
    }
    if (lines.length > 0) yield* out(lines.sort(natural).join('\n') + '\n');
    return 0;
  },
});

export const pull: DockerCommand = define('pull', {
  use: '[OPTIONS] NAME[:TAG|@DIGEST]',
  short: 'Download an image from a registry',
  aliasText: 'docker image pull, docker pull',
  group: 'common',
  args: exact(1),
  flags: [
    bool('all-tags', 'a', 'Download all tagged images in the repository'),
    bool('disable-content-trust', '', 'Skip image verification', { def: true }),
    flag('platform', '', STRING, 'Set platform if server is multi-platform capable'),
    bool('quiet', 'q', 'Suppress verbose output'),
  ],
  support: 'partial',
  missing: '--all-tags, --platform',
  *run(c, f) {
    const ref = parseReference(f.args[0] as string);
    if (typeof ref === 'string') throw new Failure(ref);
    const untagged = ref.tag === undefined && ref.digest === undefined;
    if (untagged && !f.bool('all-tags') && !f.bool('quiet')) yield* out('Using default tag: latest\n');
    const full = untagged ? { ...ref, tag: 'latest' } : ref;
    const failed = yield* pullWithProgress(c, familiar(full), f.bool('quiet'), 1);
    if (failed instanceof EngineError) throw new Failure(words(c, failed));
    const path = `${full.domain}/${full.path}${full.tag === undefined ? '' : ':' + full.tag}${full.digest === undefined ? '' : '@' + full.digest}`;
    yield* out(path + '\n');
    return 0;
  },
});

const RMI: Definition = {
  use: '[OPTIONS] IMAGE [IMAGE...]',
  short: 'Remove one or more images',
  aliasText: 'docker image rm, docker image remove, docker rmi',
  args: min(1),
  flags: [
    bool('force', 'f', 'Force removal of the image'),
    bool('no-prune', '', 'Do not delete untagged parents'),
    flag(
      'platform',
      '',
      STRING_SLICE,
      'Remove only the given platform variant. Formatted as "os[/arch[/variant]]" (e.g., "linux/amd64")',
    ),
  ],
  *run(c, f) {
    const errors: string[] = [];
    let missingOnly = true;
    for (const name of f.args) {
      const r = yield* c.engine.removeImage(name, { force: f.bool('force'), noPrune: f.bool('no-prune') });
      if (r instanceof EngineError) {
        if (r.status !== 404) missingOnly = false;
        errors.push(words(c, r));
      } else
        for (const d of r)
          yield* out(d.deleted === undefined ? `Untagged: ${d.untagged ?? ''}\n` : `Deleted: ${d.deleted}\n`);
    }
    if (errors.length > 0 && f.bool('force') && missingOnly) yield* err(errors.join('\n') + '\n');
    else failAll(errors);
    return 0;
  },
};
export const rmi: DockerCommand = define('rmi', RMI);
export const imageRm: DockerCommand = define('rm', { ...RMI, aliases: ['remove'] });

export const tag: DockerCommand = define('tag', {
  use: 'SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]',
  short: 'Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE',
  aliasText: 'docker image tag, docker tag',
  args: exact(2),
  *run(c, f) {
    const [source = '', target = ''] = f.args;
    const ref = parseReference(target);
    if (typeof ref === 'string')
      throw new Failure(`Error parsing reference: ${JSON.stringify(target)} is not a valid repository/tag: ${ref}`);
    yield* must(c, c.engine.tagImage(source, ref.tag === undefined ? `${familiarName(ref)}:latest` : familiar(ref)));
    return 0;
  },
});

export const containerPrune: DockerCommand = define('prune', {
  use: '[OPTIONS]',
  short: 'Remove all stopped containers',
  args: NO_ARGS,
  flags: [
    flag('filter', '', FILTER, 'Provide filter values (e.g. "until=<timestamp>")'),
    bool('force', 'f', 'Do not prompt for confirmation'),
  ],
  support: 'partial',
  missing: '--filter; the space that was freed',
  *run(c, f) {
    if (!f.bool('force') && !(yield* confirmed(c))) throw new Failure('container prune has been cancelled');
    const stopped = yield* must(
      c,
      c.engine.list({ all: true, limit: -1, size: false, filters: { status: ['created', 'exited', 'dead'] } }),
    );
    if (stopped.length > 0) yield* out('Deleted Containers:\n');
    for (const s of stopped) {
      yield* must(c, c.engine.remove(s.id, { force: false, volumes: false, link: false }));
      yield* out(s.id + '\n');
    }
    if (stopped.length > 0) yield* out('\n');
    yield* out('Total reclaimed space: 0B\n');
    return 0;
  },
});

function* confirmed(c: DockerContext): Sys<boolean> {
  void c;
  yield* out('WARNING! This will remove all stopped containers.\nAre you sure you want to continue? [y/N] ');
  const answer = yield* sys.read(0, 64);
  return !isErr(answer) && answer.trim().toLowerCase() === 'y';
}
