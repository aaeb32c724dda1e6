/** kubectl exec: a command in a container of a running pod. */
import { sys } from '../../../../kernel/abi/index.ts';
import { ApiError } from '../../../cluster-api.ts';
import { str } from '../../apiserver/json.ts';
import { rawTerminal } from '../../docker/terminal.ts';
import { bool, flag } from '../../layer/flags.ts';
import { DURATION, STRING, STRING_SLICE } from '../../layer/kinds.ts';
import { err, Failure, usageError, words } from '../context.ts';
import { defaultContainer, podFor } from '../pods.ts';
import type { KubeCommand } from '../program.ts';

export const exec: KubeCommand = {
  name: 'exec',
  use: '(POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...] [options]',
  short: 'Execute a command in a container',
  args: { kind: 'any' },
  flags: [
    flag('container', 'c', STRING, ''),
    flag('filename', 'f', STRING_SLICE, ''),
    flag('pod-running-timeout', '', DURATION, '', { def: 60 }),
    bool('quiet', 'q', ''),
    bool('stdin', 'i', ''),
    bool('tty', 't', ''),
  ],
  support: 'partial',
  missing: '-f',
  *run(c, f) {
    const dash = f.dash;
    if (f.args.length === 0 || dash === 0) throw new Failure('error: pod, type/name or --filename must be specified');
    if (dash < 0 && f.args.length > 1)
      throw usageError(
        'kubectl exec',
        'exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead',
      );
    const command = dash < 0 ? [] : f.args.slice(dash);
    if (command.length === 0) throw new Failure('error: you must specify at least one command for the container');
    const pod = yield* podFor(c, f.args[0] as string);
    const { name } = pod.metadata;
    const phase = str(pod, 'status', 'phase');
    if (phase === 'Succeeded' || phase === 'Failed')
      throw new Failure(`error: cannot exec into a container in a completed pod; current phase is ${phase}`);
    const container = f.text('container') || (yield* defaultContainer(pod));
    const terminal = yield* sys.isatty(0);
    if (f.bool('tty') && !f.bool('stdin')) yield* err('Unable to use a TTY - container did not allocate one\n');
    else if (f.bool('tty') && !terminal)
      yield* err('Unable to use a TTY - input is not a terminal or the right kind of file\n');
    const tty = f.bool('tty') && f.bool('stdin') && terminal;
    const io = { stdin: f.bool('stdin') ? 0 : undefined, stdout: 1, stderr: tty ? 1 : 2 };
    const run = c.api.exec(c.namespace, name, { container, command, tty, stdin: f.bool('stdin') }, io);
    const code = yield* rawTerminal(tty, () => run);
    if (code instanceof ApiError) {
      // What fails after the stream is open comes as a plain message.
      throw new Failure(code.reason === 'InternalError' ? `error: ${code.message}` : words(c, code));
    }
    if (code !== 0) throw new Failure(`command terminated with exit code ${code}`, code);
    return 0;
  },
};
