/** docker ps: containers as a table, JSON lines or through a template. */
import { Nil, quote, type Value } from '../../../../gotmpl/index.ts';
import type { ContainerSummary, Filters } from '../../../engine-api.ts';
import { bool, flag } from '../../layer/flags.ts';
import { INT, STRING } from '../../layer/kinds.ts';
import { humanDuration, humanSize } from '../../text/units.ts';
import { err, Failure, must, out } from '../context.ts';
import { define, NO_ARGS, type Definition, type DockerCommand } from '../define.ts';
import { ellipsis } from '../ellipsis.ts';
import { FILTER_HELP, FORMAT_HELP } from '../flagtexts.ts';
import { checkTemplate, formatRows, type Column, type RowType } from '../formatter.ts';
import { FILTER } from '../kinds.ts';
import { displayPorts } from '../ports.ts';
import { familiar, familiarName, parseReference, shortId } from '../reference.ts';
import { goTime } from '../time.ts';

interface Row {
  readonly c: ContainerSummary;
  readonly trunc: boolean;
  readonly nowMs: number;
  /** Set when the template asks for the size. */
  readonly asked?: { size: boolean };
}

const NOTHING: ContainerSummary = {
  id: '',
  names: [],
  image: '',
  imageId: '',
  command: '',
  created: 0,
  ports: [],
  labels: {},
  state: '',
  status: '',
  networks: [],
  mounts: [],
};

function image({ c, trunc }: Row): string {
  if (c.image === '') return '<no image>';
  if (!trunc) return c.image;
  if (shortId(c.imageId) === shortId(c.image)) return shortId(c.imageId);
  const ref = parseReference(c.image);
  if (typeof ref === 'string') return c.image;
  return ref.tag === undefined ? familiarName(ref) : familiar({ ...ref, digest: undefined });
}

function names({ c, trunc }: Row): string {
  const all = c.names.map((n) => n.slice(1));
  const own = trunc ? all.find((n) => !n.includes('/')) : undefined;
  return own ?? all.join(',');
}

function size(r: Row): string {
  if (r.asked !== undefined) r.asked.size = true;
  const rw = humanSize(r.c.sizeRw ?? 0, 3);
  const root = r.c.sizeRootFs ?? 0;
  return root > 0 ? `${rw} (virtual ${humanSize(root, 3)})` : rw;
}

function mounts({ c, trunc }: Row): string {
  return c.mounts.map((m) => (trunc ? ellipsis(m.name ?? m.source, 15) : (m.name ?? m.source))).join(',');
}

const labels = (c: ContainerSummary): string =>
  Object.entries(c.labels)
    .map(([k, v]) => `${k}=${v}`)
    .sort()
    .join(',');

const COLUMNS: readonly Column<Row>[] = [
  { name: 'Command', header: 'COMMAND', cell: (r) => quote(r.trunc ? ellipsis(r.c.command, 20) : r.c.command) },
  { name: 'CreatedAt', header: 'CREATED AT', cell: (r) => goTime(r.c.created) },
  { name: 'ID', header: 'CONTAINER ID', cell: (r) => (r.trunc ? shortId(r.c.id) : r.c.id) },
  { name: 'Image', header: 'IMAGE', cell: image },
  { name: 'Label', cell: () => '', params: ['string'], call: (r, [name]) => r.c.labels[String(name)] ?? '' },
  { name: 'Labels', header: 'LABELS', cell: (r) => labels(r.c) },
  {
    name: 'LocalVolumes',
    header: 'LOCAL VOLUMES',
    cell: (r) => String(r.c.mounts.filter((m) => m.driver === 'local').length),
  },
  { name: 'Mounts', header: 'MOUNTS', cell: mounts },
  { name: 'Names', header: 'NAMES', cell: names },
  { name: 'Networks', header: 'NETWORKS', cell: (r) => r.c.networks.join(',') },
  { name: 'Platform', header: 'PLATFORM', cell: (): Value => new Nil('*formatter.Platform') },
  { name: 'Ports', header: 'PORTS', cell: (r) => displayPorts(r.c.ports) },
  { name: 'RunningFor', header: 'CREATED', cell: (r) => humanDuration(r.nowMs / 1000 - r.c.created) + ' ago' },
  { name: 'Size', header: 'SIZE', cell: size },
  { name: 'State', header: 'STATE', cell: (r) => r.c.state },
  { name: 'Status', header: 'STATUS', cell: (r) => r.c.status },
];

