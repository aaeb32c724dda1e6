/** Environment variables for a container: from --env-file and -e; a bare NAME takes the client's own value. */
import { isErr, sys, type Sys } from '../../../kernel/abi/index.ts';
import { O_RDONLY } from '../../../kernel/abi/index.ts';
import { Failure, type DockerContext } from './context.ts';

export function* environment(
  c: DockerContext,
  files: readonly string[],
  given: readonly string[],
): Sys<readonly string[]> {
  const lines: string[] = [];
  for (const file of files) lines.push(...(yield* readLines(file)));
  return [...lines, ...given].flatMap((e) => {
    if (e.includes('=')) return [e];
    const own = c.env.get(e);
    return own === undefined ? [] : [`${e}=${own}`];
  });
}

/** The lines of an environment or label file, without comments. */
export function* readLines(file: string): Sys<readonly string[]> {
  const fd = yield* sys.open(file, O_RDONLY);
  if (isErr(fd)) throw new Failure(`open ${file}: ${fd.text.toLowerCase()}`);
  let text = '';
  for (;;) {
    const part = yield* sys.read(fd);
    if (isErr(part) || part === '') break;
    text += part;
  }
  yield* sys.close(fd);
  return text
    .split('\n')
    .map((l) => l.trimStart().replace(/\r$/, ''))
    .filter((l) => l !== '' && !l.startsWith('#'));
}
