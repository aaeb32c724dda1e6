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
  'basename cat chmod chown clear cp cut date df dirname du echo env expand expr find fold free grep head hostname id killall ln ls mkdir mkfifo mktemp mv nl nproc nsenter nslookup od paste pgrep pidof ping pkill printf pwd readlink realpath rev rm rmdir sed seq setsid sort stat tac tail tee test timeout top touch tr truncate tty uname uniq unlink unshare uptime usleep watch wc wget which whoami xargs yes'.split(
    ' ',
  );

export const APPLETS: readonly string[] = [...new Set([...OWN_APPLETS, ...LENT_APPLETS])].sort();
