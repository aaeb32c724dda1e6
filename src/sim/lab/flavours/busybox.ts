// Images whose commands are busybox: Alpine, and busybox's own. Each command is a link to it, as in the real ones.
import type { ImageEntry } from '../../kernel/index.ts';
import { APPLETS, OWN_APPLETS } from '../../userland/busybox/names.ts';
import { filesOf } from '../image.ts';
import type { Installed, Library } from '../library.ts';

type From = Pick<Library, 'installed' | 'scripts'>;

/** Newest release of each branch that is known here. */
const RELEASES: Readonly<Record<string, string>> = {
  '3.15': '3.15.11',
  '3.16': '3.16.9',
  '3.17': '3.17.10',
  '3.18': '3.18.12',
  '3.19': '3.19.8',
  '3.20': '3.20.7',
  '3.21': '3.21.4',
  '3.22': '3.22.1',
};
const LATEST = '3.22';

/** Where Alpine has these applets; the others are in /usr/bin. */
const IN_BIN = new Set(
  'ash base64 cat chgrp chmod chown cp date dd df dmesg echo egrep false fgrep grep gunzip gzip hostname kill link ln ls mkdir mknod mktemp more mount mountpoint mv netstat nice pidof ping ping6 printenv ps pwd rev rm rmdir sed sh sleep stat stty sync tar touch true umount uname usleep watch zcat'.split(
    ' ',
  ),
);
const IN_SBIN = new Set(['init', 'nologin']);

const dirs = (paths: readonly string[]): readonly ImageEntry[] =>
  paths.map((path): ImageEntry =>
    path === '/tmp'
      ? { path, kind: 'dir', mode: 0o1777 }
      : path === '/root'
        ? { path, kind: 'dir', mode: 0o700 }
        : { path, kind: 'dir' },
  );

const program = (path: string, name: string): ImageEntry => ({ path, kind: 'program', program: name, mode: 0o755 });

/**
 * Fidelity: the real program has its applets inside. Here the code of most stands in /usr/libexec/busybox, and busybox becomes it.
 */
function applets(installed: readonly Installed[], where: (applet: string) => string): readonly ImageEntry[] {
  const known = new Map(
    installed.flatMap(({ name, paths }) => paths.map((path) => [path.slice(path.lastIndexOf('/') + 1), name] as const)),
  );
  for (const { name } of installed) if (name.startsWith('busybox-')) known.set(name.slice('busybox-'.length), name);
  const links: ImageEntry[] = [];
  const code: ImageEntry[] = [];
  for (const applet of APPLETS) {
    const name = known.get(applet);
    if (name === undefined && !OWN_APPLETS.includes(applet)) continue;
    links.push({ path: `${where(applet)}/${applet}`, kind: 'symlink', target: '/bin/busybox' });
    if (name !== undefined && !OWN_APPLETS.includes(applet)) code.push(program(`/usr/libexec/busybox/${applet}`, name));
  }
  return [program('/bin/busybox', 'busybox'), ...links, ...code];
}

const PASSWD = `root:x:0:0:root:/root:/bin/sh
bin:x:1:1:bin:/bin:/sbin/nologin
daemon:x:2:2:daemon:/sbin:/sbin/nologin
nobody:x:65534:65534:nobody:/:/sbin/nologin
`;
const GROUP = 'root:x:0:root\nbin:x:1:root,bin,daemon\ndaemon:x:2:root,bin,daemon\ntty:x:5:\nnobody:x:65534:\n';

function osRelease(release: string): string {
  const branch = release.split('.').slice(0, 2).join('.');
  return `NAME="Alpine Linux"
ID=alpine
VERSION_ID=${release}
PRETTY_NAME="Alpine Linux v${branch}"
HOME_URL="https://alpinelinux.org/"
BUG_REPORT_URL="https://gitlab.alpinelinux.org/alpine/aports/-/issues"
`;
}

/** musl's loader is its C library: what is linked against it asks by its rules. */
const MUSL: readonly ImageEntry[] = [
  { path: '/lib/ld-musl-x86_64.so.1', kind: 'file', text: '\x7fELF', mode: 0o755 },
  { path: '/lib/libc.musl-x86_64.so.1', kind: 'symlink', target: 'ld-musl-x86_64.so.1' },
];

/** `version`: of the tag: "3.20", "3.20.3", "latest", "". */
export function alpineEntries({ installed }: From, version: string): readonly ImageEntry[] {
  const branch = /^\d+\.\d+/.exec(version)?.[0] ?? LATEST;
  const release = /^\d+\.\d+\.\d+$/.test(version) ? version : (RELEASES[branch] ?? `${branch}.0`);
  return [
    ...dirs(
      '/bin /dev /etc /home /lib /media /mnt /opt /proc /root /run /sbin /srv /sys /tmp /usr /usr/bin /usr/lib /usr/local /usr/local/bin /usr/sbin /usr/share /var /var/log /var/tmp'.split(
        ' ',
      ),
    ),
    ...filesOf({
      '/etc/alpine-release': { text: `${release}\n` },
      '/etc/group': { text: GROUP },
      '/etc/hosts': { text: '127.0.0.1\tlocalhost localhost.localdomain\n::1\t\tlocalhost localhost.localdomain\n' },
      '/etc/issue': { text: `Welcome to Alpine Linux ${branch}\nKernel \\r on an \\m (\\l)\n\n` },
      '/etc/nsswitch.conf': { text: 'hosts: files dns\n' },
      '/etc/os-release': { text: osRelease(release) },
      '/etc/passwd': { text: PASSWD },
    }),
    ...MUSL,
    ...applets(installed, (applet) => (IN_BIN.has(applet) ? '/bin' : IN_SBIN.has(applet) ? '/sbin' : '/usr/bin')),
    program('/usr/bin/getent', 'getent'),
  ];
}

/** busybox's own image: all applets in /bin. Its usual variant is linked with glibc. */
export function busyboxEntries({ installed }: From, musl: boolean): readonly ImageEntry[] {
  return [
    ...dirs('/bin /dev /etc /home /lib /proc /root /sys /tmp /usr /usr/bin /usr/sbin /var /var/spool'.split(' ')),
    ...filesOf({
      '/etc/group': { text: GROUP },
      '/etc/hosts': { text: '127.0.0.1\tlocalhost\n' },
      '/etc/nsswitch.conf': { text: 'passwd: files\ngroup: files\nshadow: files\nhosts: files dns\n' },
      '/etc/passwd': { text: PASSWD },
    }),
    ...(musl ? MUSL : []),
    ...applets(installed, () => '/bin'),
  ];
}
