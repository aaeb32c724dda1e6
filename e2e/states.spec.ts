/** The state machine: tokens stand where their processes are, a zombie answers its questions, and the answers come true. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './site.ts';
import { enter, expectPrompt, openTab, screen } from './terminal.ts';

const open = async (page: Page, path = 'lab/pid1'): Promise<void> => {
  await page.goto(path);
  await expectPrompt(page);
  await page.getByRole('tab', { name: 'States' }).click();
};
const tokens = (page: Page, state: string) => page.locator(`[data-spot][data-state="${state}"]:enabled`);
const card = (page: Page) => page.getByRole('region', { name: /^Process / });

test('zombies stand in Z, their parent has a duty, and the meter hatches them', async ({ page }) => {
  await open(page);
  await enter(page, '/app/zombies 3 &');
  await expect(tokens(page, 'Z')).toHaveCount(3);
  const duties = page.getByRole('region', { name: 'Processes and what parents have to collect' });
  await expect(duties).toContainText('3 to collect');
  await expect(page.getByRole('meter', { name: 'pids.current' })).toHaveAttribute(
    'aria-valuetext',
    /3 of them zombies/,
  );
});

test('a zombie says who, why and what would help; what it predicts comes true', async ({ page }) => {
  await open(page);
  await enter(page, '/app/zombies 2 &');
  await expect(tokens(page, 'Z')).toHaveCount(2);
  await tokens(page, 'Z').first().click();
  await expect(card(page)).toContainText('The parent never waits');
  await expect(card(page)).toContainText(/State:\s+Z \(zombie\)/);
  await expect(card(page)).not.toContainText('VmSize');
  // Killing the zombie stays without effect.
  await card(page)
    .getByRole('button', { name: /^kill -9 \d+ in the container/ })
    .click();
  await expect.poll(() => screen(page)).toMatch(/kill -9 \d+\n/);
  await expect(tokens(page, 'Z')).toHaveCount(2);
  // Killing its parent hands it to PID 1, which does not wait either.
  await card(page)
    .getByRole('button', { name: /^kill \d+ in the container/ })
    .click();
  await expect(card(page)).toContainText('PID 1 adopted it and does not wait');
  await expect(tokens(page, 'Z')).toHaveCount(2);
});

test('merged SIGCHLDs: each reminder takes one more', async ({ page }) => {
  await open(page);
  await enter(page, '/app/reap_once 3 &');
  await expect(tokens(page, 'Z')).toHaveCount(2);
  await tokens(page, 'Z').last().click();
  await expect(card(page)).toContainText('SIGCHLDs merged');
  await enter(page, '');
  await card(page)
    .getByRole('button', { name: /^kill -CHLD/ })
    .click();
  await expect(tokens(page, 'Z')).toHaveCount(1);
});

test('it follows the time line, and what cannot be done in the past is not offered', async ({ page }) => {
  await open(page);
  await enter(page, '/app/zombies 2 &');
  await expect(tokens(page, 'Z')).toHaveCount(2);
  const line = page.getByRole('slider', { name: 'Time line' });
  await line.focus();
  for (let i = 0; i < 40 && (await tokens(page, 'Z').count()) !== 1; i += 1) await page.keyboard.press('ArrowLeft');
  await expect(tokens(page, 'Z')).toHaveCount(1);
  await tokens(page, 'Z').click();
  await expect(card(page).getByRole('button', { name: /^kill -9/ })).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(card(page)).toBeHidden();
  await line.focus();
  await page.keyboard.press('End');
  await expect(tokens(page, 'Z')).toHaveCount(2);
});

test('by keyboard: arrows go from token to token, Enter chooses, Escape comes back to it', async ({ page }) => {
  await open(page);
  await enter(page, '/app/zombies 3 &');
  await expect(tokens(page, 'Z')).toHaveCount(3);
  const [first] = await tokens(page, 'S').all();
  await first?.focus();
  const seen = new Set<string | null>();
  for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowUp', 'ArrowDown']) {
    await page.keyboard.press(key);
    seen.add(await page.evaluate(() => document.activeElement?.getAttribute('data-spot') ?? null));
  }
  expect(seen.size).toBeGreaterThan(2);
  expect(seen.has(null)).toBe(false);
  await page.keyboard.press('Enter');
  await expect(card(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(card(page)).toBeHidden();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-spot'))).toMatch(/^p\d/);
});

test('five hundred gather in a cluster that opens; a table says all of it in words', async ({ page }) => {
  await open(page);
  await enter(page, '/app/zombies 500 &');
  const cluster = page.getByRole('button', { name: /^500 processes, zombie/ });
  await cluster.click();
  const list = page.getByRole('region', { name: /Children of zombies/ });
  await list.getByRole('button', { name: 'zombies 77', exact: true }).click();
  await expect(card(page)).toContainText(/77 inside/);
  await page.getByLabel('as a table').check();
  await expect(page.getByRole('region', { name: 'All processes by state' })).toContainText('Zombie: 500');
});

test('a machine without processes says so', async ({ page }) => {
  await open(page);
  await openTab(page, 'host');
  await enter(page, 'docker kill web-0');
  await expect(page.getByText('no process is left in it')).toBeVisible();
});

for (const scheme of ['light', 'dark'] as const) {
  test(`nothing for axe to complain about, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await open(page);
    await enter(page, '/app/zombies 30 & /app/sleeper & kill -STOP $!');
    await expect(tokens(page, 'T')).toHaveCount(1);
    const all = () => new AxeBuilder({ page }).include('[role=tabpanel]').analyze();
    expect((await all()).violations).toEqual([]);
    await tokens(page, 'Z').first().click();
    expect((await all()).violations).toEqual([]);
    await page.getByLabel('as a table').check();
    expect((await all()).violations).toEqual([]);
  });
}

for (const width of [320, 375, 768, 2560]) {
  test(`nothing is wider than a screen of ${width}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await open(page);
    await enter(page, '/app/zombies 9 &');
    await expect(tokens(page, 'Z')).toHaveCount(9);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await tokens(page, 'Z').first().click();
    await expect(card(page)).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}

test('pointing at a way or at a state explains it, with the kernel function', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: /^Collected by its parent/ }).hover();
  await expect(page.getByText('wait_task_zombie')).toBeVisible();
  await page.getByRole('button', { name: /^Disk sleep/ }).hover();
  await expect(page.getByText('wait_for_vfork_done')).toBeVisible();
});
