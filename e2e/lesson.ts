/** Following a lesson as a person does: waking the lab, doing a task by typing, answering a question of the quiz. */
import type { Locator, Page } from '@playwright/test';
import { plain, type Question, type Task } from '../src/lesson/index.ts';
import { expect } from './site.ts';
import { expectPrompt, playScript, screen } from './terminal.ts';

export const started = async (page: Page): Promise<void> => {
  // The lab wakes at the first sign of life that the page can hear: on a busy machine its script may come after the first move.
  await expect(async () => {
    await page.mouse.move(400, 300);
    await page.mouse.move(420, 320);
    await expect(page.locator('.xterm').first()).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 30_000 });
  await expectPrompt(page);
};

const itemOf = (page: Page, task: Task): Locator =>
  page
    .getByRole('listitem')
    .filter({ hasText: plain(task.title) })
    .first();

/** Opens the section, sets the task's machine up, types the solution, and sees the task ticked. */
export async function doTask(page: Page, lesson: string, task: Task): Promise<void> {
  await page.goto(`learn/${lesson}/${task.section}`);
  await started(page);
  const item = itemOf(page, task);
  const setUp = item.getByRole('button', { name: 'Set up the machine for this' });
  await page.waitForTimeout(400);
  if (await setUp.isVisible()) {
    await setUp.click();
    await expectPrompt(page);
  }
  await playScript(page, task.solution);
  await expect(item.getByText('Done:'), `task ${task.id}, screen:\n${await screen(page)}`).toBeAttached({
    timeout: 25_000,
  });
}

/** After a reload: the tasks are as they were. */
export async function expectDone(page: Page, lesson: string, section: string, tasks: readonly Task[]): Promise<void> {
  await page.goto(`learn/${lesson}/${section}`);
  for (const task of tasks) await expect(itemOf(page, task).getByText('Done:'), task.id).toBeAttached();
}

export async function answerRightly(page: Page, question: Question): Promise<void> {
  const card = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: plain(question.question) }) })
    .first();
  const choose = async (id: string): Promise<void> => {
    if (question.kind !== 'one' && question.kind !== 'many') return;
    const text = question.options.find((option) => option.id === id)?.text ?? '';
    await card
      .locator('label')
      .filter({ hasText: plain(text) })
      .first()
      .click();
  };
  switch (question.kind) {
    case 'one':
      await choose(question.answer);
      break;
    case 'many':
      for (const id of question.answer) await choose(id);
      break;
    case 'type':
      await card
        .getByLabel('Your answer')
        .last()
        .fill(question.accept[0] ?? '');
      break;
    case 'line':
      await card
        .locator('input[type=radio]')
        .nth((question.answer[0] ?? 1) - 1)
        .check();
      break;
    case 'match':
      for (const pair of question.pairs) {
        const select = card
          .locator('label')
          .filter({ hasText: plain(pair.left) })
          .first()
          .locator('select');
        await select.selectOption({ label: pair.right.replace(/[`*]/g, '') });
      }
      break;
    case 'state':
      for (const [label, state] of Object.entries(question.answer)) {
        await card
          .locator('label')
          .filter({ hasText: plain(label) })
          .first()
          .locator('select')
          .selectOption(state);
      }
      break;
    case 'order':
      for (let place = 0; place < question.items.length; place += 1) {
        const text = plain(question.items[place]?.text ?? '');
        for (let tries = 0; tries < question.items.length; tries += 1) {
          const rows = await card.locator('ol > li').allInnerTexts();
          const at = rows.findIndex((row) => row.includes(text));
          if (at <= place) break;
          await card.locator('ol > li').nth(at).getByRole('button', { name: 'Up' }).click();
        }
      }
      break;
  }
  await card.getByRole('button', { name: 'Answer', exact: true }).click();
  await expect(card).toContainText('✓ Right.');
}
