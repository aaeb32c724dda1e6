/**
 * The terminal, built from the sources that its package ships: what they take from VS Code (a fifth of the whole) comes from
 * src/adapters/lab/xterm-parts, and the names of private members, which all begin with an underscore, are shortened. 82 kB
 * become 60. Its add-on reaches for two of the names, which stay. `npm run dev` uses the package as it is.
 */
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { minifySync } from 'rolldown/utils';
import type { Plugin } from 'vite';

const ID = '\0pod:xterm';
const KEPT = ['_core', '_renderService'];

/** Modules of VS Code that xterm's sources name → file that stands for them. Others may only be named for their types. */
const PARTS: Readonly<Record<string, string>> = {
  'vs/base/common/event': 'events.ts',
  'vs/base/common/lifecycle': 'lifecycle.ts',
  'vs/base/browser/dom': 'dom.ts',
  'vs/base/common/scrollable': 'scroll.ts',
  'vs/base/browser/ui/scrollbar/scrollableElement': 'scroll.ts',
};

async function bundled(root: string): Promise<string> {
  const sources = join(root, 'node_modules/@xterm/xterm/src');
  const build = await rolldown({
    input: join(sources, 'browser/public/Terminal.ts'),
    cwd: root,
    logLevel: 'silent',
    resolve: { alias: { common: join(sources, 'common'), browser: join(sources, 'browser') } },
    transform: {
      decorator: { legacy: true },
      assumptions: { setPublicClassFields: true },
      typescript: { removeClassFieldsWithoutInitializer: true },
      target: 'es2022',
    },
    treeshake: { moduleSideEffects: false },
    plugins: [
      {
        name: 'pod:xterm-parts',
        resolveId(source) {
          if (!source.startsWith('vs/')) return null;
          const part = PARTS[source];
          if (part === undefined) throw new Error(`xterm takes ${source} from VS Code, which nothing stands for`);
          return join(root, 'src/adapters/lab/xterm-parts', part);
        },
      },
    ],
  });
  const { output } = await build.generate({ format: 'esm', codeSplitting: false });
  await build.close();
  const { code, errors } = minifySync('xterm.js', output[0].code, {
    module: true,
    mangleProps: { include: /^_/, reserved: KEPT },
  });
  if (errors.length > 0) throw new Error(`xterm: ${errors[0]?.message ?? ''}`);
  return code;
}

export function xtermSources(): Plugin {
  let root = '.';
  return {
    name: 'pod:xterm',
    apply: 'build',
    enforce: 'pre',
    configResolved(config) {
      root = config.root;
    },
    resolveId: (source) => (source === '@xterm/xterm' ? ID : null),
    load: (id) => (id === ID ? bundled(root) : null),
  };
}
