// What the real editors showed for the same keys: every screen and every cursor of the recordings.
import { expect, test } from 'vitest';
import { utf8 } from '../../kernel/abi/index.ts';
import { Screen } from '../../../testkit/screen.ts';
import { Box } from '../../../testkit/truth/shell/box.ts';
import nano from '../nano/recordings/nano-7.2.json' with { type: 'json' };
import vim from '../vi/recordings/vim-tiny.json' with { type: 'json' };

interface Case {
  readonly files: Readonly<Record<string, string | { readonly text: string; readonly mode?: string }>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly uid?: number;
  readonly keys: readonly string[];
  readonly shows: readonly ({
    readonly rows: Readonly<Record<string, string>>;
    readonly cursor: readonly number[];
  } | null)[];
}

/** How long ago a change was is not the same twice. */
const timeless = (row: string): string =>
  row.replace(/(?:[0-9]+ seconds? ago|[0-9]{2}:[0-9]{2}:[0-9]{2}) */, 'T ').trimEnd();

const AFTER_KEY_MS = 500;

function play(item: Case): void {
  const { files, env, uid, keys, shows } = item;
  const expected = { stdout: '', stderr: '', exit: null };
  const given = { ...(env ? { env } : {}), ...(uid === undefined ? {} : { uid }) };
  const box = new Box({ id: 'editor', about: '', kind: 'interactive', files, ...given, expect: expected }, true);
  box.advance(AFTER_KEY_MS);
  const screen = new Screen(24, 80, true);
  let read = 0;
  let rows: string[] = [];
  keys.forEach((key, i) => {
    box.send(utf8(key));
    box.advance(AFTER_KEY_MS);
    const text = box.text(0);
    screen.feed(text.slice(read));
    read = text.length;
    const show = shows[i];
    if (!show) return;
    for (const [row, now] of Object.entries(show.rows)) {
      while (rows.length <= Number(row)) rows.push('');
      rows[Number(row)] = now;
    }
    while (rows.at(-1) === '') rows = rows.slice(0, -1);
    const label = keys.slice(0, i + 1).join(' ');
    expect({ label, rows: screen.text().map(timeless) }).toEqual({ label, rows: rows.map(timeless) });
    if (!rows[0]?.startsWith('$'))
      expect({ label, at: [screen.row, screen.column] }).toEqual({ label, at: show.cursor });
  });
  box.stopAtCrash();
}

test.each(vim.cases as unknown as readonly Case[])('vi, as vim.tiny: $keys.0 and what follows', play);
test.each(nano.cases as unknown as readonly Case[])('nano, as GNU nano 7.2: $keys.0 and what follows', play);
