// The headers: types and constants in C, and the declarations of the functions that each header has. They are read by this same compiler.
import { E } from '../../kernel/abi/errno.ts';
import * as abi from '../../kernel/abi/index.ts';
import { FUNCTIONS } from './table.ts';

/** `#define NAME value` for each constant of the kernel's interface with one of these names. */
const defines = (pattern: RegExp): string =>
  Object.entries(abi)
    .flatMap(([name, value]) =>
      pattern.test(name) && typeof value === 'number'
        ? [`#define ${name} ${value > 0x7fffffff ? `0x${value.toString(16)}` : value}`]
        : [],
    )
    .join('\n');

const TYPES =
  'typedef int pid_t; typedef unsigned int uid_t; typedef unsigned int gid_t; typedef unsigned int mode_t; typedef long off_t; typedef long ssize_t;';
const SIZE = 'typedef unsigned long size_t;\n#define NULL ((void *)0)';
const TIME = 'typedef long time_t; struct timespec { time_t tv_sec; long tv_nsec; };';
const TIMEVAL = 'struct timeval { long tv_sec; long tv_usec; };';
const USAGE = `#include <sys/time.h>
struct rusage { struct timeval ru_utime; struct timeval ru_stime; long ru_maxrss; long __ru_rest[13]; };
#define RUSAGE_SELF 0
#define RUSAGE_CHILDREN (-1)`;

const SIGNALS = `#include <sys/types.h>
#include <time.h>
typedef int sig_atomic_t;
typedef struct { unsigned long __val[16]; } sigset_t;
union sigval { int sival_int; void *sival_ptr; };
typedef struct {
  int si_signo; int si_errno; int si_code; int __pad0;
  pid_t si_pid; uid_t si_uid; int si_status; int __pad1;
  union sigval si_value; int __pad[22];
} siginfo_t;
typedef void (*__sighandler_t)(int);
typedef __sighandler_t sighandler_t;
struct sigaction {
  union { __sighandler_t sa_handler; void (*sa_sigaction)(int, siginfo_t *, void *); };
  sigset_t sa_mask; int sa_flags; void (*sa_restorer)(void);
};
#define SIG_DFL ((__sighandler_t)0)
#define SIG_IGN ((__sighandler_t)1)
#define SIG_ERR ((__sighandler_t)-1)
#define SIG_BLOCK 0
#define SIG_UNBLOCK 1
#define SIG_SETMASK 2
#define SA_SIGINFO 4
#define SI_USER 0
#define SI_KERNEL 128
#define SI_QUEUE (-1)
#define SI_TKILL (-6)
#define CLD_EXITED 1
#define CLD_KILLED 2
#define CLD_DUMPED 3
#define CLD_TRAPPED 4
#define CLD_STOPPED 5
#define CLD_CONTINUED 6
#define SEGV_MAPERR 1
#define FPE_INTDIV 1
#define NSIG 65
#define _NSIG 65
#define SIGRTMIN 34
#define SIGRTMAX 64
${defines(/^SIG[A-Z0-9]+$/).replace(/^#define SIGRTM.*$/gm, '')}
${defines(/^SA_[A-Z]+$/)}`;

const ERRORS = `extern int errno;
${Object.values(E)
  .map(({ name, code }) => `#define ${name} ${code}`)
  .join('\n')}
#define EWOULDBLOCK EAGAIN`;

const PREAMBLES: Readonly<Record<string, string>> = {
  'assert.h': '',
  'ctype.h': '',
  'errno.h': ERRORS,
  'fcntl.h': `#include <sys/types.h>\n${defines(/^O_[A-Z]+$/)}\n${defines(/^SEEK_[A-Z]+$/)}`,
  'limits.h': `#define CHAR_BIT 8
#define CHAR_MIN (-128)
#define CHAR_MAX 127
#define SCHAR_MIN (-128)
#define SCHAR_MAX 127
#define UCHAR_MAX 255
#define SHRT_MIN (-32768)
#define SHRT_MAX 32767
#define USHRT_MAX 65535
#define INT_MAX 2147483647
#define INT_MIN (-INT_MAX - 1)
#define UINT_MAX 4294967295U
#define LONG_MAX 9223372036854775807L
#define LONG_MIN (-LONG_MAX - 1L)
#define ULONG_MAX 18446744073709551615UL
#define LLONG_MAX 9223372036854775807LL
#define LLONG_MIN (-LLONG_MAX - 1LL)
#define ULLONG_MAX 18446744073709551615ULL
#define PATH_MAX 4096`,
  'signal.h': SIGNALS,
  'stdbool.h': '#define bool _Bool\n#define true 1\n#define false 0',
  'stddef.h': `${SIZE}\ntypedef long ptrdiff_t;`,
  'stdint.h': `typedef signed char int8_t; typedef short int16_t; typedef int int32_t; typedef long int64_t;
typedef unsigned char uint8_t; typedef unsigned short uint16_t; typedef unsigned int uint32_t; typedef unsigned long uint64_t;
typedef long intptr_t; typedef unsigned long uintptr_t; typedef long intmax_t; typedef unsigned long uintmax_t;
#define INT32_MAX 2147483647
#define INT32_MIN (-INT32_MAX - 1)
#define UINT32_MAX 4294967295U
#define INT64_MAX 9223372036854775807L
#define UINT64_MAX 18446744073709551615UL
#define SIZE_MAX 18446744073709551615UL`,
  'stdio.h': `${SIZE}
typedef struct _IO_FILE FILE;
extern FILE *stdin; extern FILE *stdout; extern FILE *stderr;
#define stdin stdin
#define stdout stdout
#define stderr stderr
#define EOF (-1)
#define BUFSIZ 8192
#define _IOFBF 0
#define _IOLBF 1
#define _IONBF 2`,
  'stdlib.h': `${SIZE}
#define EXIT_SUCCESS 0
#define EXIT_FAILURE 1
#define RAND_MAX 2147483647`,
  'string.h': SIZE,
  'strings.h': '',
  'sys/prctl.h': `#define PR_SET_PDEATHSIG 1
#define PR_SET_NAME 15
#define PR_SET_CHILD_SUBREAPER 36
#define PR_SET_NO_NEW_PRIVS 38`,
  'sys/resource.h': USAGE,
  'sys/stat.h': '#include <sys/types.h>',
  'sys/time.h': TIMEVAL,
  'sys/types.h': `${TYPES}\n${SIZE.split('\n')[0] ?? ''}\ntypedef long time_t;`,
  'sys/wait.h': `#include <sys/types.h>\n#include <signal.h>\nstruct rusage;\n${defines(/^(?:WNOHANG|WUNTRACED|WEXITED|WCONTINUED|WNOWAIT|__WALL)$/)}`,
  'time.h': `${TIME}\n#define CLOCK_REALTIME 0\n#define CLOCK_MONOTONIC 1`,
  'unistd.h': `#include <sys/types.h>
#define NULL ((void *)0)
#define STDIN_FILENO 0
#define STDOUT_FILENO 1
#define STDERR_FILENO 2
extern char **environ;
${defines(/^[FRWX]_OK$/)}
${defines(/^SEEK_[A-Z]+$/)}`,
};

const declarations = (header: string): string =>
  FUNCTIONS.filter((fn) => fn.header === header)
    .map((fn) => `${fn.synopsis};`)
    .join('\n');

/** The text of a header, or undefined when there is none of this name. */
export function headerText(name: string): string | undefined {
  const preamble = PREAMBLES[name];
  return preamble === undefined ? undefined : `${preamble}\n${declarations(name)}\n`;
}

export const HEADER_NAMES: readonly string[] = Object.keys(PREAMBLES);
