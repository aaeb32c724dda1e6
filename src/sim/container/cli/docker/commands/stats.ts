/** docker stats: meters of containers, once or again and again. */
import { sys, SECOND, type Sys } from '../../../../kernel/abi/index.ts';
import { formatFloat } from '../../../../gotmpl/index.ts';
import { EngineError, type Stats } from '../../../engine-api.ts';
import { bool, flag } from '../../layer/flags.ts';
import { STRING } from '../../layer/kinds.ts';
import { bytesSize, humanSize } from '../../text/units.ts';
import { failAll, Failure, must, out, words, type DockerContext } from '../context.ts';
import { define, min, type DockerCommand } from '../define.ts';
import { FORMAT_HELP } from '../flagtexts.ts';
import { formatRows, type Column, type RowType } from '../formatter.ts';
import { shortId } from '../reference.ts';

interface Row {
  /** As it was asked for. */
  readonly container: string;
  readonly s: Stats;
  readonly trunc: boolean;
}

function cpuPercent(s: Stats): number {
  const cpu = s.cpu - s.previousCpu;
  const system = s.system - s.previousSystem;
  return system > 0 && cpu > 0 ? (cpu / system) * s.onlineCpus * 100 : 0;
}

/** Page cache does not count. */
function memory(s: Stats): number {
  return s.inactiveFile < s.memory ? s.memory - s.inactiveFile : s.memory;
}

const percent = (n: number): string => formatFloat(n, 'f', 2) + '%';
const pair = (a: number, b: number): string => `${humanSize(a, 3)} / ${humanSize(b, 3)}`;

const COLUMNS: readonly Column<Row>[] = [
  { name: 'BlockIO', header: 'BLOCK I/O', cell: ({ s }) => pair(s.readBytes, s.writeBytes) },
  { name: 'CPUPerc', header: 'CPU %', cell: ({ s }) => percent(cpuPercent(s)) },
  { name: 'Container', header: 'CONTAINER', cell: (r) => r.container },
  { name: 'ID', header: 'CONTAINER ID', cell: ({ s, trunc }) => (trunc ? shortId(s.id) : s.id) },
  {
    name: 'MemPerc',
    header: 'MEM %',
    cell: ({ s }) => percent(s.memoryLimit === 0 ? 0 : (memory(s) / s.memoryLimit) * 100),
  },
  {
    name: 'MemUsage',
    header: 'MEM USAGE / LIMIT',
    cell: ({ s }) => `${bytesSize(memory(s))} / ${bytesSize(s.memoryLimit)}`,
  },
  { name: 'Name', header: 'NAME', cell: ({ s }) => (s.name.length > 1 ? s.name.slice(1) : '--') },
  { name: 'NetIO', header: 'NET I/O', cell: ({ s }) => pair(s.rxBytes, s.txBytes) },
  { name: 'PIDs', header: 'PIDS', cell: ({ s }) => String(s.pids) },
];
const TYPE: RowType<Row> = { type: '*container.statsContext', columns: COLUMNS };
const TABLE =
  'table {{.ID}}\t{{.Name}}\t{{.CPUPerc}}\t{{.MemUsage}}\t{{.MemPerc}}\t{{.NetIO}}\t{{.BlockIO}}\t{{.PIDs}}';

export const stats: DockerCommand = define('stats', {
  use: '[OPTIONS] [CONTAINER...]',
  short: 'Display a live stream of container(s) resource usage statistics',
  aliasText: 'docker container stats, docker stats',
  args: min(0),
  flags: [
    bool('all', 'a', 'Show all containers (default shows just running)'),
    flag('format', '', STRING, FORMAT_HELP),
    bool('no-stream', '', 'Disable streaming stats and only pull the first result'),
    bool('no-trunc', '', 'Do not truncate output'),
  ],
  *run(c, f) {
    const format = f.text('format') === '' || f.text('format') === 'table' ? TABLE : f.text('format');
    const live = !f.bool('no-stream');
    for (;;) {
      const rows = yield* collect(c, f.args, f.bool('all'), !f.bool('no-trunc'));
      const shown = formatRows(format, TYPE, rows);
      if (shown.error !== undefined) throw new Failure(shown.error);
      yield* out(live ? repaint(shown.text) : shown.text);
      if (!live) return 0;
      yield* sys.nanosleep(SECOND / 2);
    }
  },
});

function* collect(c: DockerContext, names: readonly string[], all: boolean, trunc: boolean): Sys<readonly Row[]> {
  const asked =
    names.length > 0
      ? [...new Set(names)]
      : (yield* must(c, c.engine.list({ all, limit: -1, size: false, filters: {} }))).map((s) => s.id.slice(0, 12));
  const rows: Row[] = [];
  const errors: string[] = [];
  for (const container of asked) {
    const s = yield* c.engine.stats(container);
    if (s instanceof EngineError) errors.push(words(c, s));
    else rows.push({ container, s, trunc });
  }
  if (names.length > 0) failAll(errors);
  return rows;
}

/** Moves to the top, paints, and erases what the last picture left at the ends of lines and below. */
function repaint(text: string): string {
  const picture = '\x1b[H' + text;
  return (
    picture +
    picture
      .split('\n')
      .map((line) => `${line} \x1b[K\n`)
      .join('') +
    '\x1b[J'
  );
}
