/**
 * What the machines' commands say about themselves, as data: `virtual:commands` (name, package, what is modelled: search and
 * fidelity table; with the plugins of CoreDNS) and `virtual:programs` (sources of the demo programs, shown in the prose), `virtual:installed` (where they are, which chunk has
 * their code), `virtual:c` (what the C compiler knows: its reference page). The command registry is bundled
 * and run here, so that the pages carry these facts without carrying the commands.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import type { Plugin } from 'vite';
import type { COMMANDS, GROUPS, IMAGE_COMMANDS, NODE_COMMANDS, SCRIPTS } from '../sim/lab/full.ts';
import type { SUPPORT } from '../sim/cc/index.ts';
import type { COREDNS_PLUGINS } from '../sim/dns/index.ts';
import type { demoFiles } from '../sim/userland/demo.registry.ts';

interface Registry {
  readonly COMMANDS: typeof COMMANDS;
  readonly NODE_COMMANDS: typeof NODE_COMMANDS;
  readonly IMAGE_COMMANDS: typeof IMAGE_COMMANDS;
  readonly GROUPS: typeof GROUPS;
  readonly SCRIPTS: typeof SCRIPTS;
  readonly FILES: typeof demoFiles;
  readonly SUPPORT: typeof SUPPORT;
  readonly COREDNS_PLUGINS: typeof COREDNS_PLUGINS;
}

const ENTRY = 'virtual:registry';
const MODULES = ['virtual:commands', 'virtual:programs', 'virtual:installed', 'virtual:c'];

/** Bundles the registry into a file of its own and imports it. `add` hears of every file that went in. */
async function registry(root: string, add: (file: string) => void, stubs: readonly Plugin[]): Promise<Registry> {
  const build = await rolldown({
    input: ENTRY,
    cwd: root,
    platform: 'node',
    logLevel: 'silent',
    external: (id) => !id.startsWith('.') && !id.startsWith('/') && id !== ENTRY,
    plugins: [
      ...(stubs as never[]),
      {
        name: 'pod:registry',
        resolveId: (id) => (id === ENTRY ? `\0${ENTRY}` : null),
        load: (id) =>
          id === `\0${ENTRY}`
            ? `export * from ${JSON.stringify(join(root, 'src/sim/lab/commands.ts'))};
               export { SUPPORT } from ${JSON.stringify(join(root, 'src/sim/cc/index.ts'))};
               export { COREDNS_PLUGINS } from ${JSON.stringify(join(root, 'src/sim/dns/index.ts'))};
               export { demoFiles as FILES } from ${JSON.stringify(join(root, 'src/sim/userland/demo.registry.ts'))};`
            : null,
      },
    ],
  });
  const dir = join(root, 'node_modules/.cache/registry');
  mkdirSync(dir, { recursive: true });
  // Node imports a file once: each bundle needs a name of its own.
  const file = `registry-${process.pid}-${performance.now().toString(36).replace('.', '')}.mjs`;
  const { output } = await build.write({ dir, format: 'esm', entryFileNames: file, codeSplitting: false });
  for (const chunk of output) {
    if (chunk.type === 'chunk') for (const id of chunk.moduleIds) if (id.startsWith('/')) add(id);
  }
  await build.close();
  try {
    return (await import(pathToFileURL(join(dir, file)).href)) as Registry;
  } finally {
    rmSync(join(dir, file));
  }
}

const commandsCode = ({ COMMANDS, NODE_COMMANDS, IMAGE_COMMANDS, COREDNS_PLUGINS }: Registry): string => {
  const all = [...COMMANDS, ...NODE_COMMANDS, ...Object.values(IMAGE_COMMANDS).flat()];
  const rows = all.map(({ name, pkg, support, man }) => ({ name, pkg, ...support, summary: man?.summary ?? '' }));
  rows.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const plugins = [...COREDNS_PLUGINS].sort();
  return `export const commands = ${JSON.stringify(rows)}; export const corednsPlugins = ${JSON.stringify(plugins)};`;
};

interface Shown {
  readonly file: string;
  readonly language: string;
  readonly text: string;
}

/** Sources by the name of their chunk, and the names under which each is asked for. */
function sourcesOf({ COMMANDS, FILES }: Registry): {
  readonly chunks: ReadonlyMap<string, Shown>;
  readonly names: ReadonlyMap<string, string>;
} {
  const chunks = new Map<string, Shown>();
  const names = new Map<string, string>();
  for (const { path, language, text } of FILES) {
    const file = path.slice(path.lastIndexOf('/') + 1);
    chunks.set(file, { file, language, text });
    names.set(file, file).set(file.replace(/\.[a-z]+$/, ''), file);
  }
  for (const { name, source } of COMMANDS) {
    if (!source) continue;
    chunks.set(name, source);
    names.set(name, name);
  }
  return { chunks, names };
}

const PROGRAM = 'virtual:program/';

/** A chunk per program: a section shows one or two of them. */
const programsCode = (found: Registry): string => {
  const loaders = [...sourcesOf(found).names].map(
    ([name, chunk]) => `${JSON.stringify(name)}: () => import(${JSON.stringify(PROGRAM + chunk)})`,
  );
  return `export const programs = {${loaders.join(',\n')}};`;
};

const installedCode = ({ GROUPS, NODE_COMMANDS, IMAGE_COMMANDS, SCRIPTS, FILES }: Registry): string => {
  const rows = (group: string, commands: readonly (typeof NODE_COMMANDS)[number][]): unknown[] =>
    commands.map(({ name, paths }) => ({ name, paths, group }));
  const all = [
    ...Object.entries(GROUPS).flatMap(([group, commands]) => rows(group, commands)),
    ...rows('node', NODE_COMMANDS),
  ];
  const inImages = Object.entries(IMAGE_COMMANDS).flatMap(([group, commands]) =>
    commands.map(({ name }) => ({ name, group })),
  );
  const languages = Object.fromEntries(FILES.map(({ path, language }) => [path, language]));
  return `export const installed = ${JSON.stringify({ all, inImages, scripts: SCRIPTS, languages })};`;
};

export function commandsModule(stubs: readonly Plugin[] = []): Plugin {
  let root = '.';
  let loaded: Promise<Registry> | undefined;
  return {
    name: 'pod:commands',
    configResolved(config) {
      root = config.root;
    },
    resolveId: (source) => (MODULES.includes(source) || source.startsWith(PROGRAM) ? `\0${source}` : null),
    async load(resolved) {
      if (!MODULES.some((id) => resolved === `\0${id}`) && !resolved.startsWith(`\0${PROGRAM}`)) return null;
      loaded ??= registry(root, (file) => this.addWatchFile(file), stubs);
      const found = await loaded;
      if (resolved.startsWith(`\0${PROGRAM}`)) {
        const shown = sourcesOf(found).chunks.get(resolved.slice(PROGRAM.length + 1));
        return `export default ${JSON.stringify(shown)};`;
      }
      if (resolved === '\0virtual:commands') return commandsCode(found);
      if (resolved === '\0virtual:c') return `export const SUPPORT = ${JSON.stringify(found.SUPPORT)};`;
      return resolved === '\0virtual:installed' ? installedCode(found) : programsCode(found);
    },
  };
}
