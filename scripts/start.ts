/** `npm start`: serves the production build on http://localhost:4173, building it first when a source changed. */
import { resolve } from 'node:path';
import { buildIfStale } from '../src/build/index.ts';
import { serve } from './serve.ts';

const port = Number(process.env['PORT'] ?? 4173);
await buildIfStale((line) => console.log(line));
const served = await serve({ dir: resolve('out'), port }).catch((error: unknown) => {
  console.error(`Cannot listen on port ${port}: ${error instanceof Error ? error.message : String(error)}`);
  console.error('Choose another one with PORT=4200 npm start.');
  process.exit(1);
});
console.log(`Inside the Pod is at ${served.url}`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(0));
