/** A person follows a lesson: predicts, does every task, takes the quiz, comes back and finds it all as it was. */
import course from '../content/course.ts';
import predictions from '../content/pid-1/predictions.ts';
import quiz from '../content/pid-1/quiz.ts';
import tasks from '../content/pid-1/tasks.ts';
import type { Question } from '../src/lesson/index.ts';
import { plain } from '../src/lesson/index.ts';
import { expect, test } from './site.ts';
import { expectPrompt, playScript, screen } from './terminal.ts';

const lesson = course.find((each) => each.id === 'pid-1');

const started = async (page: import('@playwright/test').Page): Promise<void> => {
  // The lab wakes at the first sign of life that the page can hear: on a busy machine its script may come after the first move.
  await expect(async () => {
    await page.mouse.move(400, 300);
    await page.mouse.move(420, 320);
    await expect(page.locator('.xterm').first()).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 30_000 });
  await expectPrompt(page);
};

for (const section of lesson?.sections ?? []) {
  const mine = tasks.filter((task) => task.section === section.id);
  if (mine.length === 0) continue;
  test(`every task of "${plain(section.title)}" can be done by typing, and stays done`, async ({ page }) => {
    test.setTimeout(60_000 + 30_000 * mine.length);
    await page.setViewportSize({ width: 1500, height: 1000 });
    for (const task of mine) {
      await page.goto(`learn/pid-1/${section.id}`);
      await started(page);
      const item = page
        .getByRole('listitem')
        .filter({ hasText: plain(task.title) })
        .first();
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
    await page.goto(`learn/pid-1/${section.id}`);
    for (const task of mine) {
      const item = page
        .getByRole('listitem')
        .filter({ hasText: plain(task.title) })
        .first();
      await expect(item.getByText('Done:')).toBeAttached();
    }
  });
}

test('a prediction is made once, is explained, and runs', async ({ page }) => {
  const prediction = predictions.find((each) => each.run !== undefined);
  const wrong = prediction?.options.find((option) => option.id !== prediction.answer);
  if (!prediction || !wrong) throw new Error('the lesson has no prediction that runs');
  await page.goto(`learn/pid-1/${prediction.section}`);
  const block = page
    .locator('section')
    .filter({ hasText: plain(prediction.question) })
    .first();
  await block.getByText(plain(wrong.text)).first().click();
  await block.getByRole('button', { name: 'That is my guess' }).click();
  await expect(block).toContainText('Your guess');
  await expect(block).toContainText('This happens');
  await block.getByRole('button', { name: 'Run it' }).click();
  const [first] = prediction.run ?? [];
  const line = first && 'type' in first ? first.type : '';
  await expect.poll(() => screen(page), { timeout: 20_000 }).toContain(line);
  await page.reload();
  await expect(
    page
      .locator('section')
      .filter({ hasText: plain(prediction.question) })
      .first(),
  ).toContainText('Your guess');
});

async function answerRightly(page: import('@playwright/test').Page, question: Question): Promise<void> {
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

test('the quiz can be answered rightly from end to end, and is remembered', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto('quiz/pid-1');
  for (const question of quiz) await answerRightly(page, question);
  await page.reload();
  await expect(page.getByText(`${quiz.length} of ${quiz.length} answered rightly`)).toBeVisible();
});

test('the course map knows where to go on', async ({ page }) => {
  await page.goto('learn/pid-1/kill-nine');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.goto('./');
  await page.getByRole('link', { name: /^Continue/ }).click();
  await expect(page).toHaveURL(/learn\/pid-1\/kill-nine$/);
});

test('lessons that are not built say so', async ({ page }) => {
  await page.goto('learn/dns');
  await expect(page.getByRole('main')).toContainText('not built yet');
});

test('an interview card shows its answer when asked, and its follow-ups', async ({ page }) => {
  await page.goto('cards/pid-1');
  const card = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { level: 2 }) })
    .first();
  await card.getByRole('button', { name: 'Show the answer' }).click();
  await expect(card).toContainText('An interviewer listens for');
});
