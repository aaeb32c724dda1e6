// /app/goterm: signal.Notify turns SIGTERM into a value on a channel.
import { SIGTERM, sys } from '../../kernel/abi/index.ts';
import { demo, marks } from '../crt/demo.ts';
import { RECEIVING, goProgram, goSignalString } from '../goruntime/index.ts';

const text = `// Asks for SIGTERM, waits for it, says so and exits with 0.
package main

import (
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGTERM)
	fmt.Println("goterm: ready")
	s := <-c
	fmt.Println("goterm: got", s)
	os.Exit(0)
}
`;

const line = marks(text, {
  notify: 'signal.Notify',
  ready: 'goterm: ready',
  wait: '<-c',
  got: 'goterm: got',
  exit: 'os.Exit',
});

export const goterm = demo({
  name: 'goterm',
  language: 'go',
  text,
  summary: 'a Go program with signal.Notify for TERM',
  run: goProgram(function* (go) {
    yield* sys.at(line.notify);
    yield* go.notify(SIGTERM);
    yield* sys.at(line.ready);
    yield* go.println('goterm: ready');
    yield* sys.at(line.wait);
    const sig = yield* go.receive(RECEIVING(`./goterm.go:${line.wait}`));
    yield* sys.at(line.got);
    yield* go.println(`goterm: got ${goSignalString(sig)}`);
    yield* sys.at(line.exit);
    yield* sys.exit(0);
  }),
});
