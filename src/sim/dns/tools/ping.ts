// ping, as far as the name decides: iputils (ping/ping.c) and busybox (networking/ping.c) both ask getaddrinfo. No echo comes back here.
import type { ClientFiles } from '../config/index.ts';
import { net, type Net } from '../net/index.ts';
import { getaddrinfo, resInit } from '../resolver/glibc/index.ts';
import type { ToolResult } from './getent.ts';

const WAIT = 1_000_000;

function* silence(): Net<undefined> {
  return yield* net.sleep((yield* net.now()) + WAIT);
}

/** `ping -c1 -W1 NAME` of iputils: the canonical name is asked for and shown. */
export function* ping(files: ClientFiles, name: string): Net<ToolResult> {
  const info = yield* getaddrinfo(resInit(files), name, { canonName: true });
  const [address] = info.addresses;
  if (address === undefined) return { exit: 2, stdout: '', stderr: `ping: ${name}: ${info.message}\n` };
  yield* silence();
  const stdout = `PING ${info.canonName ?? name} (${address}) 56(84) bytes of data.\n\n--- ${info.canonName ?? name} ping statistics ---\n1 packets transmitted, 0 received, 100% packet loss, time 0ms\n\n`;
  return { exit: 1, stdout, stderr: '' };
}

/** `ping -c1 -W1 NAME` of busybox: every failure is a "bad address". */
export function* busyboxPing(files: ClientFiles, name: string): Net<ToolResult> {
  const info = yield* getaddrinfo(resInit(files), name);
  const [address] = info.addresses;
  if (address === undefined) return { exit: 1, stdout: '', stderr: `ping: bad address '${name}'\n` };
  yield* silence();
  const stdout = `PING ${name} (${address}): 56 data bytes\n\n--- ${name} ping statistics ---\n1 packets transmitted, 0 packets received, 100% packet loss\n`;
  return { exit: 1, stdout, stderr: '' };
}
