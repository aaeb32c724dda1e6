// The applets of busybox by name: those with code of their own here, and those whose work other commands do.

export const OWN_APPLETS: readonly string[] = [
  'ash',
  'init',
  'linuxrc',
  'kill',
  'ps',
  'sh',
  'sleep',
  'time',
  'true',
  'false',
];

/** Fidelity: their comm is the applet's name, not `busybox`. */
export const LENT_APPLETS: readonly string[] =
  '[ arch awk base64 basename cat chgrp chmod chown cksum clear cmp comm cp cut date dd df diff dirname du echo egrep env expand expr factor fgrep find fold free grep groups hd head hexdump hostname id install killall less link ln logname ls md5sum mkdir mkfifo mktemp mount mv nice nl nohup nproc nsenter nslookup od paste pgrep pidof ping pkill printenv printf pstree pwd readlink realpath reset rev rm rmdir sed seq setsid sha1sum sha256sum sha512sum shuf sort split stat strings stty sum sync tac tail tee test timeout top touch tr truncate tsort tty umount uname unexpand uniq unlink unshare uptime usleep vi watch wc wget which whoami xargs xxd yes'.split(
    ' ',
  );

export const APPLETS: readonly string[] = [...new Set([...OWN_APPLETS, ...LENT_APPLETS])].sort();
