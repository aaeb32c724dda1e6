// The C demo programs are compiled from the text that the learner reads.
import { expect, test } from 'vitest';
import { compile } from '../../cc/index.ts';
import { demoCommands } from '../demo.registry.ts';

/** Threads and ptrace are not part of the language. */
const HAND_WRITTEN = ['leader_exit', 'tracer'];

test.each(
  demoCommands.flatMap(({ name, source }) =>
    source?.language === 'c' && !HAND_WRITTEN.includes(name) ? [[source.file, source.text] as const] : [],
  ),
)('%s compiles without a word, as with gcc -Wall', (file, text) => {
  expect(compile(text, file, { wall: true })).toMatchObject({ ok: true, diagnostics: [] });
});
