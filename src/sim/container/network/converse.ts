// A tool that reads lines (nslookup's prompt, dig -f): what it does for each is a run on the network, and it remembers what the lines before said.
import type { Net, tools } from '../../dns/index.ts';
import { isErr, O_RDONLY, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';

/** Bytes of one read: a terminal gives a line at most. */
const PART = 4096;

/** Lines of a file, without their ends; the last one may lack it. */
class Lines {
  private rest: ByteString = '';
  private readonly fd: number;

  constructor(fd: number) {
    this.fd = fd;
  }

  *next(): Sys<ByteString | undefined> {
    for (;;) {
      const end = this.rest.indexOf('\n');
      if (end >= 0) {
        const line = this.rest.slice(0, end);
        this.rest = this.rest.slice(end + 1);
        return line;
      }
      const part = yield* sys.read(this.fd, PART);
      if (!isErr(part) && part !== '') this.rest += part;
      else if (this.rest === '') return undefined;
      else this.rest += '\n';
    }
  }
}

function* asNumber(program: Net<boolean>): Net<number> {
  return (yield* program) ? 1 : 0;
}

/** `run`: one program on the network, from its start to its end. */
export function* converse(shell: tools.NetShell, run: (program: Net<number>) => Sys<number>): Sys<number> {
  const { input, prompt } = shell;
  const fd = input === 'stdin' ? 0 : yield* sys.open(input.path, O_RDONLY);
  const found = !isErr(fd);
  const asks = prompt !== '' && input === 'stdin' && (yield* sys.isatty(0));
  let goesOn = (yield* run(asNumber(shell.begin(found)))) === 1;
  if (found) {
    const lines = new Lines(fd);
    while (goesOn) {
      if (asks) yield* sys.writeAll(1, prompt);
      const line = yield* lines.next();
      if (line === undefined) break;
      goesOn = (yield* run(asNumber(shell.line(line)))) === 1;
    }
  }
  return yield* run(shell.end());
}
