/**
 * `npm run lock`: every optional package that the lock names must be in it. npm leaves out, without a word, what the registry
 * did not have when the lock was made (a binary for another system), and then `npm ci` fails on that system.
 */
import { readFileSync } from 'node:fs';

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };

/** Node looks beside the package and then in every node_modules above it. */
function present(path: string, name: string): boolean {
  const parts = path === '' ? [] : path.split('/node_modules/');
  return [...parts.keys(), parts.length].some((depth) => {
    const above = parts.slice(0, depth).join('/node_modules/');
    return packages[`${above === '' ? '' : `${above}/`}node_modules/${name}`] !== undefined;
  });
}

let named = 0;
const missing: string[] = [];
for (const [path, { optionalDependencies }] of Object.entries(packages)) {
  for (const name of Object.keys(optionalDependencies ?? {})) {
    named += 1;
    if (!present(path, name)) missing.push(`${path === '' ? 'package.json' : path} wants ${name}`);
  }
}
for (const line of missing) console.log(`package-lock.json lacks an optional package: ${line}`);
console.log(`${Object.keys(packages).length} packages, ${named} optional ones named, ${missing.length} missing`);
if (missing.length > 0 || named === 0) process.exitCode = 1;
