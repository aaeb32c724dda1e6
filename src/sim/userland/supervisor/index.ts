// /app/supervisor: restarts its worker and waits for that worker only. What it adopts stays a zombie.
import { cDemo } from '../crt/c.ts';

const text = `/* supervisor PROGRAM [ARGUMENT..]: keeps PROGRAM running; waits for its pid and for no other. */
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    (void)argc;
    for (;;) {
        pid_t worker = fork();
        if (worker == 0) {
            execv(argv[1], argv + 1);
            _exit(127);
        }
        while (waitpid(worker, NULL, 0) < 0)
            ; /* interrupted: wait again */
        usleep(200000);
    }
}
`;

export const supervisor = cDemo({
  name: 'supervisor',
  text,
  summary: 'restarts one worker; never reaps what it adopts',
  synopsis: '/app/supervisor PROGRAM [ARGUMENT..]',
});
