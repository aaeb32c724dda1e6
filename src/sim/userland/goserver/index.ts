// /app/goserver: signal.Notify for INT and TERM, then a shutdown with a limit, as Go servers are usually written.
import { SECOND, SIGINT, SIGTERM, sys } from '../../kernel/abi/index.ts';
import { demo, marks } from '../crt/demo.ts';
import { RECEIVING, SLEEPING, goProgram, goSignalString } from '../goruntime/index.ts';

const text = `// A server that shuts down gracefully at INT or TERM.
package main

import (
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGINT, syscall.SIGTERM)
	fmt.Println("goserver: listening on :8080")

	s := <-stop
	fmt.Println("goserver: got", s.String()+", draining")
	time.Sleep(2 * time.Second)
	fmt.Println("goserver: drained, bye")
}
`;

const line = marks(text, {
  notify: 'signal.Notify',
  listen: 'listening on',
  wait: '<-stop',
  got: 'draining',
  drain: 'time.Sleep',
  bye: 'drained, bye',
});

export const goserver = demo({
  name: 'goserver',
  language: 'go',
  text,
  summary: 'a Go server with signal.Notify',
  run: goProgram(function* (go) {
    yield* sys.at(line.notify);
    yield* go.notify(SIGINT, SIGTERM);
    yield* sys.at(line.listen);
    yield* go.println('goserver: listening on :8080');
    yield* sys.at(line.wait);
    const sig = yield* go.receive(RECEIVING(`./goserver.go:${line.wait}`));
    yield* sys.at(line.got);
    yield* go.println(`goserver: got ${goSignalString(sig)}, draining`);
    yield* sys.at(line.drain);
    yield* go.sleep(2 * SECOND, SLEEPING(`./goserver.go:${line.drain}`));
    yield* sys.at(line.bye);
    yield* go.println('goserver: drained, bye');
  }),
});
