/** docker logs: what a container wrote, its two streams kept apart. */
import { bool, flag } from '../../layer/flags.ts';
import { STRING } from '../../layer/kinds.ts';
import { must } from '../context.ts';
import { define, exact, type DockerCommand } from '../define.ts';
import { at } from '../json-path.ts';
import { checkTime } from '../timestamp.ts';

export const logs: DockerCommand = define('logs', {
  use: '[OPTIONS] CONTAINER',
  short: 'Fetch the logs of a container',
  aliasText: 'docker container logs, docker logs',
  args: exact(1),
  flags: [
    bool('details', '', 'Show extra details provided to logs'),
    bool('follow', 'f', 'Follow log output'),
    flag(
      'since',
      '',
      STRING,
      'Show logs since timestamp (e.g. "2013-01-02T13:23:37Z") or relative (e.g. "42m" for 42 minutes)',
    ),
    flag('tail', 'n', STRING, 'Number of lines to show from the end of the logs', { def: 'all' }),
    bool('timestamps', 't', 'Show timestamps'),
    flag(
      'until',
      '',
      STRING,
      'Show logs before a timestamp (e.g. "2013-01-02T13:23:37Z") or relative (e.g. "42m" for 42 minutes)',
    ),
  ],
  *run(c, f) {
    const found = yield* must(c, c.engine.inspect(f.args[0] as string, false));
    checkTime('since', f.text('since'));
    checkTime('until', f.text('until'));
    const options = {
      follow: f.bool('follow'),
      since: f.text('since'),
      until: f.text('until'),
      timestamps: f.bool('timestamps'),
      details: f.bool('details'),
      tail: f.text('tail'),
    };
    // A container with a terminal has one stream only.
    const tty = at(found, 'Config', 'Tty') === true;
    yield* must(
      c,
      c.engine.logs(String(at(found, 'Id')), options, { stdin: undefined, stdout: 1, stderr: tty ? 1 : 2 }),
    );
    return 0;
  },
});
