/** Every import of the tree, read from the sources: what the layer test and the check for unused code look at. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import ts from 'typescript';

export interface Import {
  /** Path from the project's root. */
  readonly from: string;
  /** Path from the project's root, or a package's name. */
  readonly to: string;
}

const ROOTS = ['src', 'content', 'scripts', 'e2e'];
const MODULE = /\.(?:ts|tsx|mjs|mdx)$/;

function walk(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return MODULE.test(path) ? [path] : [];
  return readdirSync(path)
    .sort()
    .flatMap((name) => walk(join(path, name)));
}

/** The project's modules, as paths from its root with `/`. */
export function modules(): readonly string[] {
  const config = readdirSync('.').filter((name) => /\.config\.[cm]?[jt]s$/.test(name));
  return [...config, ...ROOTS.flatMap((root) => walk(root))].map((path) => path.split(sep).join('/'));
}

/** What `specifier`, written in `from`, means. */
export function target(from: string, specifier: string): string {
  const bare = specifier.replace(/\?.*$/, '');
  return bare.startsWith('.')
    ? normalize(join(dirname(from), bare))
        .split(sep)
        .join('/')
    : bare;
}

export function importsOf(file: string): readonly Import[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, false);
  return importedFiles.map(({ fileName }) => ({ from: file, to: target(file, fileName) }));
}
