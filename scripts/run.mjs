#!/usr/bin/env node
/**
 * Runs a TypeScript entry of this project: `node scripts/run.mjs <entry.ts> [arguments]`.
 *
 * Node 20 cannot read TypeScript. The entry is bundled by rolldown (it comes with Vite) into node_modules/.cache/run and
 * imported from there. A list of the files that went in, with size and time of change, is kept beside the bundle: while it
 * still holds, rolldown is not even loaded and the program starts at once.
 *
 * What an entry may import: project files with their extension, packages, `*.ext?raw` (the text), `*.json`. An `.mdx` file
 * is an empty component here: prose is for the site only.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const CACHE = join(ROOT, 'node_modules/.cache/run');
/** A bundle that nobody points to is deleted after this time; a slow program may still be importing from it before. */
const STALE_MS = 30 * 60 * 1000;

/** @param {string} file */
function stamp(file) {
  try {
    const s = statSync(file);
    return `${s.size}:${s.mtimeMs}`;
  } catch {
    return 'gone';
  }
}

/**
 * A file saved while the bundle was made may not be in it: its stamp never matches, so the next run bundles again.
 * @param {string} file
 * @param {number} began
 */
function settled(file, began) {
  return statSync(file).mtimeMs < began ? stamp(file) : 'changed';
}

/**
 * @param {string} indexFile
 * @returns {string | undefined} the bundle's entry, when nothing that went into it has changed
 */
function fresh(indexFile) {
  try {
    const index = JSON.parse(readFileSync(indexFile, 'utf8'));
    const same = Object.entries(index.inputs).every(([file, was]) => stamp(file) === was);
    // Two work trees may share their packages, and with them this cache.
    return same && index.root === ROOT && stamp(index.entry) !== 'gone' ? index.entry : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} entry
 * @param {string} slug
 * @param {string} indexFile
 */
async function bundle(entry, slug, indexFile) {
  const { rolldown } = await import('rolldown');
  const began = Date.now();
  /** @type {Set<string>} */
  const inputs = new Set([fileURLToPath(import.meta.url), join(ROOT, 'package-lock.json')]);
  const build = await rolldown({
    input: entry,
    cwd: ROOT,
    platform: 'node',
    logLevel: 'warn',
    external: (id) => !id.startsWith('.') && !id.startsWith('virtual:') && !isAbsolute(id),
    plugins: [
      {
        name: 'raw-and-prose',
        resolveId(id, importer) {
          if (!id.endsWith('?raw') || importer === undefined) return null;
          return { id: resolve(dirname(importer), id.slice(0, -4)) + '?raw' };
        },
        load(id) {
          if (id.endsWith('?raw')) {
            const file = id.slice(0, -4);
            inputs.add(file);
            return { code: `export default ${JSON.stringify(readFileSync(file, 'utf8'))}`, moduleType: 'js' };
          }
          if (id.endsWith('.mdx')) return { code: 'export default () => null', moduleType: 'js' };
          return null;
        },
      },
    ],
  });
  const dir = join(CACHE, `${slug}-${randomBytes(4).toString('hex')}`);
  const { output } = await build.write({ dir, format: 'esm', sourcemap: true, entryFileNames: 'main.mjs' });
  await build.close();
  for (const chunk of output) {
    if (chunk.type !== 'chunk') continue;
    for (const id of chunk.moduleIds) if (isAbsolute(id) && !id.endsWith('?raw')) inputs.add(id);
  }
  // Modules that were tree-shaken away decided nothing, but a change in them may: take every file the build looked at.
  for (const id of await build.watchFiles) if (isAbsolute(id) && !id.includes('?')) inputs.add(id);
  const index = {
    root: ROOT,
    entry: join(dir, 'main.mjs'),
    inputs: Object.fromEntries([...inputs].map((f) => [f, settled(f, began)])),
  };
  const temporary = `${indexFile}.${process.pid}`;
  writeFileSync(temporary, JSON.stringify(index));
  renameSync(temporary, indexFile);
  sweep(slug, dir);
  return index.entry;
}

/**
 * @param {string} slug
 * @param {string} keep
 */
function sweep(slug, keep) {
  for (const name of readdirSync(CACHE)) {
    const path = join(CACHE, name);
    if (path === keep || !name.startsWith(`${slug}-`) || name.endsWith('.json')) continue;
    try {
      if (Date.now() - statSync(path).mtimeMs > STALE_MS) rmSync(path, { recursive: true, force: true });
    } catch {
      // Another run swept it first.
    }
  }
}

const [given, ...args] = process.argv.slice(2);
if (given === undefined) {
  console.error('usage: node scripts/run.mjs <entry.ts> [arguments]');
  process.exit(2);
}
const entry = resolve(ROOT, given);
if (stamp(entry) === 'gone') {
  console.error(`run: there is no ${relative(process.cwd(), entry)}`);
  process.exit(2);
}
mkdirSync(CACHE, { recursive: true });
const slug = relative(ROOT, entry).replace(/[^a-z0-9]+/gi, '-');
const indexFile = join(CACHE, `${slug}.json`);
const main = fresh(indexFile) ?? (await bundle(entry, slug, indexFile));
process.setSourceMapsEnabled(true);
process.argv = [process.argv[0] ?? 'node', entry, ...args];
await import(pathToFileURL(main).href);
