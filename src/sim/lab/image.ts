// The file systems of node and containers, filled from the command registry.
import { SECOND } from '../kernel/abi/index.ts';
import { createImage, debianEtc, DEFAULT_EPOCH, type FileSystem, type ImageEntry } from '../kernel/index.ts';
import type { Installed } from './library.ts';
import type { FileSpec } from '../container/runtime/index.ts';

/** Where usrmerge links lead: /bin → usr/bin, as in Debian 12. */
const LINKS: readonly ImageEntry[] = [
  { path: '/bin', kind: 'symlink', target: 'usr/bin' },
  { path: '/sbin', kind: 'symlink', target: 'usr/sbin' },
  { path: '/lib', kind: 'symlink', target: 'usr/lib' },
];

/** Files of the image are a week older than the machine's clock. */
const BUILT_AT = DEFAULT_EPOCH - 7 * 86_400 * SECOND;

/** Directories that every Debian root has. */
const DIRS: readonly string[] = [
  '/dev',
  '/etc',
  '/home',
  '/home/user',
  '/mnt',
  '/proc',
  '/root',
  '/run',
  '/sys',
  '/tmp',
  '/usr',
  '/usr/bin',
  '/usr/sbin',
  '/usr/lib',
  '/usr/local',
  '/usr/local/bin',
  '/var',
  '/var/log',
  '/app',
];

function programEntries(command: Installed): ImageEntry[] {
  const [first, ...others] = command.paths;
  if (first === undefined) return [];
  return [
    { path: first, kind: 'program', program: command.name, mode: 0o755 },
    ...others.map((path): ImageEntry => ({ path, kind: 'symlink', target: first })),
  ];
}

export function buildImage(
  commands: readonly Installed[],
  scripts: Readonly<Record<string, FileSpec>>,
  files: Readonly<Record<string, FileSpec>> = {},
): FileSystem {
  const entries: ImageEntry[] = [
    ...DIRS.map((path): ImageEntry => ({
      path,
      kind: 'dir',
      ...(path === '/tmp'
        ? { mode: 0o1777 }
        : path === '/root'
          ? { mode: 0o700 }
          : path === '/home/user'
            ? { uid: 1000, gid: 1000 }
            : {}),
    })),
    ...LINKS,
    ...debianEtc(),
    ...commands.flatMap(programEntries),
  ];
  for (const [path, file] of [...Object.entries(scripts), ...Object.entries(files)]) {
    entries.push({ path, kind: 'file', text: file.text, mode: file.mode ?? 0o644 });
  }
  return createImage({ entries, builtAt: BUILT_AT });
}
