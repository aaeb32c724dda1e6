/**
 * Records what real bash shows while lines are edited and completed: the sets beside the editor
 * (src/sim/shell/edit/recordings). Needs Linux with bash 5.2 and script(1) of util-linux.
 *
 *   node scripts/run.mjs src/testkit/record/editing.ts [--check] [first session] [how many]
 *
 * Without --check the files are rewritten with what was seen. A new session is an entry with `keys` and empty `shows`.
 */
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { keyBytes } from '../truth/shell/format.ts';

interface Session {
  readonly keys: readonly string[];
  readonly shows: readonly string[];
  readonly term?: string;
  readonly cols?: number;
  readonly prompt?: string;
}

interface Recording {
  readonly here?: Readonly<Record<string, string>>;
  readonly programs?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
  readonly cases: readonly Session[];
}

const FOLDER = 'src/sim/shell/edit/recordings';
const INPUTRC = 'set input-meta on\nset output-meta on\nset enable-bracketed-paste off\n';
/** A terminal that is silent for so long has nothing more to say. */
const QUIET_MS = 60;

const READ_LOOP =
  'set -o history; history -c; while IFS= read -r -e -p "$P" x; do [ -n "$x" ] && history -s -- "$x"; done';

function folder(recording: Recording): string {
  const root = mkdtempSync(join(tmpdir(), 'editing-'));
  mkdirSync(join(root, 'here'));
  mkdirSync(join(root, 'bin'));
  writeFileSync(join(root, 'inputrc'), INPUTRC);
  const make = (path: string, kind: string): void => {
    if (kind === 'dir') mkdirSync(path, { recursive: true });
    else if (kind.startsWith('link:')) symlinkSync(kind.slice(5), path);
    else writeFileSync(path, '');
    if (kind === 'exec') chmodSync(path, 0o755);
  };
  for (const [path, kind] of Object.entries(recording.here ?? {})) make(join(root, 'here', path), kind);
  for (const [name, kind] of Object.entries(recording.programs ?? {})) make(join(root, 'bin', name), kind);
  return root;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

async function record(session: Session, recording: Recording, root: string): Promise<readonly string[]> {
  const complete = recording.here !== undefined;
  const env = {
    ...recording.variables,
    HOME: join(root, 'here'),
    PATH: complete ? join(root, 'bin') : '/usr/bin:/bin',
    TERM: session.term ?? 'xterm',
    INPUTRC: join(root, 'inputrc'),
    HISTFILE: '',
    ...(complete ? { PS1: '$ ' } : { PS1: '', P: session.prompt ?? '$ ' }),
  };
  const bash = `/bin/bash --norc --noprofile -i${complete ? '' : ` -c ${quoted(READ_LOOP)}`}`;
  const command = `/usr/bin/stty rows 24 cols ${session.cols ?? 80}; cd ${join(root, 'here')}; exec /usr/bin/env -i ${Object.entries(
    env,
  )
    .map(([name, value]) => quoted(`${name}=${value}`))
    .join(' ')} ${bash}`;
  const child = spawn('/usr/bin/script', ['-qfec', command, '/dev/null'], { stdio: ['pipe', 'pipe', 'ignore'] });
  let out = '';
  child.stdout.setEncoding('latin1').on('data', (text: string) => (out += text));
  const quiet = async (): Promise<string> => {
    for (let before = -1; before !== out.length;) {
      before = out.length;
      await sleep(QUIET_MS);
    }
    const shown = out;
    out = '';
    return shown;
  };
  while (out === '') await sleep(10);
  const shows = [await quiet()];
  for (const key of session.keys) {
    const bytes = keyBytes(key);
    for (const part of bytes.startsWith('\x1b') ? [bytes] : bytes) {
      child.stdin.write(part, 'latin1');
      await sleep(15);
    }
    shows.push(await quiet());
  }
  child.kill('SIGKILL');
  return shows;
}

const check = process.argv.includes('--check');
const [from = 0, count = Infinity] = process.argv
  .slice(2)
  .filter((word) => /^[0-9]+$/.test(word))
  .map(Number);
let different = 0;
let seen = 0;
for (const name of ['editing.json', 'completion.json']) {
  const path = join(FOLDER, name);
  const recording = JSON.parse(readFileSync(path, 'utf8')) as Recording;
  const root = folder(recording);
  const cases: Session[] = [];
  for (const [index, session] of recording.cases.entries()) {
    if (index < from || index >= from + count) {
      cases.push(session);
      continue;
    }
    const shows = await record(session, recording, root);
    seen += 1;
    if (JSON.stringify(shows) !== JSON.stringify(session.shows)) {
      different += 1;
      process.stdout.write(
        `${name} ${index}: ${JSON.stringify(session.keys)}\n  was ${JSON.stringify(session.shows)}\n  now ${JSON.stringify(shows)}\n`,
      );
    }
    cases.push({ ...session, shows });
  }
  rmSync(root, { recursive: true, force: true });
  if (check) continue;
  const head = Object.entries(recording).filter(([key]) => key !== 'cases');
  const lines = head.map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`).join('');
  writeFileSync(
    path,
    `{\n${lines}  "cases": [\n${cases.map((session) => `    ${JSON.stringify(session)}`).join(',\n')}\n  ]\n}\n`,
  );
}
process.stdout.write(`${seen} sessions, ${different} not as recorded\n`);
process.exitCode = different > 0 && check ? 1 : 0;
