/** docker images: what is stored locally. */
import type { ImageSummary } from '../../../engine-api.ts';
import { bool, flag } from '../../layer/flags.ts';
import { STRING } from '../../layer/kinds.ts';
import { humanDuration, humanSize } from '../../text/units.ts';
import { Failure, must, out } from '../context.ts';
import { define, type Definition, type DockerCommand } from '../define.ts';
import { FILTER_HELP, FORMAT_HELP } from '../flagtexts.ts';
import { formatRows, type Column, type RowType } from '../formatter.ts';
import { FILTER } from '../kinds.ts';
import { familiarName, parseReference, shortId } from '../reference.ts';
import { goTime } from '../time.ts';
import { filters } from './ps.ts';

interface Row {
  readonly i: ImageSummary;
  readonly repo: string;
  readonly tag: string;
  readonly digest: string;
  readonly trunc: boolean;
  readonly nowMs: number;
}

const NONE = '<none>';
const known = (n: number, text: string): string => (n === -1 ? 'N/A' : text);

const COLUMNS: readonly Column<Row>[] = [
  { name: 'Containers', header: 'CONTAINERS', cell: ({ i }) => known(i.containers, String(i.containers)) },
  { name: 'CreatedAt', header: 'CREATED AT', cell: ({ i }) => goTime(i.created) },
  { name: 'CreatedSince', header: 'CREATED', cell: ({ i, nowMs }) => humanDuration(nowMs / 1000 - i.created) + ' ago' },
  { name: 'Digest', header: 'DIGEST', cell: (r) => r.digest },
  { name: 'ID', header: 'IMAGE ID', cell: ({ i, trunc }) => (trunc ? shortId(i.id) : i.id) },
  { name: 'Repository', header: 'REPOSITORY', cell: (r) => r.repo },
  { name: 'SharedSize', header: 'SHARED SIZE', cell: ({ i }) => known(i.sharedSize, humanSize(i.sharedSize)) },
  { name: 'Size', header: 'SIZE', cell: ({ i }) => humanSize(i.size, 3) },
  { name: 'Tag', header: 'TAG', cell: (r) => r.tag },
  {
    name: 'UniqueSize',
    header: 'UNIQUE SIZE',
    cell: ({ i }) => known(i.size === -1 ? -1 : i.sharedSize, humanSize(i.size - i.sharedSize)),
  },
  { name: 'VirtualSize', header: 'SIZE', cell: ({ i }) => humanSize(i.size) },
];
const TYPE: RowType<Row> = { type: '*formatter.imageContext', columns: COLUMNS };

function formatOf(format: string, quiet: boolean, digests: boolean): string {
  const digest = digests ? '{{.Digest}}\t' : '';
  if (format === '' || format === 'table')
    return quiet
      ? '{{.ID}}'
      : `table {{.Repository}}\t{{.Tag}}\t${digest}{{.ID}}\t{{if .CreatedSince}}{{.CreatedSince}}{{else}}N/A{{end}}\t{{.Size}}`;
  if (format !== 'raw')
    return format.startsWith('table') && digests && !format.includes('{{.Digest}}') ? `${format}\t{{.Digest}}` : format;
  if (quiet) return 'image_id: {{.ID}}';
  return [
    'repository: {{.Repository}}',
    'tag: {{.Tag}}',
    ...(digests ? ['digest: {{.Digest}}'] : []),
    'image_id: {{.ID}}',
    'created_at: {{.CreatedAt}}',
    'virtual_size: {{.Size}}',
    '',
  ].join('\n');
}

function rows(i: ImageSummary, digests: boolean, trunc: boolean, nowMs: number): Row[] {
  const row = (repo: string, tag: string, digest: string): Row => ({ i, repo, tag, digest, trunc, nowMs });
  const out: Row[] = [];
  const withDigest = new Map<string, string[]>();
  for (const d of i.repoDigests) {
    const ref = parseReference(d);
    if (typeof ref !== 'string' && ref.digest !== undefined)
      withDigest.set(familiarName(ref), [...(withDigest.get(familiarName(ref)) ?? []), ref.digest]);
  }
  const tagged = new Set<string>();
  for (const t of i.repoTags) {
    const ref = parseReference(t);
    if (typeof ref === 'string' || ref.tag === undefined) continue;
    const name = familiarName(ref);
    tagged.add(name);
    const shown = digests ? (withDigest.get(name) ?? []) : [];
    for (const d of shown.length > 0 ? shown : [NONE]) out.push(row(name, ref.tag, d));
  }
  for (const [name, ds] of withDigest)
    if (!tagged.has(name)) out.push(...(digests ? ds.map((d) => row(name, NONE, d)) : [row(name, NONE, '')]));
  return out.length > 0 ? out : [row(NONE, NONE, NONE)];
}

const DEFINITION: Definition = {
  use: '[OPTIONS] [REPOSITORY[:TAG]]',
  short: 'List images',
  aliasText: 'docker image ls, docker image list, docker images',
  group: 'common',
  args: { kind: 'max', n: 1 },
  flags: [
    bool('all', 'a', 'Show all images (default hides intermediate images)'),
    bool('digests', '', 'Show digests'),
    flag('filter', 'f', FILTER, FILTER_HELP),
    flag('format', '', STRING, FORMAT_HELP),
    bool('no-trunc', '', "Don't truncate output"),
    bool('quiet', 'q', 'Only show image IDs'),
    bool('tree', '', 'List multi-platform images as a tree (EXPERIMENTAL)'),
  ],
  support: 'partial',
  missing: '--tree',
  *run(c, f) {
    const given = filters(f.list('filter'));
    const name = f.args[0];
    const all = name === undefined ? given : { ...given, reference: [...(given['reference'] ?? []), name] };
    const list = yield* must(c, c.engine.images({ all: f.bool('all'), filters: all }));
    const nowMs = yield* c.engine.now();
    const digests = f.bool('digests') || f.text('format').includes('{{.Digest}}');
    const shown = formatRows(
      formatOf(f.text('format'), f.bool('quiet'), f.bool('digests')),
      TYPE,
      list.flatMap((i) => rows(i, digests, !f.bool('no-trunc'), nowMs)),
    );
    yield* out(shown.text);
    if (shown.error !== undefined) throw new Failure(shown.error);
    return 0;
  },
};

export const images: DockerCommand = define('images', DEFINITION);
export const imageLs: DockerCommand = define('ls', { ...DEFINITION, aliases: ['list'] });
