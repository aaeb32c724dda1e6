// Names of /etc/passwd.
import { isErr, O_RDONLY, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';

export function* passwd(): Sys<ByteString[][]> {
  const fd = yield* sys.open('/etc/passwd', O_RDONLY);
  if (isErr(fd)) return [];
  let text = '';
  for (;;) {
    const chunk = yield* sys.read(fd);
    if (isErr(chunk) || chunk === '') break;
    text += chunk;
  }
  yield* sys.close(fd);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(':'));
}

export function* homeUsers(): Sys<ByteString[]> {
  return (yield* passwd()).map((fields) => fields[0] ?? '');
}
