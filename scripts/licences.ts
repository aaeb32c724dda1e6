/** `npm run licences`: every package that we ship or develop with is under a licence that lets anybody use this course. */
import { licences, type PackageLicence } from '../src/build/index.ts';

/** Reaches readers: permissive licences, and the fonts' own. */
const SHIPPED = new Set(['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'OFL-1.1']);
/** Stays on a developer's machine: also licences whose terms bind only who changes the package itself. */
const DEVELOPMENT = new Set([
  ...SHIPPED,
  'MPL-2.0',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'CC-BY-4.0',
  'Python-2.0',
  'Unlicense',
]);

/** `(MIT OR CC0-1.0)`: one allowed alternative is enough; with AND, each has to be allowed. */
function allowed({ licence, production }: PackageLicence): boolean {
  const list = production ? SHIPPED : DEVELOPMENT;
  return licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((alternative) => alternative.split(' AND ').every((one) => list.has(one.trim())));
}

const all = licences('.');
const refused = all.filter((p) => !allowed(p));
for (const { name, version, licence, production } of refused) {
  console.log(
    `${name} ${version} is under ${licence}, which is not on the list for ${production ? 'shipping' : 'development'}`,
  );
}
console.log(`${all.length} packages, ${all.filter((p) => p.production).length} shipped, ${refused.length} refused`);
if (refused.length > 0 || all.length === 0) process.exitCode = 1;
