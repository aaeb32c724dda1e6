/**
 * `npm run content`: the course's files fit together. Each lesson that is built has its folder, each section its prose and
 * each prose its section; ids are storage keys, so they are well-formed and unique; and every piece of prose compiles and
 * uses only components that exist. (Tasks, predictions and console blocks are played by the unit tests.)
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import course from '../content/course.ts';
import { compileMdx } from '../src/build/index.ts';

const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const problems: string[] = [];

function unique(ids: readonly string[], where: string): void {
  for (const [index, id] of ids.entries()) {
    if (!ID.test(id))
      problems.push(`${where}: the id ${JSON.stringify(id)} is not lower-case letters, digits and hyphens`);
    if (ids.indexOf(id) !== index) problems.push(`${where}: the id ${id} is used twice`);
  }
}

/** The names in the table of content/README.md and of the registry in src/ui/mdx must agree with what prose uses. */
function componentsOf(code: string): readonly string[] {
  return [...code.matchAll(/_missingMdxReference\("([^"]+)", (?:true|false)/g)].map((match) => match[1] ?? '');
}

const registry = readFileSync('src/ui/mdx/index.tsx', 'utf8');
let prose = 0;

async function checkProse(file: string): Promise<void> {
  const source = readFileSync(file, 'utf8');
  prose += 1;
  const outside = source.replace(/^(?:```|~~~)[^]*?^(?:```|~~~)/gm, '');
  const titles = outside.match(/^# /gm)?.length ?? 0;
  if (titles !== 1) problems.push(`${file}: has ${titles} headings of the first level instead of one`);
  try {
    for (const name of componentsOf(await compileMdx(source, file, false))) {
      if (!new RegExp(`\\b${name}\\b`).test(registry)) problems.push(`${file}: there is no component <${name}>`);
    }
  } catch (error) {
    problems.push(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

unique(
  course.map((lesson) => lesson.id),
  'content/course.ts',
);
for (const lesson of course) {
  const dir = join('content', lesson.id);
  if (!lesson.built) continue;
  if (!existsSync(dir)) {
    problems.push(`${dir}: the lesson ${lesson.id} has no folder`);
    continue;
  }
  const ids = lesson.sections.map((section) => section.id);
  unique(ids, `${dir}/lesson.ts`);
  if (ids.length === 0) problems.push(`${dir}/lesson.ts: a lesson that is built has sections`);
  const written = readdirSync(dir)
    .filter((name) => name.endsWith('.mdx'))
    .map((name) => name.slice(0, -'.mdx'.length));
  for (const id of ids) if (!written.includes(id)) problems.push(`${dir}: the section ${id} has no ${id}.mdx`);
  for (const id of written) if (!ids.includes(id)) problems.push(`${dir}/${id}.mdx: lesson.ts has no section ${id}`);
}
for (const folder of readdirSync('content', { withFileTypes: true })) {
  if (!folder.isDirectory()) continue;
  const dir = join('content', folder.name);
  for (const name of readdirSync(dir)) if (name.endsWith('.mdx')) await checkProse(join(dir, name));
}

for (const problem of problems) console.log(problem);
console.log(`${course.length} lessons, ${prose} pieces of prose, ${problems.length} problems`);
if (problems.length > 0 || prose === 0) process.exitCode = 1;
