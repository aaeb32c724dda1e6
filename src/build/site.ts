/**
 * Makes out/: the client bundle, a server bundle that renders every page to HTML, and the pages. The site is put together
 * beside out/ and moved there in one step, so that a server never shows half of it.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build as viteBuild } from 'vite';
import { writePages } from './pages.ts';
import type { Page, ServerEntry } from './entry.ts';
import { sizes, type Size } from './sizes.ts';

export type Say = (line: string) => void;

const ROOT = process.cwd();
export const OUT = resolve(ROOT, 'out');
const CACHE = resolve(ROOT, 'node_modules/.cache/site');
/** What the size check needs to know of the last build. */
const PAGES = join(CACHE, 'pages.json');
const STAMP = join(CACHE, 'built-from.txt');
/** Where the client build's manifest is kept: it is for the size check, not for the reader. */
const MANIFEST = join(CACHE, 'manifest.json');

/** Whatever decides what out/ looks like. */
const SOURCES = ['src', 'content', 'public', 'index.html', 'vite.config.ts', 'package-lock.json'];

function stampOf(path: string): readonly string[] {
  const s = statSync(path);
  if (!s.isDirectory()) return path.endsWith('.test.ts') ? [] : [`${path} ${s.size} ${s.mtimeMs}`];
  return readdirSync(path)
    .sort()
    .flatMap((name) => stampOf(join(path, name)));
}

function sourcesStamp(): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) for (const line of stampOf(join(ROOT, source))) hash.update(`${line}\n`);
  return hash.digest('hex');
}

export async function build(say: Say): Promise<void> {
  const began = performance.now();
  const stamp = sourcesStamp();
  mkdirSync(CACHE, { recursive: true });
  const work = join(CACHE, `work-${process.pid}`);
  const client = join(work, 'client');
  const server = join(work, 'server');
  try {
    await viteBuild({ logLevel: 'warn', build: { outDir: client, emptyOutDir: true, manifest: 'manifest.json' } });
    await viteBuild({
      logLevel: 'warn',
      build: { outDir: server, emptyOutDir: true, ssr: 'src/app/entry-server.tsx', copyPublicDir: false },
    });
    renameSync(join(client, 'manifest.json'), MANIFEST);
    const entry = (await import(pathToFileURL(join(server, 'entry-server.js')).href)) as ServerEntry;
    const pages = await writePages(client, MANIFEST, entry);
    rmSync(OUT, { recursive: true, force: true });
    renameSync(client, OUT);
    writeFileSync(PAGES, JSON.stringify(entry.pages));
    writeFileSync(STAMP, stamp);
    say(`built ${pages} pages into out/ in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Builds unless out/ already shows the sources as they are. */
export async function buildIfStale(say: Say): Promise<void> {
  const builtFrom = existsSync(STAMP) && existsSync(join(OUT, 'index.html')) ? readFileSync(STAMP, 'utf8') : undefined;
  if (builtFrom === sourcesStamp()) return;
  say('building the site: its sources have changed since the last build');
  await build(say);
}

/** The sizes of what is in out/. */
export function builtSizes(): readonly Size[] {
  return sizes(OUT, MANIFEST, JSON.parse(readFileSync(PAGES, 'utf8')) as readonly Page[]);
}
