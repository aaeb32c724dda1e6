/** `npm run test:e2e`: finds or installs a browser, builds the site when it is old, and runs Playwright with your arguments. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { buildIfStale } from '../src/build/index.ts';
import { ensureBrowser } from './browser.ts';

const say = (line: string): void => console.log(line);
ensureBrowser(say);
await buildIfStale(say);
const playwright = resolve('node_modules/.bin/playwright');
const { status } = spawnSync(playwright, ['test', ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
