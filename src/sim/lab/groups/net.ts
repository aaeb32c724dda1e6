// Programs that speak on the network, and the network itself.
import { tools as netTools } from '../../dns/index.ts';
import { coreDnsProgram } from '../../container/cluster/coredns.ts';
import { netProgram, networkOf } from '../../container/network/index.ts';
import { getent } from '../../userland/getent/index.ts';
import type { ProgramSource } from '../library.ts';

const tools = Object.fromEntries(
  Object.entries(netTools.NET_TOOLS).map(([name, tool]): [string, ProgramSource] => [
    name,
    (machine) => netProgram(() => networkOf(machine), name, tool),
  ]),
);

const getentSource: ProgramSource = (machine) => {
  const asking = tools['getent']?.(machine);
  return function* getentProgram(argv, env) {
    return yield* (asking && netTools.getentAsksNetwork(argv) ? asking : getent.run)(argv, env);
  };
};

const coredns: ProgramSource = (machine) => coreDnsProgram(machine.kubelet, () => networkOf(machine));

export const group: Readonly<Record<string, ProgramSource>> = { ...tools, coredns, getent: getentSource };
