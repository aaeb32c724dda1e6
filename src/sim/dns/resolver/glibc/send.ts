// __res_context_send of resolv/res_send.c: servers in order, round after round.
import { because, net, type Net, type Why } from '../../net/index.ts';
import { sendCircuit } from './circuit.ts';
import { sendDatagrams } from './datagrams.ts';
import type { Exchange } from './exchange.ts';
import { GLIBC_RULES as RULES } from './rules.ts';
import { closeAll, type ResState } from './state.ts';

/** nameserver_offset: a random start for the process, one further with each query. */
function* nameserverOffset(res: ResState): Net<number> {
  const count = res.conf.nameservers.length;
  if (count <= 1 || !res.options.has('rotate')) return 0;
  res.rotation ??= yield* net.random(2 ** 30);
  const offset = res.rotation;
  res.rotation += 1;
  return offset % count;
}

function whyServer(res: ResState, server: number, shift: number, round: number): Why {
  const setting = res.conf.nameservers[server];
  const line = setting?.line;
  const where = setting?.value ?? '';
  if (round > 0 && shift === 0)
    return because(
      RULES.nextRound,
      `round ${round + 1} of ${res.conf.attempts.value}, ${where}`,
      res.conf.attempts.line,
    );
  if (shift > 0) return because(RULES.nextServer, `${where} is the next server`, line);
  if (res.options.has('rotate') && res.conf.nameservers.length > 1)
    return because(RULES.rotate, `the turn of ${where}`, res.conf.flags.get('rotate')?.line);
  return because(RULES.firstServer, `${where} is the first server`, line);
}

/** < 0: no server answered, the reason is in res.errno. Otherwise the size of the first answer (0: only the second is there). */
export function* contextSend(res: ResState, x: Exchange): Net<number> {
  const useVc = res.options.has('use-vc');
  x.virtualCircuit = useVc;
  const count = res.conf.nameservers.length;
  const offset = yield* nameserverOffset(res);
  for (let round = 0; round < res.conf.attempts.value; round += 1) {
    for (let shift = 0; shift < count; shift += 1) {
      const server = (shift + offset) % count;
      let why = whyServer(res, server, shift, round);
      let size: number;
      if (!x.virtualCircuit) {
        size = yield* net.run(sendDatagrams(res, x, server, why));
        if (size === 0 && x.size2 === 0) continue;
        if (x.virtualCircuit) why = because(RULES.truncated);
      } else size = 0;
      if (x.virtualCircuit) {
        // At most one attempt per server from here on.
        round = res.conf.attempts.value;
        if (useVc) why = because(RULES.useVc, undefined, res.conf.flags.get('use-vc')?.line);
        size = yield* sendCircuit(res, x, server, why);
        if (size === 0 && x.size2 === 0) continue;
      }
      yield* closeAll(res);
      return size;
    }
  }
  yield* closeAll(res);
  if (!x.virtualCircuit) res.errno = x.gotSomewhere ? 'ETIMEDOUT' : 'ECONNREFUSED';
  else res.errno ??= 'ETIMEDOUT';
  return -1;
}
