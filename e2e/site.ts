/** What every browser test starts from: the built site on a port of its own, and a page that may not complain. */
import { resolve } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { serve, type Served, type ServeOptions } from '../scripts/serve.ts';

export { expect };

interface Fixtures {
  /** Errors on the console or thrown by the page. The test fails when there are any, unless it empties the list. */
  readonly complaints: string[];
}

interface WorkerFixtures {
  /** Address of the site, ending in a slash. */
  readonly site: string;
}

export function serveBuild(options: Partial<ServeOptions> = {}): Promise<Served> {
  return serve({ dir: resolve('out'), port: 0, ...options });
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  site: [
    async ({}, use) => {
      const served = await serveBuild();
      await use(served.url);
      await served.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ site }, use) => use(site),
  complaints: [
    async ({ context }, use) => {
      const complaints: string[] = [];
      context.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      context.on('weberror', (error) => complaints.push(String(error.error())));
      await use(complaints);
      expect(complaints, 'the page complained on its console').toEqual([]);
    },
    { auto: true },
  ],
});
