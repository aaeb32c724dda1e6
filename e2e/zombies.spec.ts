/** A person follows lesson 2: does every task by typing, guesses, answers the quiz, and finds it all as it was. */
import AxeBuilder from '@axe-core/playwright';
import lesson from '../content/zombies/lesson.ts';
import predictions from '../content/zombies/predictions.ts';
import quiz from '../content/zombies/quiz.ts';
import tasks from '../content/zombies/tasks.ts';
import { plain } from '../src/lesson/index.ts';
import { answerRightly, doTask, expectDone, started } from './lesson.ts';
import { expect, test } from './site.ts';
import { expectPrompt, screen } from './terminal.ts';

for (const section of lesson.sections) {
  const mine = tasks.filter((task) => task.section === section.id);
  if (mine.length === 0) continue;
  test(`every task of "${plain(section.title)}" can be done by typing, and stays done`, async ({ page }) => {
    test.setTimeout(60_000 + 45_000 * mine.length);
    await page.setViewportSize({ width: 1500, height: 1000 });
    for (const task of mine) await doTask(page, 'zombies', task);
    await expectDone(page, 'zombies', section.id, mine);
  });
}

test('a guess about the dead is made, explained, and comes true', async ({ page }) => {
  const prediction = predictions.find((each) => each.id === 'kill-nine-zombie');
  if (!prediction) throw new Error('the lesson begins with this guess');
  await page.goto(`learn/zombies/${prediction.section}`);
  const block = page
    .locator('section')
    .filter({ hasText: plain(prediction.question) })
    .first();
  const right = prediction.options.find(({ id }) => id === prediction.answer);
  await block
    .getByText(plain(right?.text ?? ''))
    .first()
    .click();
  await block.getByRole('button', { name: 'That is my guess' }).click();
  await block.getByRole('button', { name: 'Run it' }).click();
  await expect.poll(() => screen(page), { timeout: 20_000 }).toContain('kill -9 2; echo $?\n0');
});

test('the quiz can be answered rightly from end to end', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto('quiz/zombies');
  for (const question of quiz) await answerRightly(page, question);
  await page.reload();
  await expect(page.getByText(`${quiz.length} of ${quiz.length} answered rightly`)).toBeVisible();
});

test('the playground opens with the states, five of them zombies', async ({ page }) => {
  await page.goto('lab/zombies?workload=parent');
  await expectPrompt(page);
  await expect(page.locator('[data-spot][data-state="Z"]:enabled')).toHaveCount(5);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the sections of lesson 2, ${colorScheme}`, async ({ page }) => {
    test.setTimeout(180_000);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const section of lesson.sections) {
      await page.goto(`learn/zombies/${section.id}`);
      await started(page);
      const { violations } = await new AxeBuilder({ page }).exclude('.xterm').analyze();
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`),
        section.id,
      ).toEqual([]);
    }
  });
}
