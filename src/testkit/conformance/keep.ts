// Copies the recordings that are the project's own into the project: what the players read of them, and nothing else.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DnsCase, ZoneFile } from '../truth/dns/format.ts';
import { keepDns } from '../truth/dns/kept.ts';
import { dnsSet } from '../truth/dns/index.ts';
import type { Recorded } from '../truth/linux/format.ts';
import { keepLinux } from '../truth/linux/kept.ts';
import { linuxSet } from '../truth/linux/index.ts';
import type { CaseFile, ShellCase } from '../truth/shell/format.ts';
import { shellSet } from '../truth/shell/index.ts';
import { recordingOf } from './sets.ts';

function read<T>(dir: string): T[] {
  return readdirSync(dir)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(dir, name), 'utf8')) as T);
}

function write(to: string, text: string): string {
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, text);
  return `${to}: ${text.length} bytes\n`;
}

function keepShell(files: readonly CaseFile[]): string {
  const kept = files.flatMap(({ topic, cases }) => cases.map((item): ShellCase => ({ ...item, about: topic })));
  return `{"format":1,"topic":"all","cases":[\n${kept.map((item) => JSON.stringify(item)).join(',\n')}\n]}\n`;
}

/** `from`: a folder with the sets as subfolders. Returns what it did, or why it could not. */
export function keepRecordings(from: string): string {
  const linux = join(from, 'linux', 'cases');
  const shell = join(from, 'shell', 'cases');
  const dns = join(from, 'dns', 'cases');
  for (const dir of [linux, shell, dns]) if (!existsSync(dir)) return `there is no ${dir}\n`;
  for (const set of ['linux', 'shell', 'dns'])
    if (existsSync(join(from, set, 'NOTICE'))) return `${set} carries a NOTICE: it is not ours to copy\n`;
  const zones = JSON.parse(readFileSync(join(from, 'dns', 'zones.json'), 'utf8')) as ZoneFile;
  return (
    write(recordingOf(linuxSet, 'cases.json'), keepLinux(read<Recorded>(linux))) +
    write(recordingOf(shellSet, 'cases.json'), keepShell(read<CaseFile>(shell))) +
    write(recordingOf(dnsSet, 'cases.json'), keepDns(read<DnsCase>(dns), zones))
  );
}
