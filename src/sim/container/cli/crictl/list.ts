/** crictl ps and crictl pods: tables with columns at least 20 wide. */
import type { CriContainer, CriPod } from '../../cri-api.ts';
import type { Command } from '../layer/command.ts';
import { bool, flag, type Flags } from '../layer/flags.ts';
import { INT, list, STRING } from '../layer/kinds.ts';
import { out } from '../layer/io.ts';
import { tabbed } from '../text/tabwriter.ts';
import { humanDuration } from '../text/units.ts';
import { must, shortId, type CriContext } from './context.ts';

function table(rows: readonly (readonly (string | number)[])[]): string {
  return tabbed(rows.map((r) => r.join('\t') + '\n').join(''), { minWidth: 20, tabWidth: 1, padding: 3 });
}

const LABELS = list('label');

function hasLabels(labels: Readonly<Record<string, string>>, wanted: readonly string[]): boolean {
  return wanted.every((w) => labels[w.split('=')[0] ?? ''] === w.slice(w.indexOf('=') + 1));
}

function matches(pattern: string, text: string): boolean {
  if (pattern === '') return true;
  try {
    return new RegExp(pattern).test(text);
  } catch {
    return false;
  }
}

/** Newest first; -l and -n take the newest of all. */
function newest<T extends { readonly createdMs: number }>(all: readonly T[], f: Flags): readonly T[] {
  const sorted = [...all].sort((a, b) => b.createdMs - a.createdMs);
  if (f.bool('latest')) return sorted.slice(0, 1);
  return f.number('last') > 0 ? sorted.slice(0, f.number('last')) : sorted;
}

export const ps: Command<CriContext> = {
  name: 'ps',
  use: '[command options]',
  short: 'List containers',
  args: { kind: 'none' },
  flags: [
    bool('all', 'a', 'Show all containers'),
    flag('id', '', STRING, 'Filter by container id'),
    flag('label', '', LABELS, 'Filter by key=value label'),
    flag('last', 'n', INT, 'Show last n recently created containers'),
    bool('latest', 'l', 'Show the most recently created container'),
    flag('name', '', STRING, 'filter by container name regular expression pattern'),
    bool('no-trunc', '', 'Show output without truncating the ID'),
    flag('pod', 'p', STRING, 'Filter by pod id'),
    bool('quiet', 'q', 'Only display container IDs'),
    flag('state', 's', STRING, 'Filter by container state'),
  ],
  support: 'partial',
  missing: '-o; texts are from knowledge, not from recordings',
  *run(c, f) {
    const all = yield* must('listing containers', c.runtime.containers());
    const nowMs = yield* c.runtime.now();
    const any = f.bool('all') || f.bool('latest') || f.number('last') > 0 || f.text('state') !== '';
    const state = f.text('state').toLowerCase();
    const shown = newest(all, f).filter(
      (x) =>
        (any || x.state === 'Running') &&
        (state === '' || x.state.toLowerCase() === state) &&
        x.id.startsWith(f.text('id')) &&
        x.podId.startsWith(f.text('pod')) &&
        matches(f.text('name'), x.name) &&
        hasLabels(x.labels, f.list('label')),
    );
    const id = (text: string): string => (f.bool('no-trunc') ? text : shortId(text));
    if (f.bool('quiet')) {
      yield* out(shown.map((x) => x.id + '\n').join(''));
      return 0;
    }
    const row = (x: CriContainer): readonly (string | number)[] => [
      id(x.id),
      id(x.imageRef),
      `${humanDuration((nowMs - x.createdMs) / 1000)} ago`,
      x.state,
      x.name,
      x.attempt,
      id(x.podId),
      x.podName,
      x.namespace,
    ];
    yield* out(
      table([
        ['CONTAINER', 'IMAGE', 'CREATED', 'STATE', 'NAME', 'ATTEMPT', 'POD ID', 'POD', 'NAMESPACE'],
        ...shown.map(row),
      ]),
    );
    return 0;
  },
};

export const pods: Command<CriContext> = {
  name: 'pods',
  use: '[command options]',
  short: 'List pods',
  args: { kind: 'none' },
  flags: [
    flag('id', '', STRING, 'filter by pod id'),
    flag('label', '', LABELS, 'filter by key=value label'),
    flag('last', 'n', INT, 'Show last n recently created pods'),
    bool('latest', 'l', 'Show the most recently created pod'),
    flag('name', '', STRING, 'filter by pod name regular expression pattern'),
    flag('namespace', '', STRING, 'filter by pod namespace regular expression pattern'),
    bool('no-trunc', '', 'Show output without truncating the ID'),
    bool('quiet', 'q', 'list only pod IDs'),
    flag('state', 's', STRING, 'filter by pod state'),
  ],
  support: 'partial',
  missing: '-o; texts are from knowledge, not from recordings',
  *run(c, f) {
    const all = yield* must('listing pod sandboxes', c.runtime.pods());
    const nowMs = yield* c.runtime.now();
    const state = f.text('state').toLowerCase();
    const shown = newest(all, f).filter(
      (x) =>
        (state === '' || x.state.toLowerCase() === state) &&
        x.id.startsWith(f.text('id')) &&
        matches(f.text('name'), x.name) &&
        matches(f.text('namespace'), x.namespace) &&
        hasLabels(x.labels, f.list('label')),
    );
    if (f.bool('quiet')) {
      yield* out(shown.map((x) => x.id + '\n').join(''));
      return 0;
    }
    const row = (x: CriPod): readonly (string | number)[] => [
      f.bool('no-trunc') ? x.id : shortId(x.id),
      `${humanDuration((nowMs - x.createdMs) / 1000)} ago`,
      x.state,
      x.name,
      x.namespace,
      x.attempt,
      x.runtime === '' ? '(default)' : x.runtime,
    ];
    yield* out(table([['POD ID', 'CREATED', 'STATE', 'NAME', 'NAMESPACE', 'ATTEMPT', 'RUNTIME'], ...shown.map(row)]));
    return 0;
  },
};
