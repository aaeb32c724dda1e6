// The words of a simple command line, quotes removed: XCU 2.2. Expansions have no place in the recordings.

export function wordsOf(command: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (let i = 0; i < command.length; i += 1) {
    const char = command[i] ?? '';
    if (/\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      continue;
    }
    word ??= '';
    if (char === '\\') word += command[(i += 1)] ?? '';
    else if (char === "'") {
      const end = command.indexOf("'", i + 1);
      word += command.slice(i + 1, end < 0 ? undefined : end);
      i = end < 0 ? command.length : end;
    } else if (char === '"') {
      for (i += 1; i < command.length && command[i] !== '"'; i += 1) {
        if (command[i] === '\\' && '$`"\\'.includes(command[i + 1] ?? ' ')) i += 1;
        word += command[i] ?? '';
      }
    } else word += char;
  }
  if (word !== undefined) words.push(word);
  return words;
}
