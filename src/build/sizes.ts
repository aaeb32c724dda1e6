/**
 * How much JavaScript a page may make a reader load, and whether it keeps to that. What a page loads at once is what its HTML
 * names; what opening the lab adds is the lab's chunk and the page's machines, with all that these import. kB = 1000 bytes,
 * gzip level 9.
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
 * A lesson with terminal, kernel and shell running: everything until the prompt is drawn and lines can be edited, with the
 * picture that is open at first. What the first command line needs (its parser and interpreter, completion: `groups/language.ts`)
 * is fetched when the prompt stands; its figure is printed, too. The programs that a command runs come one group at a time, and
 * machines that start with pods fetch the kubelet as well.
 */
const LAB_LIMIT = 300 * KB;
/** The routes that open it. */
const WITH_MACHINE = /^src\/app\/routes\/(?:learn|lab|embed)\.tsx$/;
const LAB = 'src/ui/lab/lab.tsx';
/** Asked for by itself, too (app/scenarios.ts): a chunk of its own unless the bundler could join it with the lab's. */
const MACHINES = 'src/sim/lab/base.ts';
const FIRST_COMMAND = 'src/sim/lab/groups/language.ts';

export interface Size {
  readonly what: string;
  readonly bytes: number;
  /** Undefined: said for information. */
  readonly limit: number | undefined;
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

/** The machines of a page: its lesson's (app/scenarios.ts); other pages are taken to show the first lesson's. */
function scenariosOf(manifest: Manifest, path: string): string {
  const own = `content/${path.split('/')[1] ?? ''}/scenarios.ts`;
  return manifest[own] ? own : 'content/pid-1/scenarios.ts';
}

export function sizes(dir: string, manifestPath: string, pages: readonly Page[]): readonly Size[] {
  const manifest = readManifest(manifestPath);
  return pages.flatMap(({ path, modules }): readonly Size[] => {
    const files = eager(dir, path);
    const isLesson = path.startsWith('learn/');
    const hasMachine = modules.some((key) => WITH_MACHINE.test(key));
    const limit = isLesson ? LESSON_LIMIT : /^(?:lab|embed)\//.test(path) ? LAB_LIMIT : HOME_LIMIT;
    const page: Size = { what: `/${path}`, bytes: gzipped(dir, files), limit };
    if (!hasMachine) return [page];
    const opened = (...more: readonly string[]): number => {
      const { js } = filesOf(manifest, [
        LAB,
        ...(manifest[MACHINES] ? [MACHINES] : []),
        scenariosOf(manifest, path),
        ...more,
      ]);
      return gzipped(dir, [...new Set([...files, ...js])]);
    };
    return [
      page,
      { what: `/${path} with the lab open`, bytes: opened(), limit: LAB_LIMIT },
      ...(isLesson
        ? [{ what: `/${path} after the first command`, bytes: opened(FIRST_COMMAND), limit: undefined }]
        : []),
    ];
  });
}
