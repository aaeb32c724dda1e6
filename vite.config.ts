/** The site's bundler. `base: './'` makes every address inside the bundle relative: it runs under any path. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { commandsModule } from './src/build/commands.ts';
import { groupFilesModule } from './src/build/group-files.ts';
import { licencesModule } from './src/build/licences.ts';
import { mdx } from './src/build/mdx.ts';
import { withoutNearMisses } from './src/build/near-misses.ts';
import { xtermSources } from './src/build/xterm.ts';

export default defineConfig(({ command }) => ({
  base: command === 'build' ? './' : '/',
  plugins: [
    mdx(),
    react(),
    licencesModule(),
    commandsModule(),
    groupFilesModule(),
    withoutNearMisses(),
    xtermSources(),
  ],
  // Not 5060/5061: browsers refuse those ports.
  server: { port: 4173, strictPort: true },
  build: {
    target: 'es2022',
    // Sizes are checked by `npm run sizes`, with budgets per page.
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
    assetsInlineLimit: 0,
    rolldownOptions: {
      // Our modules do nothing when they are imported: of an index.ts, a chunk takes only what it names.
      treeshake: {
        moduleSideEffects: [
          { test: /\.css$/, sideEffects: true },
          { test: /[\\/](?:src|content)[\\/][^?]*\.(?:tsx?|mdx)$/, sideEffects: false },
        ],
      },
    },
  },
}));
