/** The resolvers' playground: knobs change the pictures, every query explains itself, the address is the experiment. */
import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './site.ts';
import { enter, expectPrompt } from './terminal.ts';

const SILENT = 'lab/dns?v=1&s=10.96.0.10~drop~0';

const lane = (page: Page, name: string) => page.getByRole('region', { name: new RegExp(`^${name}`) });
const view = (page: Page, name: string) => page.getByRole('radio', { name }).click();

test('a silent server costs glibc 20 s, musl 5 s and Go 40 s, and the link keeps it', async ({ page }) => {
  await page.goto('lab/dns');
  await expect(lane(page, 'glibc 2.36')).toContainText('8 queries');
  await page.getByRole('combobox', { name: '10.96.0.10' }).selectOption('never answers');
  await expect(lane(page, 'glibc 2.36')).toContainText('EAI_AGAIN after 20 s');
  await expect(lane(page, 'musl 1.2.5')).toContainText('EAI_AGAIN after 5 s');
  await expect(lane(page, 'Go 1.19')).toContainText('after 40 s');
  await expect.poll(() => decodeURIComponent(page.url())).toContain('10.96.0.10~drop~');
  await page.reload();
  await expect(lane(page, 'glibc 2.36')).toContainText('EAI_AGAIN after 20 s');
});

test('a query is explained; the arrow keys go from query to query', async ({ page }) => {
  await page.goto(SILENT);
  const bars = lane(page, 'glibc').getByRole('button');
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
  await view(page, 'Table');
  // glibc 8, musl 4, Go 16
  await expect(page.getByRole('row')).toHaveCount(1 + 28);
  await page
    .getByRole('textbox', { name: '/etc/resolv.conf' })
    .fill('nonsense\nnameserver x\noptions ndots:abc timeout:-1\n\0');
  await expect(page.getByRole('row').first()).toBeVisible();
  await page.getByRole('combobox', { name: 'getaddrinfo' }).fill('..');
  await view(page, 'Timelines');
  await expect(page.getByText('Nothing was sent.').first()).toBeVisible();
});

test('one looks closer with buttons, keys, the wheel and a drag, and sees everything again', async ({ page }) => {
  await page.goto('lab/dns?v=1&s=10.96.0.10~drop~0,10.96.0.11~servfail~0&c=musl');
  const window = page.getByRole('group', { name: 'Window of time' });
  const said = window.getByRole('status');
  await expect(window.getByRole('button', { name: 'Fit' })).toBeDisabled();
  await window.getByRole('button', { name: 'Look closer' }).click();
  await expect(said).toContainText('from');
  await expect(page).toHaveURL(/[?&]x=\d+-\d+/);
  await page
    .getByRole('button', { name: /^example\.com\.default/ })
    .first()
    .focus();
  await page.keyboard.press('0');
  await expect(said).toHaveText('');
  await page.keyboard.press('+');
  await expect(said).toContainText('from');
  await window.getByRole('button', { name: 'Fit' }).click();
  const box = await lane(page, 'musl').boundingBox();
  if (!box) throw new Error('no lane');
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height - 6);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -300);
  await page.keyboard.up('Control');
  await expect(said).toContainText('from');
  await window.getByRole('button', { name: 'Fit' }).click();
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height - 6);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height - 6, { steps: 4 });
  await page.mouse.up();
  await expect(said).toContainText('from');
});

test('a burst is one mark that opens', async ({ page }) => {
  const resolvConf = encodeURIComponent('nameserver 10.96.0.10\nnameserver 10.96.0.11\n');
  await page.goto(`lab/dns?v=1&c=glibc&n=web.&r=${resolvConf}&s=10.96.0.10~servfail~0,10.96.0.11~slow~5000`);
  const crowd = page.getByRole('button', { name: /queries between .* look closer/ }).first();
  const bars = page.locator('[data-query]');
  const before = await bars.count();
  await crowd.click();
  await expect.poll(() => bars.count()).not.toBe(before);
});

