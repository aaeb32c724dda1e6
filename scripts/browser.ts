/** Which browser the end-to-end tests use: one that is there, or else one that this can install. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

export interface Browser {
  /** Undefined: Playwright's own, which it finds by itself. */
  readonly executablePath: string | undefined;
  readonly how: string;
}

const DEBIAN = '/usr/bin/chromium';

/** A browser that can be used at once. */
export function findBrowser(): Browser | undefined {
  if (existsSync(chromium.executablePath())) {
    return { executablePath: undefined, how: `Playwright's own, ${chromium.executablePath()}` };
  }
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && existsSync(named)) return { executablePath: named, how: `CHROMIUM_PATH, ${named}` };
  if (existsSync(DEBIAN)) return { executablePath: DEBIAN, how: `Debian's, ${DEBIAN}` };
  return undefined;
}

function run(command: string, args: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, stdout, stderr } = spawnSync(command, [...args], { env, encoding: 'utf8' });
  if (status === 0) return true;
  console.log(`${command} ${args.join(' ')} failed:\n${stdout ?? ''}${stderr ?? ''}`);
  return false;
}

function installFromDebian(): void {
  const install = ['install', '-y', '--no-install-recommends', 'chromium'];
  if (spawnSync('apt-get', install, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0)
    return;
  // A list of packages that is old or not there at all. A failed update is no reason not to try: half a mirror may do.
  run('apt-get', ['update']);
  run('apt-get', install);
}

/** Finds a browser or installs one; says in one line which it is. */
export function ensureBrowser(say: (line: string) => void): Browser {
  const found = findBrowser();
  if (found !== undefined) {
    say(`browser: found ${found.how}`);
    return found;
  }
  const root = process.getuid?.() === 0;
  if (root && existsSync('/usr/bin/apt-get')) installFromDebian();
  const installed = findBrowser();
  if (installed !== undefined) {
    say(`browser: installed Debian's package chromium, ${installed.how}`);
    return installed;
  }
  run('npx', ['playwright', 'install', ...(root ? ['--with-deps'] : []), 'chromium']);
  const downloaded = findBrowser();
  if (downloaded === undefined) {
    throw new Error(
      'browser: none found and none could be installed; put a Chromium on this machine and name it in CHROMIUM_PATH',
    );
  }
  say(`browser: downloaded ${downloaded.how}`);
  return downloaded;
}
