/** `npm run build`: the static site, in out/. */
import { build } from '../src/build/index.ts';

await build((line) => console.log(line));
