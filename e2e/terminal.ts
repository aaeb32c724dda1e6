/** Working at the lab's terminals as a person does: look at the screen, choose a tab, type, wait for the prompt. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { Script } from '../src/lesson/index.ts';

/** The terminal that is shown: others of the machine are hidden. */
export const terminal = (page: Page): Locator => page.locator('.xterm:visible').first();

/** The text of its visible rows, without blanks at their ends. */
export async function screen(page: Page): Promise<string> {
  const rows = await terminal(page).locator('.xterm-rows > div').allInnerTexts();
  return rows
    .map((row) => row.replaceAll('\u00a0', ' ').trimEnd())
    .join('\n')
    .trimEnd();
}

export async function expectPrompt(page: Page): Promise<void> {
  await expect.poll(() => screen(page), { message: 'the prompt is back' }).toMatch(/[#$]$/);
}

export async function openTab(page: Page, tab: string): Promise<void> {
  const tabs = page.getByRole('tablist', { name: 'Terminals' }).getByRole('tab');
  const named = tabs.filter({ hasText: new RegExp(`^${tab}$`) });
  if (tab !== 'host' && (await named.count()) > 0) {
    await named.first().click();
    return;
  }
  const [name = '', number = '1'] = tab.split('-');
  const mine = tabs.filter({ hasText: name === 'host' ? /^host/ : /^(?!host)/ });
  await mine.nth(Number(number) - 1).click();
}

/** Types a line and Enter. */
export async function enter(page: Page, line: string): Promise<void> {
  await terminal(page).click();
  await page.keyboard.type(line, { delay: 4 });
  await page.keyboard.press('Enter');
}

const KEYS: Readonly<Record<string, string>> = {
  '^C': 'Control+c',
  '^Z': 'Control+z',
  '^D': 'Control+d',
  '^\\': 'Control+\\',
  Up: 'ArrowUp',
  Down: 'ArrowDown',
};

/** Long waits are spent at ten virtual seconds a second, as a person would. */
async function letPass(page: Page, ms: number): Promise<void> {
  if (ms <= 1500) {
    await page.waitForTimeout(ms);
    return;
  }
  const speed = page.getByTitle('Ten virtual seconds a second');
  await speed.click();
  await page.waitForTimeout(ms / 10 + 500);
  await speed.click();
}

/** Plays a script with real keys. */
export async function playScript(page: Page, script: Script): Promise<void> {
  for (const step of script) {
    if ('waitMs' in step) {
      await letPass(page, step.waitMs);
      continue;
    }
    if ('open' in step) {
      await page.getByLabel('Open another terminal').click();
      await page.getByRole('button', { name: step.open === 'host' ? 'On the host' : 'In the container' }).click();
      continue;
    }
    if ('save' in step) {
      await page.getByRole('tab', { name: 'Editor', exact: true }).click();
      await page.getByRole('textbox', { name: /^Text of/ }).click();
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.insertText(step.text);
      await page.keyboard.press('ControlOrMeta+s');
      continue;
    }
    if ('examine' in step) {
      await page.getByRole('button', { name: 'Check my program' }).click();
      await expect(page.getByRole('region', { name: 'Report' })).toContainText(/\d+ of \d+/, { timeout: 60_000 });
      continue;
    }
    await openTab(page, step.in ?? 'container');
    if ('key' in step) {
      await terminal(page).click();
      await page.waitForTimeout(400);
      await page.keyboard.press(KEYS[step.key] ?? step.key);
      continue;
    }
    // A shell that is busy still takes the line: it reads it when its child is done.
    await expectPrompt(page).catch(() => undefined);
    await enter(page, step.type);
    await page.waitForTimeout(250);
  }
}
