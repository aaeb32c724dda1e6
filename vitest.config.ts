/** Unit, property and conformance tests run in plain node: nothing below `ui` needs a browser, and `ui` is tested in a real one by e2e/. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'content/**/*.test.ts'],
    environment: 'node',
    pool: 'threads',
    maxWorkers: 2,
    // No module holds mutable state (STYLE rule 7), so files may share a worker; start-up is what costs most otherwise.
    isolate: false,
    testTimeout: 20_000,
    reporters: ['dot'],
  },
});
