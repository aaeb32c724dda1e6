/**
 * `virtual:group-files`: which files the code groups of the lab consist of (adapters/lab/library.ts). A page that fetches them
 * as data first can try again when that fails; of a module that could not be imported, browsers remember just that.
 */
import { basename } from 'node:path';
import type { Plugin, Rolldown } from 'vite';

const ID = 'virtual:group-files';
/** Stands in the code until the names of all files are known. */
const MARK = '__GROUP_FILES__';
const MARKED = new RegExp(`JSON\\.parse\\((["'\`])${MARK}\\1\\)`);
/** What is there when a group is fetched. */
const LAB = /[\\/]src[\\/]ui[\\/]lab[\\/]lab\.tsx$/;
const GROUP = /[\\/]src[\\/]sim[\\/]lab[\\/]groups[\\/]([a-z]+)\.ts$/;

type Bundle = Rolldown.OutputBundle;

function closure(bundle: Bundle, file: string, seen = new Set<string>()): Set<string> {
  const chunk = bundle[file];
  if (chunk?.type !== 'chunk' || seen.has(file)) return seen;
  seen.add(file);
  for (const next of chunk.imports) closure(bundle, next, seen);
  return seen;
}

function groupFiles(bundle: Bundle): Readonly<Record<string, readonly string[]>> {
  const chunks = Object.values(bundle).filter((chunk) => chunk.type === 'chunk');
  const lab = chunks.find((chunk) => LAB.test(chunk.facadeModuleId ?? ''));
  const there = lab ? closure(bundle, lab.fileName) : new Set<string>();
  return Object.fromEntries(
    chunks.flatMap((chunk) => {
      const name = GROUP.exec(chunk.facadeModuleId ?? '')?.[1];
      if (name === undefined) return [];
      const files = [...closure(bundle, chunk.fileName)].filter((file) => !there.has(file));
      // All scripts are in one directory.
      return [[name, files.map((file) => basename(file))]];
    }),
  );
}

export function groupFilesModule(): Plugin {
  let serving = false;
  return {
    name: 'pod:group-files',
    configResolved(config) {
      serving = config.command === 'serve';
    },
    resolveId: (source) => (source === ID ? `\0${ID}` : null),
    load(resolved) {
      if (resolved !== `\0${ID}`) return null;
      return `export const groupFiles = ${serving ? '{}' : `JSON.parse('${MARK}')`};`;
    },
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk' || !chunk.code.includes(MARK)) continue;
        chunk.code = chunk.code.replace(MARKED, () => JSON.stringify(groupFiles(bundle)));
      }
    },
  };
}
