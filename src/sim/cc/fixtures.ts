// Fixture files of programs: `=== name` stands above each.

/** Name and source of each program in the file. */
export function casesOf(text: string): [name: string, source: string][] {
  const parts = text.split(/^=== (.*)\n/m).slice(1);
  return parts.flatMap((part, i): [string, string][] => (i % 2 === 0 ? [[part, parts[i + 1] ?? '']] : []));
}
