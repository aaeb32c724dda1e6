/** What the packages are licensed under, read from the lock: the list on the about page and the check in `npm test` share it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

export interface PackageLicence {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** Reaches the reader's browser (not only a developer's machine). */
  readonly production: boolean;
}

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly name?: string;
}

function licenceOnDisk(root: string, path: string): string | undefined {
  try {
    const found: unknown = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'));
    const licence = (found as { license?: unknown }).license;
    return typeof licence === 'string' ? licence : undefined;
  } catch {
    return undefined;
  }
}

/** Every package in package-lock.json, by name. */
export function licences(root: string): readonly PackageLicence[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>;
  };
  return Object.entries(lock.packages)
    .filter(([path]) => path !== '')
    .map(([path, p]) => ({
      name: p.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version: p.version ?? '',
      licence: p.license ?? licenceOnDisk(root, path) ?? 'unknown',
      production: p.dev !== true && p.devOptional !== true,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

export function productionLicences(root: string): readonly PackageLicence[] {
  return licences(root).filter((p) => p.production);
}

/** `virtual:licences`, for the about page. */
export function licencesModule(): Plugin {
  const id = 'virtual:licences';
  let root = '.';
  return {
    name: 'pod:licences',
    configResolved(config) {
      root = config.root;
    },
    resolveId: (source) => (source === id ? `\0${id}` : null),
    load(resolved) {
      if (resolved !== `\0${id}`) return null;
      const list = productionLicences(root).map(({ name, version, licence }) => ({ name, version, licence }));
      return `export const licences = ${JSON.stringify(list)};`;
    },
  };
}
