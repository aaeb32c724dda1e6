/**
 * How much JavaScript a page may make a reader load, and whether it keeps to that. What a page loads at once is what its HTML
 * names; what opening the lab adds is everything that the lab's route can reach. kB = 1000 bytes, gzip level 9.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from './entry.ts';
import { filesOf, readManifest, type Manifest } from './manifest.ts';

const KB = 1000;
/** React and the router alone are 97 kB. */
const HOME_LIMIT = 110 * KB;
const LESSON_LIMIT = 125 * KB;
/**
 * A lesson with terminal, kernel and shell running. The goal is
 * 300; this is where we stand, so that it does not grow. See DECISIONS.md, "The lab weighs more than it should".
 */
const LAB_LIMIT = 440 * KB;
const LAB = 'src/app/routes/lab.tsx';

export interface Size {
  readonly what: string;
  readonly bytes: number;
  readonly limit: number;
}

function gzipped(dir: string, files: readonly string[]): number {
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(join(dir, file)), { level: 9 }).length, 0);
}

/** The scripts that a served page names. */
function eager(dir: string, page: string): readonly string[] {
  const html = readFileSync(join(dir, `${page === '' ? 'index' : page}.html`), 'utf8');
  const named = html.matchAll(/<(?:script type="module" src|link rel="modulepreload" href)="(?:\.\.?\/)+([^"]+)"/g);
  return [...new Set([...named].map((m) => m[1] ?? ''))];
}

/**
 * What the lab does not fetch by opening: other prose and pages, dialogs and search, links, comparisons, and the code of
 * programs that nobody has run yet, which comes one group at a time (adapters/lab/library.ts).
 */
function notLab(key: string): boolean {
  if (key === LAB || key.endsWith('/scenarios.ts')) return false;
  return (
    /^(?:content|src\/(?:app\/routes|ui\/shell|sim\/lab\/groups))\//.test(key) ||
    /^(?:_?virtual|src\/app\/search-index|src\/adapters\/lab\/share|src\/sim\/lab\/trials|src\/ui\/reaper|src\/ui\/lab\/(?:share-dialog|compare|hero))/.test(
      key,
    )
  );
}

function labFiles(manifest: Manifest): readonly string[] {
  return filesOf(manifest, [LAB], { skip: notLab }).js;
}

export function sizes(dir: string, manifestPath: string, pages: readonly Page[]): readonly Size[] {
  const lab = labFiles(readManifest(manifestPath));
  return pages.flatMap(({ path }): readonly Size[] => {
    const files = eager(dir, path);
    if (!path.startsWith('learn/')) {
      const limit = path.startsWith('lab/') || path.startsWith('embed/') ? LAB_LIMIT : HOME_LIMIT;
      return [{ what: `/${path}`, bytes: gzipped(dir, files), limit }];
    }
    const opened = [...new Set([...files, ...lab])];
    return [
      { what: `/${path}`, bytes: gzipped(dir, files), limit: LESSON_LIMIT },
      { what: `/${path} with the lab open`, bytes: gzipped(dir, opened), limit: LAB_LIMIT },
    ];
  });
}
