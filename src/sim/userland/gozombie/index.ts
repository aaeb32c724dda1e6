// /app/gozombie: Start without Wait. Go reaps nothing by itself.
import { MILLISECOND, SECOND, sys } from '../../kernel/abi/index.ts';
import { demo, marks } from '../crt/demo.ts';
import { SLEEPING, goProgram } from '../goruntime/index.ts';

const text = `// Starts two children and never calls Wait: two zombies.
package main

import (
	"os/exec"
	"time"
)

func main() {
	for i := 0; i < 2; i++ {
		exec.Command("/bin/true").Start()
		time.Sleep(200 * time.Millisecond)
	}
	for {
		time.Sleep(time.Hour)
	}
}
`;

const line = marks(text, { start: 'Start()', nap: '200 * time', sleep: 'time.Sleep(time.Hour)' });

export const gozombie = demo({
  name: 'gozombie',
  language: 'go',
  text,
  summary: 'a Go program that never waits for its children',
  run: goProgram(function* (go, _argv, env) {
    for (let i = 0; i < 2; i += 1) {
      yield* sys.at(line.start);
      yield* go.startCommand(['/bin/true'], env);
      yield* sys.at(line.nap);
      yield* go.sleep(200 * MILLISECOND, SLEEPING(`./gozombie.go:${line.nap}`));
    }
    yield* sys.at(line.sleep);
    for (;;) yield* go.sleep(3600 * SECOND, SLEEPING(`./gozombie.go:${line.sleep}`));
  }),
});
