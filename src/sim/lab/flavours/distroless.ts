// Images without a shell: one static program, and the few files that such programs read.
import type { ImageEntry } from '../../kernel/index.ts';
import { filesOf } from '../image.ts';

/** Last part of the image's name → the program that it is made for. */
const PROGRAMS: Readonly<Record<string, readonly (readonly [path: string, program: string])[]>> = {
  coredns: [['/coredns', 'coredns']],
  'k8s-dns-node-cache': [['/node-cache', 'coredns']],
  golook: [['/golook', 'golook']],
};

const DIRS: readonly ImageEntry[] = [
  ...['/dev', '/etc', '/home', '/proc', '/root', '/run', '/sys', '/usr', '/usr/share', '/var'].map(
    (path): ImageEntry => ({ path, kind: 'dir' }),
  ),
  { path: '/tmp', kind: 'dir', mode: 0o1777 },
  { path: '/home/nonroot', kind: 'dir', mode: 0o700, uid: 65_532, gid: 65_532 },
];

/** What gcr.io/distroless/static has (GoogleContainerTools/distroless, static/). */
const FILES = filesOf({
  '/etc/group': { text: 'root:x:0:\nnobody:x:65534:\ntty:x:5:\nstaff:x:50:\nnonroot:x:65532:\n' },
  '/etc/hosts': { text: '127.0.0.1\tlocalhost\n' },
  '/etc/nsswitch.conf': { text: 'hosts: files dns\n' },
  '/etc/os-release': {
    text: 'PRETTY_NAME="Distroless"\nNAME="Debian GNU/Linux"\nID="debian"\nVERSION_ID="12"\nVERSION="Debian GNU/Linux 12 (bookworm)"\nHOME_URL="https://github.com/GoogleContainerTools/distroless"\n',
  },
  '/etc/passwd': {
    text: 'root:x:0:0:root:/root:/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n',
  },
});

/** Undefined: an image of another kind. */
export function distrolessEntries(path: string, name: string): readonly ImageEntry[] | undefined {
  const programs = PROGRAMS[name] ?? (/(?:^|\/)distroless\//.test(path) ? [] : undefined);
  return (
    programs && [
      ...DIRS,
      ...FILES,
      ...programs.map(([at, program]): ImageEntry => ({ path: at, kind: 'program', program, mode: 0o755 })),
    ]
  );
}
