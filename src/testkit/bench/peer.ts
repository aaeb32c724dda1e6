/**
 * The npm package that the shell's speed is compared with. It brings 80 packages, some of them native, so it is no dependency
 * of the course: the bench fetches it when it is first run, into the cache.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const VERSION = '3.4.2';
const DIR = resolve('node_modules/.cache/just-bash');

interface JustBash {
  readonly Bash: new () => {
    exec(script: string): Promise<{ readonly stdout: string; readonly stderr: string; readonly exitCode: number }>;
  };
}

/** just-bash, or undefined when it cannot be fetched (no network). @public */
export async function justBash(): Promise<JustBash | undefined> {
  const home = resolve(DIR, 'node_modules/just-bash');
  if (!existsSync(home)) {
    mkdirSync(DIR, { recursive: true });
    const install = ['install', '--prefix', DIR, '--no-save', '--ignore-scripts', `just-bash@${VERSION}`];
    if (spawnSync('npm', install, { stdio: 'ignore' }).status !== 0) return undefined;
  }
  const entry = createRequire(pathToFileURL(resolve(DIR, 'x.js'))).resolve('just-bash');
  return (await import(pathToFileURL(entry).href)) as JustBash;
}
