/** A person follows lesson 3: does every task by typing, guesses, answers the quiz, and finds it all as it was. */
import AxeBuilder from '@axe-core/playwright';
import lesson from '../content/dns/lesson.ts';
import predictions from '../content/dns/predictions.ts';
import quiz from '../content/dns/quiz.ts';
import tasks from '../content/dns/tasks.ts';
import { plain } from '../src/lesson/index.ts';
import { answerRightly, doTask, expectDone, started } from './lesson.ts';
import { expect, test } from './site.ts';
import { expectPrompt, playScript, screen } from './terminal.ts';

for (const section of lesson.sections) {
  const mine = tasks.filter((task) => task.section === section.id);
  if (mine.length === 0) continue;
  test(`every task of "${plain(section.title)}" can be done by typing, and stays done`, async ({ page }) => {
    test.setTimeout(60_000 + 60_000 * mine.length);
    await page.setViewportSize({ width: 1500, height: 1000 });
    for (const task of mine) await doTask(page, 'dns', task);
    await expectDone(page, 'dns', section.id, mine);
  });
}

test('a guess about eight queries is made, explained, and shown on the axis', async ({ page }) => {
  const prediction = predictions.find((each) => each.id === 'how-many');
  if (!prediction) throw new Error('the lesson begins with this guess');
  await page.goto(`learn/dns/${prediction.section}`);
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
  await expect(block).toContainText('8 queries');
});

test('the quiz can be answered rightly from end to end', async ({ page }) => {
  test.setTimeout(150_000);
  await page.goto('quiz/dns');
  for (const question of quiz) await answerRightly(page, question);
  await page.reload();
  await expect(page.getByText(`${quiz.length} of ${quiz.length} answered rightly`)).toBeVisible();
});

test('a pod asks the cluster at the first prompt, and each pod has a terminal', async ({ page }) => {
  await page.goto('lab/dns-cluster');
  await expectPrompt(page);
  await playScript(page, [{ type: 'dig +short web.default.svc.cluster.local' }]);
  await expect.poll(() => screen(page), { timeout: 20_000 }).toContain('10.96.24.80');
  await playScript(page, [{ type: 'cat /etc/alpine-release', in: 'alpine' }]);
  await expect.poll(() => screen(page), { timeout: 20_000 }).toMatch(/^3\.20/m);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the sections of lesson 3, ${colorScheme}`, async ({ page }) => {
    test.setTimeout(45_000 * lesson.sections.length);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const section of lesson.sections) {
      await page.goto(`learn/dns/${section.id}`);
      await started(page);
      const { violations } = await new AxeBuilder({ page }).exclude('.xterm').analyze();
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`),
        section.id,
      ).toEqual([]);
    }
  });
}
