// /proc/pid/mounts and mountinfo (proc_pid_mountinfo(5), fs/proc_namespace.c).
import type { ByteString } from '../abi/index.ts';
import { seenFrom } from '../fs/path.ts';
import type { Mount } from '../fs/types.ts';
import type { Task } from '../state.ts';

/** Blanks, newlines and backslashes of a path are written in octal. */
const mangled = (path: ByteString): ByteString =>
  path.replace(/[ \t\n\\#]/g, (c) => `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`);

const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(',');

const access = (mount: Mount): string => (mount.readonly ? 'ro' : 'rw');

export const mountsText = (t: Task): ByteString =>
  t.mnt.mounts
    .map(
      (mount) =>
        `${mount.fs.source} ${mangled(seenFrom(t, mount.point))} ${mount.fs.type} ${joined(access(mount), mount.options, mount.superOptions)} 0 0\n`,
    )
    .join('');

export function mountInfoText(t: Task, _reader: Task): ByteString {
  const { mounts } = t.mnt;
  return mounts
    .map((mount) => {
      const { dev } = mount.fs;
      const parent = mounts
        .filter((each) => each !== mount && isAbove(each.point, mount.point))
        .sort((a, b) => b.point.length - a.point.length)[0];
      const number = `${dev >= 256 ? Math.floor(dev / 256) : 0}:${dev >= 256 ? dev % 256 : dev}`;
      return `${mount.id} ${parent?.id ?? 1} ${number} ${mangled(mount.rootPath)} ${mangled(seenFrom(t, mount.point))} ${joined(access(mount), mount.options)} - ${mount.fs.type} ${mount.fs.source} ${joined('rw', mount.superOptions)}\n`;
    })
    .join('');
}

const isAbove = (upper: ByteString, lower: ByteString): boolean => upper === '/' || lower.startsWith(`${upper}/`);
