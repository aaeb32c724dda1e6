/** Write your own reaper: a program is typed, mended, run as PID 1, examined, stepped through, and still there after a reload. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './site.ts';
import { openTab, screen } from './terminal.ts';

const editor = (page: Page) => page.getByRole('textbox', { name: 'Text of init.c' });
const problems = (page: Page) => page.getByRole('list', { name: 'What the compiler says' });
const report = (page: Page) => page.getByRole('region', { name: 'Report' });
const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });

const ONCE = `#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static int calls;

static void on_child(int sig)
{
    (void)sig;
    calls++;
    wait(NULL);
}

int main(void)
{
    signal(SIGCHLD, on_child);
    for (;;)
        pause();
}
`;

async function write(page: Page, text: string): Promise<void> {
  await editor(page).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
}

async function clean(page: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).exclude('.xterm').analyze();
  expect(
    violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.join(' '))]),
    what,
  ).toEqual([]);
}

test('a wrong program is told where, mended, run as PID 1, examined, looked into, and kept', async ({ page }) => {
  test.slow();
  await page.goto('lab/reaper');
  await expect(editor(page)).toBeVisible();

  await write(page, ONCE.replace('calls++;', 'calls++'));
  await expect(problems(page)).toContainText(/init\.c:\d+:\d+/);
  await expect(problems(page)).toContainText('expected');
  await clean(page, 'with an error');
  await page.getByRole('button', { name: 'Run as PID 1' }).click();
  await expect(page.getByText('It does not compile')).toBeVisible();
  await problems(page).getByRole('button').first().click();
  await expect(editor(page)).toBeFocused();

  await write(page, ONCE);
  await expect(problems(page)).toBeHidden();
  await page.getByRole('button', { name: 'Run as PID 1' }).click();
  await expect(page.getByText('runs as PID 1')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('button', { name: 'Stop typing' })).toBeHidden({ timeout: 30_000 });
  await openTab(page, 'host');
  await expect.poll(() => screen(page)).toMatch(/docker exec web-0 cc .*\n.*docker restart/);

  await page.getByRole('button', { name: 'Check my program' }).click();
  await expect(report(page)).toContainText(/\d+ of \d+ schedules passed/, { timeout: 60_000 });
  await expect(report(page)).toContainText(/\d of \d children are still zombies\. The handler ran once/);
  await clean(page, 'with a report');

  await report(page).getByRole('button', { name: 'Open this run: A burst' }).click();
  const source = page.getByRole('region', { name: 'Text of init.c' });
  await expect(source).toContainText('on_child');
  await expect(page.getByRole('region', { name: 'State of the process' })).toContainText('to collect');
  await clean(page, 'in the debugger');

  await source.getByRole('button', { name: 'Run to line 16' }).focus();
  await page.getByRole('button', { name: 'Step back a statement' }).click();
  const calls = page.getByRole('table', { name: 'Global variables' });
  await expect(calls).toContainText('1');
  for (let i = 0; i < 3; i += 1) await page.getByRole('button', { name: 'Step back a statement' }).click();
  await expect(calls).toContainText('0');
  await expect(source.locator('[aria-current=step]')).toBeVisible();
  await page.getByRole('button', { name: 'Step, into functions and handlers' }).click();

  await page.reload();
  await expect(editor(page)).toContainText('static int calls;');
});

test('a starting point can be taken, and taken back', async ({ page }) => {
  await page.goto('lab/reaper');
  await write(page, '/* mine */\n');
  await page.getByLabel('Begin with').selectOption('loop');
  await expect(editor(page)).toContainText('WNOHANG');
  await expect(page.getByText('The textbook answer.')).toBeVisible();
  await page.getByRole('button', { name: 'My text back' }).click();
  await expect(editor(page)).toContainText('/* mine */');
});

test('by keyboard alone: Tab indents, Escape and Tab leave, Ctrl Enter runs', async ({ page }) => {
  await page.goto('lab/reaper');
  await editor(page).focus();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('Tab');
  await expect(editor(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(editor(page)).not.toBeFocused();
  await editor(page).focus();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByText('runs as PID 1')).toBeVisible({ timeout: 30_000 });
  await tab(page, 'Editor').focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('button', { name: 'Next event: a signal or a death' })).toBeVisible();
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Step, into functions and handlers' }).focus();
  await page.keyboard.press('b');
  await expect(page.locator('[aria-current=step]')).toBeVisible();
});

test('the language has a page, readable without scripts', async ({ browser, site }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${site}reference/c`);
  await expect(page.getByRole('heading', { name: 'The C of the machines' })).toBeVisible();
  await expect(page.locator('#fn-waitpid')).toContainText('pid_t waitpid');
  await expect(page.getByRole('region', { name: 'errno' })).toContainText('No child processes');
  await context.close();
});

test('the reference page is clean', async ({ page }) => {
  await page.goto('reference/c');
  await clean(page, 'reference');
});