test('the same lookup as a sequence: who asks whom, what is waited for, and why', async ({ page }) => {
  await page.goto(`${SILENT}&w=sequence`);
  const glibc = page.getByRole('region', { name: 'glibc 2.36, step by step' });
  await expect(glibc).toContainText('getaddrinfo("example.com")');
  const arrows = glibc.getByRole('button', { disabled: false });
  await arrows.first().focus();
  await page.keyboard.press('Enter');
  const why = page.getByRole('region', { name: 'Why this query' });
  await expect(why).toContainText('A and AAAA to 10.96.0.10');
  await page.keyboard.press('ArrowDown');
  await expect(arrows.nth(1)).toHaveAttribute('aria-pressed', 'true');
  await view(page, 'musl 1.2.5');
  await expect(page.getByRole('region', { name: 'musl 1.2.5, step by step' })).toContainText('again');
});

test('two configurations side by side, what differs in words, and a link that keeps both', async ({ page }) => {
  await page.goto('lab/dns?v=1&n=api.example.com');
  await page.getByRole('button', { name: 'Compare A | B' }).click();
  await page.getByRole('button', { name: 'ndots:1' }).click();
  const differences = page.getByRole('region', { name: 'A and B compared' });
  await expect(differences).toContainText('“options ndots:5” in A, “options ndots:1” in B');
  await expect(differences).toContainText('8 → 2 (−6)');
  await expect(lane(page, 'glibc 2.36, B')).toContainText('2 queries');
  await expect(page).toHaveURL(/[?&]b=1/);
  await page.reload();
  await expect(lane(page, 'glibc 2.36, A')).toContainText('8 queries');
  await expect(differences).toContainText('8 → 2 (−6)');
});

test('a pasted file is cleaned, read line by line, and its future told', async ({ page }) => {
  await page.goto('lab/dns?w=forecast');
  await page
    .getByRole('textbox', { name: /Paste a resolv\.conf/ })
    .fill(
      '$ kubectl exec web-0 -- cat /etc/resolv.conf\r\nnameservr 10.0.0.1\nnameserver 10.96.0.10\noptions ndots:99\nsearch a.test b.test\n',
    );
  await page.getByRole('textbox', { name: 'and a name' }).fill('web');
  const box = page.getByRole('region', { name: 'What will happen?' });
  await expect(box).toContainText('a line of the terminal is left out');
  await expect(box).toContainText('Up to 3 names are asked for');
  await expect(box).toContainText('If 10.96.0.10 never answers: 20 s');
  const lines = page.getByRole('region', { name: 'What each library reads in each line' });
  await expect(lines).toContainText('nameserver was meant?');
  await expect(lines).toContainText('ndots:99 counts as 15');
});

test('the kubelet writes the file for a Pod, and says what it left out', async ({ page }) => {
  await page.goto('lab/dns');
  await page.getByText('Written by the kubelet').click();
  const file = page.getByRole('textbox', { name: '/etc/resolv.conf', exact: true });
  await page.getByRole('textbox', { name: 'namespace' }).fill('prod');
  await expect(file).toHaveValue(/^search prod\.svc\.cluster\.local svc\.cluster\.local/);
  await page.getByRole('checkbox', { name: 'hostNetwork' }).check();
  await expect(file).toHaveValue('nameserver 10.0.0.2\n');
  await page.getByRole('combobox', { name: 'dnsPolicy' }).selectOption('None');
  await expect(page.getByText('must provide at least one DNS nameserver')).toBeVisible();
  await page
    .getByRole('textbox', { name: 'the node’s resolv.conf' })
    .fill([1, 2, 3, 4].map((n) => `nameserver 10.0.0.${n}\n`).join(''));
  await page.getByRole('combobox', { name: 'dnsPolicy' }).selectOption('Default');
  await expect(page.getByText('Nameserver limits were exceeded')).toBeVisible();
  await expect(page).toHaveURL(/[?&]p=Default/);
});

test('own records are served, wrong lines are named, and experiments are a click away', async ({ page }) => {
  await page.goto('lab/dns?v=1&n=new.test.');
  await page.getByText('Records of your own').click();
  await page
    .getByRole('textbox', { name: /records that the name servers/ })
    .fill('new.test A 192.0.2.7\nnew.test A x\n');
  await expect(lane(page, 'glibc')).toContainText('192.0.2.7');
  await expect(page.getByText('“x” is no IPv4 address')).toBeVisible();
  await page.getByRole('link', { name: 'Split horizon' }).click();
  await expect(page.getByText('Who believes whom?')).toBeVisible();
  await expect(lane(page, 'musl 1.2.5')).toContainText('10.96.0.11');
});

