// Writes known-failures.ts anew from what fails now. Reasons that are there stay; a new one begins as the place of the first difference.
import { writeFileSync } from 'node:fs';
import { failuresOf, KEPT_SETS, playKept } from './sets.ts';
import { KNOWN_FAILURES } from './known-failures.ts';

const HEAD = `// Recordings that the simulators do not reproduce yet, each with its reason. \`npm run -s truth -- --known\` writes the list anew and
// keeps the reasons; a new entry starts as the place of the first difference, for somebody to put the reason there.

export const KNOWN_FAILURES: Readonly<Record<string, Readonly<Record<string, string>>>> = `;

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const entry = (id: string, reason: string): string =>
  `    ${/^[a-z_$][\w$]*$/i.test(id) ? id : quoted(id)}: ${quoted(reason)},\n`;

export function rewriteKnown(): string {
  let body = '';
  let told = '';
  for (const kept of KEPT_SETS) {
    const { name } = kept.set;
    const failures = failuresOf(playKept(kept));
    const lines = [...failures]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, where]) => entry(id, KNOWN_FAILURES[name]?.[id] ?? where));
    body += lines.length === 0 ? `  ${name}: {},\n` : `  ${name}: {\n${lines.join('')}  },\n`;
    told += `${name}: ${failures.size} known failures\n`;
  }
  writeFileSync('src/testkit/conformance/known-failures.ts', `${HEAD}{\n${body}};\n`);
  return told;
}
