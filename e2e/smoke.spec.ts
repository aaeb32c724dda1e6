/** The ground under everything else: pages come, are readable without scripts, work under any path, and are accessible. */
import AxeBuilder from '@axe-core/playwright';
import course from '../content/course.ts';
import { expect, serveBuild, test } from './site.ts';

const lesson = course[0];
const section = lesson?.sections[0];
const SECTION = `learn/${lesson?.id}/${section?.id}`;

test('the home page comes and takes the reader to the first section', async ({ page }) => {
  await page.goto('./');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.locator(`a[href$="${SECTION}"]`).first().click();
  await expect(page).toHaveURL(new RegExp(`/${SECTION}$`));
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('a section opens by its address, in each of its spellings', async ({ page }) => {
  for (const spelling of [SECTION, `${SECTION}.html`, `${SECTION}/`]) {
    await page.goto(spelling);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`/${SECTION}$`));
  }
});

test('an address that does not exist says so and leads home', async ({ page, complaints }) => {
  const answer = await page.goto('no/such/page');
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('no page');
  await page.getByRole('main').getByRole('link').first().click();
  await expect(page).toHaveURL(/:\d+\/$/);
  // The 404 itself, and the places where the shell looked for the program.
  complaints.length = 0;
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('every section can be read', async ({ page }) => {
    for (const { id, sections, built } of course) {
      for (const one of built ? sections : []) {
        await page.goto(`learn/${id}/${one.id}`);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        expect((await page.getByRole('main').innerText()).length).toBeGreaterThan(100);
      }
    }
  });

  test('links lead to the next page', async ({ page }) => {
    await page.goto(SECTION);
    await page.locator('a[href$="about"]:visible').first().click();
    await expect(page).toHaveURL(/\/about$/);
  });
});

for (const plain of [true, false]) {
  test(`the site works below /course/ on ${plain ? 'the plainest' : 'a usual'} host`, async ({ page, complaints }) => {
    const served = await serveBuild({ prefix: '/course/', plain });
    try {
      await page.goto(`${served.url}${SECTION}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      const about = page.locator('a[href="/course/about"]:visible').first();
      await expect(about).toBeVisible();
      await about.click();
      await expect(page).toHaveURL(`${served.url}about`);
      await page.reload();
      await expect(page.getByRole('heading', { name: 'About', level: 1 })).toBeVisible();
      expect(complaints).toEqual([]);
      if (!plain) {
        await page.goto(`${served.url}lab/no-such-machine`);
        await expect(page.getByRole('alert')).toContainText('no such machine');
        complaints.length = 0;
      }
    } finally {
      await served.close();
    }
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('axe finds nothing', async ({ page }) => {
      for (const path of ['./', SECTION, 'about', 'progress', 'glossary']) {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        const { violations } = await new AxeBuilder({ page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
          .analyze();
        const found = violations.map((v) => `${path}: ${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`);
        expect(found).toEqual([]);
      }
    });

    test('the theme stands before the first paint', async ({ page }) => {
      await page.goto('./', { waitUntil: 'commit' });
      await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    });
  });
}

test('the scripts that the pages really load keep to the budgets', async ({ page }) => {
  const loaded = new Map<string, number>();
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) loaded.set(response.url(), Number(response.headers()['content-length'] ?? 0));
  });
  await page.goto('./');
  await page.waitForLoadState('networkidle');
  const home = [...loaded.values()].reduce((a, b) => a + b, 0);
  expect(loaded.size).toBeGreaterThan(0);
  expect(home).toBeLessThanOrEqual(110_000);
});