test('the picture and the table can be taken along', async ({ page }) => {
  await page.goto(SILENT);
  const take = async (item: string): Promise<string> => {
    await page.getByText('Take along').click();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: item }).click()]);
    return readFile(await file.path(), 'latin1');
  };
  const svg = await take('Picture as SVG');
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  expect(svg).toContain('Looking up example.com');
  expect((await take('Picture as PNG')).slice(1, 4)).toBe('PNG');
  expect(await take('Table as CSV')).toContain('no answer');
});

test('the delay is dragged, the cliffs say their rule, the table has the figures', async ({ page }) => {
  await page.goto('lab/dns?v=1&n=web&w=sweep');
  const cliffs = page.getByRole('list', { name: 'Cliffs' });
  await expect(cliffs).toContainText(
    'musl 1.2.5 at 5 s: 5 s → 5 s (error). timeout is the time for the whole name: it is over.',
  );
  await expect(cliffs).toContainText('glibc 2.36 at 10 s');
  await page.getByRole('slider', { name: 'Delay of the answers' }).fill('11000');
  await expect(page.getByText('error after 20 s')).toBeVisible();
  await page.getByText('As a table').click();
  await expect(page.getByRole('row', { name: /^4\.999 s/ })).toContainText('5 s');
  await page.getByRole('button', { name: 'Timelines at this delay' }).click();
  await expect(lane(page, 'glibc')).toContainText('EAI_AGAIN after 20 s');
});

test('in a lab each run of a program has a lane, a sequence, packets and calls', async ({ page }) => {
  await page.goto('lab/dns-cluster');
  await expectPrompt(page);
  await expect(page.getByText('Nothing has been asked yet.')).toBeVisible();
  await enter(page, 'getent hosts example.com');
  const run = page.getByRole('group', { name: /^debian · getent hosts example\.com/ });
  await expect(run).toContainText('example.com');
  await view(page, 'Sequence');
  // What CoreDNS asks its upstream stands in the sequence of who asked CoreDNS.
  await expect(page.getByRole('group', { name: /step by step$/ })).toContainText('172.18.0.1');
  await view(page, 'tcpdump');
  await expect(page.getByRole('region', { name: /as tcpdump prints/ })).toContainText('AAAA? example.com.');
  await view(page, 'strace');
  await expect(page.getByRole('region', { name: /as strace prints/ })).toContainText('sendto(3');
});

test('a name server may be a CoreDNS whose upstream is dead', async ({ page }) => {
  await page.goto('lab/dns');
  await page.getByRole('link', { name: 'The upstream is dead' }).click();
  await view(page, 'Sequence');
  await expect(page.getByRole('region', { name: 'glibc 2.36, step by step' })).toContainText('172.18.0.1');
});

for (const address of [
  'lab/dns?v=9&c=windows&f=7&s=,x~y~1e99&x=9-1&q=z&w=nothing&l=cubic&p=~~~&b=1&bs=%00&z=%F0%9F%98%80',
  `lab/dns?v=1&n=${'x'.repeat(64)}.test&r=${'search '.repeat(40)}`,
  'lab/dns?v=1&n=&r=',
])
  test(`a broken link opens: ${address.slice(0, 30)}`, async ({ page }) => {
    await page.goto(address);
    await expect(lane(page, 'glibc').first()).toBeVisible();
    for (const name of ['Sequence', 'Slower and slower', 'What will happen?', 'Table', 'Timelines'])
      await view(page, name);
    await expect(lane(page, 'glibc').first()).toBeVisible();
  });

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the playground, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    // Bars with words of every colour.
    await page.goto('lab/dns?v=1&c=glibc,musl&s=10.96.0.10~servfail-search~0&b=1&bs=10.96.0.10~truncate~0&l=log');
    await expect(lane(page, 'glibc 2.36, A')).toContainText('✓');
    const coloured = await new AxeBuilder({ page }).analyze();
    expect(coloured.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    await page.goto(`${SILENT}&b=1&bn=web&z=x&p=None`);
    await lane(page, 'glibc 2.36, A').getByRole('button').first().click();
    for (const name of ['Timelines', 'Sequence', 'Slower and slower', 'What will happen?', 'Table']) {
      await view(page, name);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`),
        name,
      ).toEqual([]);
    }
  });
}
