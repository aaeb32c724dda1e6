/** kubectl rollout history: revisions with their causes, or one of them in full. */
import { at } from '../../../apiserver/json.ts';
import { flag } from '../../../layer/flags.ts';
import { INT, STRING } from '../../../layer/kinds.ts';
import { tabbed } from '../../../text/tabwriter.ts';
import { Failure, out, singular } from '../../context.ts';
import { describeTemplate } from '../../describe/others.ts';
import { Writer } from '../../describe/writer.ts';
import { FILE_FLAGS } from '../../files.ts';
import type { KubeCommand } from '../../program.ts';
import { everyTarget } from '../../targets.ts';
import { revisionsOf } from './revisions.ts';
import { supported } from './supported.ts';

const CAUSE = 'kubernetes.io/change-cause';

export const history: KubeCommand = {
  name: 'history',
  use: '(TYPE NAME | TYPE/NAME) [flags] [options]',
  short: 'View rollout history',
  args: { kind: 'any' },
  flags: [
    ...FILE_FLAGS('Filename, directory, or URL to files identifying the resource to get from a server.'),
    flag('output', 'o', STRING, ''),
    flag('revision', '', INT, 'See the details, including podTemplate of the revision specified'),
    flag('selector', 'l', STRING, 'Selector (label query) to filter on'),
  ],
  support: 'partial',
  missing: '-o; stateful sets and daemon sets',
  *run(c, f) {
    const wanted = f.number('revision');
    if (wanted < 0) throw new Failure('error: revision must be a positive integer: ' + String(wanted));
    for (const target of yield* everyTarget(c, f, f.args)) {
      supported(target, 'no history viewer has been implemented for');
      const revisions = yield* revisionsOf(c, target);
      const name = `${singular(target.resource)}/${target.object.metadata.name}`;
      if (wanted > 0) {
        const set = revisions.get(wanted);
        if (set === undefined) throw new Failure('error: unable to find the specified revision');
        const w = new Writer();
        const cause = set.metadata.annotations?.[CAUSE];
        describeTemplate(w, at(set, 'spec', 'template') ?? null, cause === undefined ? [] : [[CAUSE, cause]]);
        yield* out(`${name} with revision #${wanted}\n${w.raw()}\n`);
        continue;
      }
      const rows = [...revisions].map(([n, set]) => `${n}\t${set.metadata.annotations?.[CAUSE] ?? '<none>'}\n`);
      yield* out(`${name} \n${tabbed(`REVISION\tCHANGE-CAUSE\n${rows.join('')}`, { minWidth: 0, padding: 2 })}\n`);
    }
    return 0;
  },
};
