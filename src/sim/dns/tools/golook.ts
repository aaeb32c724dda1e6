// A static Go program that looks names up with Go's own resolver and prints what net.LookupHost gives. Without a name it waits.
import { FOREVER, net } from '../net/index.ts';
import { lookupIpAddr } from '../resolver/go/index.ts';
import type { NetTool } from './tool.ts';

export const golook: NetTool = function* ({ files }, argv) {
  const names = argv.slice(1);
  if (names.length === 0) yield* net.sleep(FOREVER);
  let status = 0;
  for (const name of names) {
    const found = yield* lookupIpAddr(files, name);
    if (found.code === 'OK') for (const address of found.addresses) yield* net.print(1, `${address}\n`);
    else {
      yield* net.print(2, `${found.message}\n`);
      status = 1;
    }
  }
  return status;
};
