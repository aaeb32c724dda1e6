// Who may do what with an inode (path_resolution(7), fs/namei.c `generic_permission`).
import { S_IFDIR, S_IFMT, S_ISVTX, X_OK } from '../abi/index.ts';
import type { Credentials } from '../state.ts';
import type { Inode } from './types.ts';

const inGroup = (cred: Credentials, gid: number): boolean => cred.egid === gid || cred.groups.includes(gid);

/** Whether all bits of `want` (R_OK|W_OK|X_OK) are allowed. */
export function mayAccess(cred: Credentials, inode: Inode, want: number): boolean {
  let mode = inode.mode;
  if (cred.euid === inode.uid) mode >>= 6;
  else if (inGroup(cred, inode.gid)) mode >>= 3;
  if ((mode & want & 7) === want) return true;
  const isDir = (inode.mode & S_IFMT) === S_IFDIR;
  if (cred.caps.has('DAC_OVERRIDE')) return isDir || (want & X_OK) === 0 || (inode.mode & 0o111) !== 0;
  if (cred.caps.has('DAC_READ_SEARCH')) return isDir ? (want & ~5) === 0 : want === 4;
  return false;
}

/** fs/attr.c `inode_owner_or_capable`. */
export const ownsOrCapable = (cred: Credentials, inode: Inode): boolean =>
  cred.euid === inode.uid || cred.caps.has('FOWNER');

/** In a sticky directory only the owner of the file or of the directory may remove it (fs/namei.c `__check_sticky`). */
export const stickyForbids = (cred: Credentials, dir: Inode, victim: Inode): boolean =>
  (dir.mode & S_ISVTX) !== 0 && cred.euid !== victim.uid && cred.euid !== dir.uid && !cred.caps.has('FOWNER');

/** access(2) asks for the real user, whose capabilities count only when it is root. */
export const realCredentials = (cred: Credentials): Credentials => ({
  ...cred,
  euid: cred.ruid,
  egid: cred.rgid,
  caps: cred.ruid === 0 ? cred.caps : NO_CAPS,
});

const NO_CAPS: ReadonlySet<string> = new Set();
