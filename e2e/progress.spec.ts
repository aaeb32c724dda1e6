/** Progress: exported, merged, reset and undone; and what happens when the storage is damaged, full or missing. */
import { readFileSync } from 'node:fs';
import { expect, test } from './site.ts';

const KEY = 'pod.progress';
const log = (...lines: readonly object[]): string =>
  [{ name: 'inside-the-pod progress', version: 1 }, ...lines].map((line) => JSON.stringify(line)).join('\n') + '\n';
const READ = { id: 'a', at: 1000, kind: 'read', lesson: 'pid-1', section: 'kill-nine' };

test.describe('with something done', () => {
  test.beforeEach(async ({ page }) => {
    await page.goto('about');
    await page.evaluate(([key, text]) => localStorage.setItem(key ?? '', text ?? ''), [KEY, log(READ)]);
  });

  test('it is shown, exported, reset, and brought back', async ({ page }) => {
    await page.goto('progress');
    await expect(page.getByText('1 of')).toBeVisible();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();
    const file = await (await download).path();
    expect(readFileSync(file, 'utf8')).toContain('kill-nine');
    await page.getByRole('button', { name: 'Reset all progress' }).click();
    await expect(page.getByText('You started over.', { exact: true })).toBeVisible();
    await expect(page.getByText('0 of').first()).toBeVisible();
    await page.reload();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByText('1 of')).toBeVisible();
  });

  test('a file of another device is merged', async ({ page }) => {
    await page.goto('progress');
    const other = log({ ...READ, id: 'b', section: 'wont-die' }, READ);
    await page
      .getByLabel('Progress file')
      .setInputFiles({ name: 'p.txt', mimeType: 'text/plain', buffer: Buffer.from(other) });
    await expect(page.getByText('1 new entries taken over.')).toBeVisible();
    await expect(page.getByText('2 of')).toBeVisible();
    await page
      .getByLabel('Progress file')
      .setInputFiles({ name: 'x.txt', mimeType: 'text/plain', buffer: Buffer.from('{}') });
    await expect(page.getByRole('alert')).toContainText('cannot be read');
  });

  test('two tabs stay in step', async ({ page, context }) => {
    await page.goto('progress');
    const other = await context.newPage();
    await other.goto('progress');
    await other.getByRole('button', { name: 'Reset all progress' }).click();
    await expect(page.getByText('You started over.', { exact: true })).toBeVisible();
  });
});

test('damaged progress is reported, a copy is kept, and the course goes on', async ({ page }) => {
  await page.goto('about');
  await page.evaluate(
    ([key, text]) => localStorage.setItem(key ?? '', text ?? ''),
    [KEY, `${log(READ)}{"id":"b","at":`],
  );
  await page.goto('progress');
  await expect(page.getByRole('alert')).toContainText('could not be read');
  await expect(page.getByText('1 of')).toBeVisible();
  expect(await page.evaluate(() => localStorage.getItem('pod.progress.damaged-1'))).toContain('"at":');
});

test('without storage the course works and says that it keeps nothing', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, 'localStorage', {
      get() {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });
  await page.goto('progress');
  await expect(page.getByRole('alert')).toContainText('keeps nothing');
});

test('a full storage is reported', async ({ page }) => {
  await page.addInitScript(() => {
    const write = Storage.prototype.setItem;
    Storage.prototype.setItem = function (name, text) {
      if (name === 'pod.progress') throw new DOMException('full', 'QuotaExceededError');
      write.call(this, name, text);
    };
  });
  await page.goto('learn/pid-1/kill-nine');
  await expect(page.getByRole('alert')).toContainText('full');
});

test('settings hold after a reload', async ({ page }) => {
  await page.goto('./');
  await page.getByLabel('Menu').click();
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('radio', { name: 'Dark' }).click();
  await page.getByLabel('Type size', { exact: true }).fill('120');
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(await page.evaluate(() => document.documentElement.style.fontSize)).toBe('120%');
});

test('search finds sections, commands and words', async ({ page }) => {
  await page.goto('./');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('kill -9');
  await expect(page.getByRole('option').first()).toContainText('kill -9 1');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/learn\/pid-1\/kill-nine$/);
});

test('a part that cannot be loaded says so in its place', async ({ page, complaints }) => {
  await page.route(/assets\/lab-(?!bus-).*\.js/, (route) => route.abort());
  await page.goto('learn/pid-1/kill-nine');
  // The page listens for signs of life once its script runs: on a busy machine that may come after the first move.
  await expect(async () => {
    await page.mouse.move(300, 300);
    await page.mouse.move(310, 310);
    await expect(page.getByRole('alert')).toContainText('The lab could not be loaded', { timeout: 1000 });
  }).toPass();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  complaints.length = 0;
});
