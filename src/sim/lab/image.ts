// The file systems of node and containers, filled from the command registry.
import { SECOND } from '../kernel/abi/index.ts';
import { createImage, debianEtc, DEFAULT_EPOCH, type FileSystem, type ImageEntry } from '../kernel/index.ts';
import type { Installed } from './library.ts';
import { NODE_RESOLV_CONF } from '../container/cluster/index.ts';
import type { ContainerSpec, FileSpec } from '../container/runtime/index.ts';

/** Where usrmerge links lead: /bin → usr/bin, as in Debian 12. */
const LINKS: readonly ImageEntry[] = [
  { path: '/bin', kind: 'symlink', target: 'usr/bin' },
  { path: '/sbin', kind: 'symlink', target: 'usr/sbin' },
  { path: '/lib', kind: 'symlink', target: 'usr/lib' },
];

/** Files of the image are a week older than the machine's clock. */
export const BUILT_AT = DEFAULT_EPOCH - 7 * 86_400 * SECOND;

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

/** What the C library reads besides resolv.conf, and what tells which distribution it is. */
const RESOLVING: readonly ImageEntry[] = filesOf({
  '/etc/debian_version': { text: '12.12\n' },
  '/etc/hosts': { text: '127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n' },
  '/etc/nsswitch.conf': {
    text: ['passwd', 'group', 'shadow', 'gshadow']
      .map((database) => `${`${database}:`.padEnd(16)}files\n`)
      .concat(`\n${'hosts:'.padEnd(16)}files dns\n${'networks:'.padEnd(16)}files\n`)
      .join(''),
  },
  '/etc/os-release': {
    text: `PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
NAME="Debian GNU/Linux"
VERSION_ID="12"
VERSION="12 (bookworm)"
VERSION_CODENAME=bookworm
ID=debian
HOME_URL="https://www.debian.org/"
SUPPORT_URL="https://www.debian.org/support"
BUG_REPORT_URL="https://bugs.debian.org/"
`,
  },
  '/etc/resolv.conf': { text: NODE_RESOLV_CONF },
});

export function filesOf(files: Readonly<Record<string, FileSpec>>): ImageEntry[] {
  return Object.entries(files).map(([path, { text, mode = 0o644 }]) => ({ path, kind: 'file', text, mode }));
}

/** The directories that volumes cover. */
export const mountPoints = ({ mounts = [] }: ContainerSpec): readonly ImageEntry[] =>
  mounts.map(({ point }): ImageEntry => ({ path: point, kind: 'dir' }));

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
  more: readonly ImageEntry[] = [],
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
    ...filesOf(scripts),
    ...RESOLVING,
    ...filesOf(files),
    ...more,
  ];
  return createImage({ entries, builtAt: BUILT_AT });
}
