/** End-to-end tests: the production build in a real browser. Every worker serves the site for itself (e2e/site.ts). */
import { defineConfig } from '@playwright/test';
import { findBrowser } from './scripts/browser.ts';

const browser = findBrowser();

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  // Two cores are what small machines and CI have.
  workers: 2,
  fullyParallel: true,
  // A test that passes at the second try is a failure that nobody has looked at.
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['line']],
  use: {
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: {
      ...(browser?.executablePath === undefined ? {} : { executablePath: browser.executablePath }),
      args: [
        // As root (containers, CI) Chromium's sandbox cannot start.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        '--disable-quic',
      ],
    },
  },
});
