/** The way into the build: everything that makes out/ from the sources, and what is checked about it. */
export { build, buildIfStale, builtSizes, OUT } from './site.ts';
export { compileMdx } from './mdx.ts';
export { licences, type PackageLicence } from './licences.ts';
