/** `npm run types`: the compiler over every part of the tree, each under its own rules (tsconfig.json names them). */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const { references } = JSON.parse(readFileSync('tsconfig.json', 'utf8')) as { references: { path: string }[] };

function check(project: string): Promise<boolean> {
  return new Promise((done) => {
    const tsc = spawn(resolve('node_modules/.bin/tsc'), ['--noEmit', '-p', project], { stdio: 'inherit' });
    tsc.on('close', (code) => done(code === 0));
  });
}

let failed = 0;
for (const { path } of references) {
  if (await check(path)) continue;
  failed += 1;
  console.log(`types: ${path} does not compile`);
}
if (failed > 0) process.exitCode = 1;
else console.log(`${references.length} projects compile`);
