// /app/gosleep: a Go program without signal.Notify. The runtime catches nearly everything on its behalf.
import { SECOND, sys } from '../../kernel/abi/index.ts';
import { demo, marks } from '../crt/demo.ts';
import { SLEEPING, goProgram } from '../goruntime/index.ts';

const text = `// Sleeps for ever and asks for no signal. The Go runtime has its own handlers.
package main

import "time"

func main() {
	for {
		time.Sleep(time.Hour)
	}
}
`;

const line = marks(text, { sleep: 'time.Sleep' });

export const gosleep = demo({
  name: 'gosleep',
  language: 'go',
  text,
  summary: 'a Go program that handles no signal itself',
  run: goProgram(function* (go) {
    yield* sys.at(line.sleep);
    for (;;) yield* go.sleep(3600 * SECOND, SLEEPING(`./gosleep.go:${line.sleep}`));
  }),
});
