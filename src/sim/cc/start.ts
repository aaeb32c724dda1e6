// What stands at the top of a new process's stack: argument strings, environment strings, and the vectors that point to them.
import { DATA_BASE, LIBRARY_DATA, STACK_TOP } from './memory.ts';
import type { Process } from './process.ts';
import { FILES } from './libc/streams.ts';

/** Writes them and returns main's arguments: argc, argv, envp. */
export function putArguments(m: Process, argv: readonly string[]): [number, number, number] {
  const { memory, env } = m;
  let at = STACK_TOP - 64;
  const put = (text: string): number => {
    at -= text.length + 1;
    memory.write(at, `${text}\0`);
    return at;
  };
  const environment = new Map<string, number>();
  const strings = [...env].map(([name, value]) => {
    const address = put(`${name}=${value}`);
    environment.set(name, address + name.length + 1);
    return address;
  });
  const args = argv.map(put);
  at = Math.floor((at - 8 * (strings.length + args.length + 2)) / 16) * 16;
  const vector = at;
  [...args, 0, ...strings, 0].forEach((pointer, i) => memory.storeLong(vector + 8 * i, pointer));
  const envp = vector + 8 * (args.length + 1);
  m.environment = environment;
  m.stackTop = vector - 256;
  for (const [name, address] of Object.entries(FILES)) memory.storeLong(DATA_BASE + (LIBRARY_DATA[name] ?? 0), address);
  memory.storeLong(DATA_BASE + (LIBRARY_DATA['environ'] ?? 0), envp);
  return [argv.length, vector, envp];
}
