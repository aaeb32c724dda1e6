// What random command lines are made of: builtins, commands with arguments that do something, programs of the text tools, and
// what is no command at all.

// prettier-ignore
export const BUILTINS = [
  ':', '.', 'alias', 'bg', 'bind', 'break', 'builtin', 'caller', 'cd', 'command', 'compgen', 'complete', 'continue',
  'declare', 'dirs', 'disown', 'echo', 'enable', 'eval', 'exec', 'exit', 'export', 'fc', 'fg', 'getopts', 'hash',
  'help', 'history', 'jobs', 'kill', 'let', 'local', 'logout', 'mapfile', 'popd', 'printf', 'pushd', 'pwd', 'read',
  'readonly', 'return', 'set', 'shift', 'shopt', 'source', 'suspend', 'test', 'times', 'trap', 'type', 'typeset',
  'ulimit', 'umask', 'unalias', 'unset', 'wait', '[',
];

/** Arguments with which a builtin does something, beside the random ones. */
// prettier-ignore
export const USEFUL = [
  'set -e', 'set -u', 'set -x', 'set -o pipefail', 'set -m', 'set +m', 'set -f', 'set -n', 'set --',
  'shopt -s extglob globstar', 'shopt -s nullglob failglob', 'shopt -s lastpipe', 'trap "echo T" TERM',
  'trap "" INT', 'trap - INT', 'trap "echo bye" EXIT', 'trap "echo D" DEBUG', 'trap "exit 3" ERR', 'trap : CHLD',
  'declare -a arr=(1 2 3)', 'declare -A m=([a]=1)', 'declare -n x=y', 'declare -i x=1/0', 'readonly x', 'local x=1',
  'unset -f f', 'read -t 0.1 x', 'read -n 1 -s x', 'read -d "" x', 'mapfile -t arr', 'printf "%s %d %q\\n" a b c',
  'printf %*d 999999999 1', 'printf "%.99999999f" 1', 'wait -n', 'wait %1', 'kill %1', 'kill -STOP $$', 'kill -9 -1',
  'kill -TERM 0', 'kill -l', 'fg', 'bg', 'disown -a', 'jobs -l', 'suspend', 'ulimit -n 5', 'ulimit -u 3',
  'ulimit -s 64', 'exec 3<>/tmp/f', 'exec >/dev/null', 'exec 0<&-', 'exec sleep 9', 'umask 777', 'cd /tmp', 'cd -',
  'cd /proc/self/fd', 'history -c', 'fc -l', 'eval "$x"', 'hash -r', 'times', 'enable -n test', 'alias ls="ls -la"',
  'alias a=a', 'PS1="$(echo hi) "', 'PS4=+', 'IFS=', 'PATH=', 'x=1', 'x+=2', 'arr=(a b "c d")', 'arr[5]=x',
  'x=$(cat)', 'stty -echo', 'stty raw', 'stty sane', 'sleep 100', 'sleep 0.01', 'cat', 'yes', 'top',
  'less /etc/passwd', 'vim', 'watch -n1 date', 'strace -p 1', 'strace ls', 'timeout 1 yes', 'nohup sleep 5',
  'tail -f /tmp/f', 'docker ps', 'reset', 'mkfifo /tmp/p', 'cat /tmp/p', 'mkdir -p /tmp/d/e', 'rm -rf /tmp',
  'rm -rf --no-preserve-root /', 'mv /usr /u', 'rm /bin/bash', 'chmod 0 /', 'chmod -R 000 /tmp',
  'ln -s /tmp/l /tmp/l', 'find / -name x', 'ls -lR /', 'grep -r a /etc', 'du -a /', 'seq 1 1e9',
  'head -c 100000 /dev/zero', 'dd if=/dev/zero of=/tmp/f bs=1M count=1000', 'truncate -s 9E /tmp/f',
  'split -n 9 /etc/passwd', 'xargs -P9 sleep', 'sort /dev/zero', 'unshare -pf', 'unshare -pf --mount-proc sleep 1',
  'setsid sleep 3', 'pstree -p', 'ps -ef --forest', 'kill -9 1', 'kill 1', 'python3 -c "import os; os.fork()"',
  'node', 'busybox sh', 'dash', 'bash --norc', 'sh -c "sleep 5 & wait"', 'tini -- sleep 2', 'nice -n 19 yes',
];

// prettier-ignore
export const AWK_ETC = [
  "awk 'BEGIN{while(1);}'", "awk '{print $1}'", 'awk \'BEGIN{for(;;)x=x"a"}\'', 'awk \'BEGIN{printf "%s %d"}\'',
  "awk '/(/'", "awk 'BEGIN{f()}function f(){f()}'", "sed 's/a/b/g;:a;ba'", "sed -n '$p'", "sed 's/\\(/'",
  "sed 'y/ab/c/'", 'sed -i s/x/y/ /tmp/f', "grep -E '(a*)*b'", "grep -P '(?<a'", "grep '[[:x:]]'", "grep -c ''",
  'find / -exec echo {} +', 'find . ( -name', "find -regex '*'", 'tr a-z A-Z', 'tr -d', "tr 'z-a' x", 'cut -f0',
  "cut -d '' -c 1", 'sort -k 99.99n', 'xargs -I{} echo {}', "date -d 'next week' +%s",
  "date -d '@99999999999999999'", 'date +%', 'expr 1 / 0', "expr '(' a", 'test -f', '[ a = ', '[ 1 -eq x ]',
  'od -An -tx1', 'numfmt --to=iec 1e30', 'factor 99999999999999999999', 'seq 5 -1 1', 'seq 1 0 2',
  "printf '%b' '\\0'", 'head -n -1', 'tail -n +2', 'tail -c 5', 'wc -l', 'uniq -c', 'tee /tmp/g', 'rev', 'base64 -d',
  'fold -w 0', 'column -t', 'paste -sd,', 'join - -', 'comm - -', 'diff - /etc/passwd', 'cmp /etc/passwd -',
  'man bash', 'less', 'env -i bash', 'xxd -r', 'bc', 'md5sum -c',
];

// prettier-ignore
export const NOT_COMMANDS = [
  ')', '(', '}', ';;', '|', '&&', '& &', 'fi', 'done', 'if', 'for', 'for x', 'for x in', 'case', 'case x', 'while',
  'do', '{', '[[', '[[ a', '((', '))', '<', '>', '<<', '<<<', '!', '! !', 'x=(', 'x=(1', 'f()', 'f() (', 'function',
  '$(', '${', '${}', '${x', '${x!}', '$((1', '`', '"', "'", '\\', '#', '!!', '!$', '!-1', '!no', '^a^b', '\u00a0ls',
  ';', '&', '||', 'esac', 'in', 'then', 'coproc', 'time', 'time -p', 'select', '\x00', '\x01\x02\x03', '\x1b',
  '\x1b[A', '\x1b[999;999R', '\t', '\t\t', '\x7f\x7f', '\x12ls\x1b', '\x15', '\x17', '\x19', '\x18\x05', '\x1b.',
  '\x1b[200~ls\x1b[201~',
];
