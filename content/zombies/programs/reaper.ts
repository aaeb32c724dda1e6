/** Programs of "Write your own reaper": one way to solve each task, and the mistakes that are made on the way. */

const HEAD = `#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
`;

/** Collects all that are there whenever a SIGCHLD comes. */
export const COLLECTS = `/* init COMMAND [ARGUMENT..]: collects all that are there, as often as it is told. */
${HEAD}
static void on_child(int sig)
{
    int saved = errno;
    (void)sig;
    while (waitpid(-1, NULL, WNOHANG) > 0)
        ;
    errno = saved;
}

int main(void)
{
    struct sigaction action = { .sa_handler = on_child };
    sigaction(SIGCHLD, &action, NULL);

    for (;;)
        pause();
}
`;

/** The same, and looks once for those who had ended before it could be told. */
export const LOOKS_FIRST = COLLECTS.replace(
  `    for (;;)
        pause();`,
  `    on_child(SIGCHLD); /* whoever ended before the line above */
    for (;;)
        pause();`,
);

/** Everything that an init does. */
export const WHOLE_INIT = `/* init COMMAND [ARGUMENT..]: runs COMMAND, passes signals on to it, collects everybody, ends as COMMAND ended. */
${HEAD}
static pid_t command;

static void pass_on(int sig)
{
    if (command > 0)
        kill(command, sig);
}

int main(int argc, char **argv)
{
    int passed[] = { SIGHUP, SIGINT, SIGTERM };
    struct sigaction action = { .sa_handler = pass_on };

    if (argc < 2)
        return 2;
    for (int i = 0; i < 3; i++)
        sigaction(passed[i], &action, NULL);

    command = fork();
    if (command == 0) {
        execvp(argv[1], argv + 1);
        perror(argv[1]);
        _exit(127);
    }

    for (;;) {
        int status;
        pid_t child = waitpid(-1, &status, 0);
        if (child < 0)
            continue; /* a handler has run: wait again */
        if (child != command)
            continue; /* an orphan: collected, and that is all */
        if (WIFSIGNALED(status))
            return 128 + WTERMSIG(status);
        return WEXITSTATUS(status);
    }
}
`;

/** \`if\` where \`while\` belongs, without blocking. */
export const ONCE_NOHANG = COLLECTS.replace(
  `    while (waitpid(-1, NULL, WNOHANG) > 0)
        ;
`,
  `    if (waitpid(-1, NULL, WNOHANG) < 0)
        return;
`,
);

/** Waits for its own command, and for nobody else. */
export const ONLY_ITS_OWN = WHOLE_INIT.replace('waitpid(-1, &status, 0)', 'waitpid(command, &status, 0)');

/** Takes -1 for a child: the loop never ends once there are no children. */
export const ENDLESS_LOOP = COLLECTS.replace(
  'while (waitpid(-1, NULL, WNOHANG) > 0)',
  'while (waitpid(-1, NULL, WNOHANG) != 0)',
);

/** Looks for children as often as it can. */
export const POLLS = `/* init COMMAND [ARGUMENT..]: looks, and looks, and looks. */
${HEAD}
int main(void)
{
    for (;;)
        waitpid(-1, NULL, WNOHANG);
}
`;

/** Ends with the status of whoever ended last. */
export const ANY_STATUS = WHOLE_INIT.replace(
  `        if (child != command)
            continue; /* an orphan: collected, and that is all */
`,
  '',
);

/** A command that was killed looks like success. */
export const NO_SIGNAL_STATUS = WHOLE_INIT.replace(
  `        if (WIFSIGNALED(status))
            return 128 + WTERMSIG(status);
`,
  '',
);

/** Does everything but listen. */
export const DEAF = WHOLE_INIT.replace(
  `    for (int i = 0; i < 3; i++)
        sigaction(passed[i], &action, NULL);
`,
  `    (void)passed;
    (void)action;
`,
);

/** Stays until the last child has gone, which may be never. */
export const WAITS_FOR_ALL = `/* init COMMAND [ARGUMENT..]: ends when it has no children any more. */
${HEAD}
int main(int argc, char **argv)
{
    int status;
    int result = 0;
    pid_t child;
    pid_t command = fork();

    if (argc < 2)
        return 2;
    if (command == 0) {
        execvp(argv[1], argv + 1);
        _exit(127);
    }
    while ((child = wait(&status)) > 0)
        if (child == command)
            result = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    return result;
}
`;

/** Takes a stopped child for a dead one. */
export const STOPPED_IS_DEAD = WHOLE_INIT.replace('waitpid(-1, &status, 0)', 'waitpid(-1, &status, WUNTRACED)');
