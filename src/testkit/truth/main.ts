// `npm run -s truth -- <set> <dir>... [--verbose] [--only ID]`: plays recordings against the simulators.
// `--known` writes the list of known failures anew; `--keep DIR` copies the sets of a folder into the project.
import { statSync } from 'node:fs';
import { keepRecordings } from '../conformance/keep.ts';
import { rewriteKnown } from '../conformance/known.ts';
import { SETS } from './sets.ts';

function main(args: readonly string[]): number {
  if (args[0] === '--known' || (args[0] === '--keep' && args[1] !== undefined)) {
    process.stdout.write(args[0] === '--known' ? rewriteKnown() : keepRecordings(args[1] ?? ''));
    return 0;
  }
  const verbose = args.includes('--verbose');
  const onlyAt = args.indexOf('--only');
  const only = onlyAt >= 0 ? new Set((args[onlyAt + 1] ?? '').split(',')) : undefined;
  const words = args.filter((arg, i) => !arg.startsWith('--') && (onlyAt < 0 || i !== onlyAt + 1));
  const [name, ...dirs] = words;
  const set = SETS.find((each) => each.name === name);
  if (!set || dirs.length === 0) {
    process.stderr.write(
      `usage: npm run -s truth -- <set> <dir>... [--verbose] [--only ID,ID]\n       npm run -s truth -- --known | --keep DIR\nsets: ${SETS.map((each) => each.name).join(' ')}\n`,
    );
    return 2;
  }
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  for (const dir of dirs) {
    const files = statSync(dir).isDirectory() ? set.files(dir) : [dir];
    for (const file of files) {
      for (const result of set.play(file, only)) {
        if (only && !only.has(result.id)) continue;
        if (result.kind === 'passed') passed += 1;
        else if (result.kind === 'failed') failed += 1;
        else skipped += 1;
        if (result.kind === 'failed') process.stdout.write(`FAIL ${result.id}: ${result.detail ?? ''}\n`);
        else if (verbose || result.kind === 'skipped')
          process.stdout.write(
            `${result.kind === 'passed' ? 'ok  ' : 'skip'} ${result.id}${result.detail ? `: ${result.detail}` : ''}\n`,
          );
      }
    }
  }
  process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  return failed > 0 ? 1 : 0;
}

process.exitCode = main(process.argv.slice(2));
