/** docker top: the processes of a container, with the host's pids. */
import { tabbed } from '../../text/tabwriter.ts';
import { must, out } from '../context.ts';
import { define, min, type DockerCommand } from '../define.ts';

export const top: DockerCommand = define('top', {
  use: 'CONTAINER [ps OPTIONS]',
  short: 'Display the running processes of a container',
  aliasText: 'docker container top, docker top',
  args: min(1),
  interspersed: false,
  *run(c, f) {
    const table = yield* must(c, c.engine.top(f.args[0] as string, f.args.slice(1).join(' ')));
    const lines = [table.titles, ...table.processes].map((row) => row.join('\t') + '\n').join('');
    yield* out(tabbed(lines, { minWidth: 20, tabWidth: 1, padding: 3 }));
    return 0;
  },
});