const TYPE: RowType<Row> = { type: '*formatter.ContainerContext', columns: COLUMNS };

const TABLE = 'table {{.ID}}\t{{.Image}}\t{{.Command}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}\t{{.Names}}';
const RAW = [
  'container_id: {{.ID}}',
  'image: {{.Image}}',
  'command: {{.Command}}',
  'created_at: {{.CreatedAt}}',
  'state: {{- pad .State 1 0}}',
  'status: {{- pad .Status 1 0}}',
  'names: {{.Names}}',
  'labels: {{- pad .Labels 1 0}}',
  'ports: {{- pad .Ports 1 0}}',
  '',
].join('\n');

function formatOf(format: string, quiet: boolean, withSize: boolean): string {
  if (format === 'table' || format === '') return quiet ? '{{.ID}}' : TABLE + (withSize ? '\t{{.Size}}' : '');
  if (format === 'raw') return quiet ? 'container_id: {{.ID}}' : RAW + (withSize ? 'size: {{.Size}}\n' : '');
  return quiet ? '{{.ID}}' : format;
}

/** Groups `key=value` pairs by key. */
export function filters(given: readonly string[]): Filters {
  const out: Record<string, string[]> = {};
  for (const f of given) {
    const eq = f.indexOf('=');
    const key = f.slice(0, eq).trim().toLowerCase();
    (out[key] ??= []).push(f.slice(eq + 1).trim());
  }
  return out;
}

const DEFINITION: Definition = {
  use: '[OPTIONS]',
  short: 'List containers',
  aliasText: 'docker container ls, docker container list, docker container ps, docker ps',
  group: 'common',
  args: NO_ARGS,
  flags: [
    bool('all', 'a', 'Show all containers (default shows just running)'),
    flag('filter', 'f', FILTER, FILTER_HELP),
    flag('format', '', STRING, FORMAT_HELP),
    flag('last', 'n', INT, 'Show n last created containers (includes all states)', { def: -1 }),
    bool('latest', 'l', 'Show the latest created container (includes all states)'),
    bool('no-trunc', '', "Don't truncate output"),
    bool('quiet', 'q', 'Only display container IDs'),
    bool('size', 's', 'Display total file sizes'),
  ],
  *run(c, f) {
    const [format, quiet] = [f.text('format'), f.bool('quiet')];
    if (format !== '' && quiet)
      yield* err('WARNING: Ignoring custom format, because both --format and --quiet are set.\n');
    let withSize = f.bool('size');
    if (format !== '') {
      const asked = { size: false };
      const wrong = checkTemplate(format, TYPE, { c: NOTHING, trunc: false, nowMs: 0, asked });
      if (wrong !== undefined) throw new Failure(wrong);
      if (!quiet && !f.has('size') && asked.size) withSize = true;
    }
    const limit = f.bool('latest') && f.number('last') === -1 ? 1 : f.number('last');
    const list = yield* must(
      c,
      c.engine.list({ all: f.bool('all'), limit, size: withSize, filters: filters(f.list('filter')) }),
    );
    const nowMs = yield* c.engine.now();
    const rows = list.map((s): Row => ({ c: s, trunc: !f.bool('no-trunc'), nowMs }));
    const shown = formatRows(formatOf(format, quiet, withSize), TYPE, rows);
    yield* out(shown.text);
    if (shown.error !== undefined) throw new Failure(shown.error);
    return 0;
  },
};

export const ps: DockerCommand = define('ps', DEFINITION);
export const ls: DockerCommand = define('ls', { ...DEFINITION, aliases: ['ps', 'list'] });
