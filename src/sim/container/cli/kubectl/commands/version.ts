/** kubectl version: client and server, with a warning when they are too far apart. */
import { ApiError } from '../../../cluster-api.ts';
import { bool, flag } from '../../layer/flags.ts';
import { STRING } from '../../layer/kinds.ts';
import { err, Failure, out, words } from '../context.ts';
import type { KubeCommand } from '../program.ts';

const CLIENT = { version: 'v1.34.5', minor: 34, kustomize: 'v5.7.1' } as const;

export const version: KubeCommand = {
  name: 'version',
  use: '[flags] [options]',
  short: 'Print the client and server version information',
  args: { kind: 'none' },
  flags: [bool('client', '', ''), flag('output', 'o', STRING, '')],
  support: 'partial',
  missing: '-o',
  *run(c, f) {
    yield* out(`Client Version: ${CLIENT.version}\nKustomize Version: ${CLIENT.kustomize}\n`);
    if (f.bool('client')) return 0;
    const server = yield* c.api.version();
    if (server instanceof ApiError) throw new Failure(words(c, server));
    yield* out(`Server Version: ${server.gitVersion}\n`);
    const minor = Number(server.gitVersion.split('.')[1] ?? server.minor);
    if (Math.abs(CLIENT.minor - minor) > 1) {
      yield* err(
        `Warning: version difference between client (1.${CLIENT.minor}) and server (1.${minor}) exceeds the supported minor version skew of +/-1\n`,
      );
    }
    return 0;
  },
};
