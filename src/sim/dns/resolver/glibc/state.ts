// What glibc keeps between lookups of one process: struct __res_state, with the options that it changes by itself.
import {
  readGlibcConf,
  readNssHosts,
  type ClientFiles,
  type GlibcConf,
  type GlibcFlag,
  type NssHosts,
} from '../../config/index.ts';
import { familyOf } from '../../address/index.ts';
import { net, type Errno, type Net, type SocketId } from '../../net/index.ts';

export interface ResState {
  readonly conf: GlibcConf;
  readonly files: ClientFiles;
  readonly nss: NssHosts;
  /** Options of resolv.conf, and those that a timeout has switched on (RES_SNGLKUP, RES_SNGLKUPREOP). */
  readonly options: Set<GlibcFlag>;
  /** nssocks: one UDP socket per server, kept over rounds. */
  readonly sockets: Map<number, SocketId>;
  /** The global of nameserver_offset; undefined until the first use of rotate. */
  rotation: number | undefined;
  errno: Errno | 'ESRCH' | undefined;
  /** h_errno */
  herrno: HErrno;
  /** The rcode in the first answer buffer: what is left there from the last packet. */
  bufferRcode: number;
}

export type HErrno = 'NETDB_INTERNAL' | 'HOST_NOT_FOUND' | 'TRY_AGAIN' | 'NO_RECOVERY' | 'NO_DATA' | 'NETDB_SUCCESS';

/** A process that has not looked anything up yet. */
export function resInit(files: ClientFiles): ResState {
  const conf = readGlibcConf(files);
  return {
    conf,
    files,
    nss: readNssHosts(files.nsswitch),
    options: new Set(conf.flags.keys()),
    sockets: new Map(),
    rotation: undefined,
    errno: undefined,
    herrno: 'NETDB_SUCCESS',
    bufferRcode: 0,
  };
}

/** reopen in res_send.c: a connected socket to the server, if there is none. False: it could not be connected. */
export function* reopen(res: ResState, server: number): Net<boolean> {
  if (res.sockets.has(server)) return true;
  const address = res.conf.nameservers[server]?.value ?? '127.0.0.1';
  const socket = yield* net.udp(familyOf(address));
  const errno = yield* net.connect(socket, { address, port: 53 });
  if (errno === undefined) {
    res.sockets.set(server, socket);
    return true;
  }
  yield* net.close(socket);
  yield* closeAll(res);
  res.errno = errno;
  return false;
}

/** __res_iclose: closes the sockets to all servers. */
export function* closeAll(res: ResState): Net<undefined> {
  for (const socket of res.sockets.values()) yield* net.close(socket);
  res.sockets.clear();
  return undefined;
}
