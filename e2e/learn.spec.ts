/** A person follows a lesson: predicts, does every task, takes the quiz, comes back and finds it all as it was. */
import course from '../content/course.ts';
import predictions from '../content/pid-1/predictions.ts';
import quiz from '../content/pid-1/quiz.ts';
import tasks from '../content/pid-1/tasks.ts';
import { plain } from '../src/lesson/index.ts';
import { answerRightly, doTask, expectDone } from './lesson.ts';
import { expect, test } from './site.ts';
import { screen } from './terminal.ts';

const lesson = course.find((each) => each.id === 'pid-1');

for (const section of lesson?.sections ?? []) {
  const mine = tasks.filter((task) => task.section === section.id);
  if (mine.length === 0) continue;
  test(`every task of "${plain(section.title)}" can be done by typing, and stays done`, async ({ page }) => {
    test.setTimeout(60_000 + 30_000 * mine.length);
    await page.setViewportSize({ width: 1500, height: 1000 });
    for (const task of mine) await doTask(page, 'pid-1', task);
    await expectDone(page, 'pid-1', section.id, mine);
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
  await page.goto('learn/manifests');
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
