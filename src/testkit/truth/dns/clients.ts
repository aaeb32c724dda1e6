// The clients of the recordings: for each kind, the program that the model runs in its place.
import { glibc, musl, type ClientFiles, type Net } from '../../../sim/dns/index.ts';
import { utf8 } from '../../../sim/kernel/abi/bytes.ts';
import type { RecordedInput, RecordedResult } from './format.ts';

export type Client = (input: RecordedInput) => Net<RecordedResult>;

export const filesOf = (input: RecordedInput): ClientFiles => ({
  resolvConf: utf8(input.resolv_conf),
  hosts: utf8(input.hosts),
  nsswitch: utf8(input.nsswitch),
});

function* glibcClient(input: RecordedInput, hints: glibc.GlibcHints): Net<RecordedResult> {
  const info = yield* glibc.getaddrinfo(glibc.resInit(filesOf(input)), utf8(input.name), hints);
  const { code, message, addresses, canonName } = info;
  return { code, message, addresses, canonname: canonName ?? null };
}

function* muslClient(input: RecordedInput, version: musl.MuslVersion): Net<RecordedResult> {
  const family = input.client.family ?? 'unspec';
  const info = yield* musl.getaddrinfo(version, filesOf(input), utf8(input.name), family);
  const { code, message, addresses, canonName } = info;
  return { code, message, addresses, canonname: canonName ?? null };
}

/** One line each. */
export const CLIENTS: Readonly<Record<string, Client>> = {
  glibc: (input) => glibcClient(input, {}),
  'glibc-4': (input) => glibcClient(input, { family: 'inet' }),
  'glibc-6': (input) => glibcClient(input, { family: 'inet6' }),
  'glibc-addrconfig': (input) => glibcClient(input, { addrConfig: true }),
  'glibc-canon': (input) => glibcClient(input, { canonName: true }),
  musl: (input) => muslClient(input, musl.MUSL_1_2_3),
  'musl-4': (input) => muslClient(input, musl.MUSL_1_2_3),
  'musl-6': (input) => muslClient(input, musl.MUSL_1_2_3),
  musl125: (input) => muslClient(input, musl.MUSL_1_2_5),
};
