// /app/goign: signal.Ignore sets SIG_IGN; the signal leaves SigCgt and enters SigIgn.
import { SECOND, SIGTERM, sys } from '../../kernel/abi/index.ts';
import { demo, marks } from '../crt/demo.ts';
import { SLEEPING, goProgram } from '../goruntime/index.ts';

const text = `// Ignores SIGTERM with signal.Ignore, and sleeps for ever.
package main

import (
	"os/signal"
	"syscall"
	"time"
)

func main() {
	signal.Ignore(syscall.SIGTERM)
	for {
		time.Sleep(time.Hour)
	}
}
`;

const line = marks(text, { ignore: 'signal.Ignore(', sleep: 'time.Sleep' });

export const goign = demo({
  name: 'goign',
  language: 'go',
  text,
  summary: 'a Go program that ignores TERM',
  run: goProgram(function* (go) {
    yield* sys.at(line.ignore);
    yield* go.ignore(SIGTERM);
    yield* sys.at(line.sleep);
    for (;;) yield* go.sleep(3600 * SECOND, SLEEPING(`./goign.go:${line.sleep}`));
  }),
});
