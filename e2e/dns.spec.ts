/** The resolvers' playground: knobs change the pictures, every query explains itself, the address is the experiment. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './site.ts';

const SILENT = 'lab/dns?v=1&s=10.96.0.10~drop~0';

test('a silent server costs glibc 20 s, musl 5 s and Go 40 s, and the link keeps it', async ({ page }) => {
  await page.goto('lab/dns');
  const lane = (name: string) => page.getByRole('region', { name: new RegExp(`^${name}`) });
  await expect(lane('glibc 2.36')).toContainText('8 queries');
  await page.getByRole('combobox', { name: '10.96.0.10' }).selectOption('never answers');
  await expect(lane('glibc 2.36')).toContainText('EAI_AGAIN after 20 s');
  await expect(lane('musl 1.2.5')).toContainText('EAI_AGAIN after 5 s');
  await expect(lane('Go 1.19')).toContainText('after 40 s');
  await page.reload();
  await expect(lane('glibc 2.36')).toContainText('EAI_AGAIN after 20 s');
  expect(decodeURIComponent(page.url())).toContain('10.96.0.10~drop~');
});

test('a query is explained; the arrow keys go from query to query', async ({ page }) => {
  await page.goto(SILENT);
  const glibc = page.getByRole('region', { name: /^glibc/ });
  const bars = glibc.getByRole('button');
  await expect(bars).toHaveCount(4);
  await bars.first().click();
  const why = page.getByRole('region', { name: 'Why this query' });
  await expect(why).toContainText('Nothing came for 5 s.');
  await expect(why).toContainText('/etc/resolv.conf line');
  await page.keyboard.press('ArrowRight');
  await expect(bars.nth(1)).toBeFocused();
  await expect(bars.nth(1)).toHaveAttribute('aria-pressed', 'true');
});

test('the table has what the picture has, and a wrong file does not break the page', async ({ page }) => {
  await page.goto(SILENT);
  await page.getByRole('radio', { name: 'Table' }).click();
  // glibc 8, musl 4, Go 16
  await expect(page.getByRole('row')).toHaveCount(1 + 28);
  await page
    .getByRole('textbox', { name: '/etc/resolv.conf' })
    .fill('nonsense\nnameserver x\noptions ndots:abc timeout:-1\n\0');
  await expect(page.getByRole('row').first()).toBeVisible();
  await page.getByRole('combobox', { name: 'getaddrinfo' }).fill('..');
  await page.getByRole('radio', { name: 'Timelines' }).click();
  await expect(page.getByText('Nothing was sent.').first()).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the playground, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(SILENT);
    await page
      .getByRole('region', { name: /^glibc/ })
      .getByRole('button')
      .first()
      .click();
    for (const view of ['Timelines', 'Slower and slower', 'Table']) {
      await page.getByRole('radio', { name: view }).click();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    }
  });
}
