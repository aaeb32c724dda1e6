/** The lab: a machine is used, looked into, taken back in time, shared and broken. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './site.ts';
import { enter, expectPrompt, openTab, screen, terminal } from './terminal.ts';

const gates = (page: import('@playwright/test').Page) => page.getByRole('list', { name: /What the kernel decided/ });

test('kill -9 1 does nothing, and the page says why', async ({ page }) => {
  await page.goto('lab/pid1');
  await expectPrompt(page);
  await enter(page, 'kill -9 1');
  await expectPrompt(page);
  await expect(gates(page)).toContainText('Unkillable init');
  await expect(gates(page)).toContainText('never reached');
  await enter(page, 'echo $?');
  await expect.poll(() => screen(page)).toMatch(/\n0\n/);
});

test('from the host it works: the container ends', async ({ page }) => {
  await page.goto('lab/pid1');
  await expectPrompt(page);
  await page.getByLabel('Sender').selectOption('host');
  await page.getByLabel('Signal', { exact: true }).selectOption('9');
  await page.getByRole('button', { name: 'Send to PID 1' }).click();
  await expect(page.getByText('gone', { exact: false }).first()).toBeVisible();
  await page.getByRole('tab', { name: 'Log' }).click();
  await expect(page.getByRole('log')).toContainText('The first process of the namespace is gone');
});

test('the past is read-only, and goes on from there on a branch; undo brings the other back', async ({ page }) => {
  await page.goto('lab/pid1');
  await expectPrompt(page);
  await enter(page, 'echo one');
  await expectPrompt(page);
  await enter(page, 'echo two');
  await expect.poll(() => screen(page)).toMatch(/\ntwo\n/);
  const line = page.getByRole('slider', { name: 'Time line' });
  await line.focus();
  for (let i = 0; i < 60 && /\ntwo/.test(await screen(page)); i += 1) await page.keyboard.press('ArrowLeft');
  await expect.poll(() => screen(page)).toContain('one');
  await expect(page.getByText('You are looking at the past.')).toBeVisible();
  await page.getByRole('button', { name: 'Continue from here' }).click();
  await expect(page.getByText('You are looking at the past.')).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => screen(page)).toContain('two');
});

test('reset is one click, and undo brings the machine back', async ({ page }) => {
  await page.goto('lab/pid1');
  await expectPrompt(page);
  await enter(page, 'echo kept');
  await expect.poll(() => screen(page)).toMatch(/\nkept/);
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect.poll(() => screen(page)).not.toContain('kept');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => screen(page)).toContain('kept');
});

test('a link rebuilds exactly this machine', async ({ page, context }) => {
  await page.goto('lab/pid1?pid1=go');
  await expectPrompt(page);
  await enter(page, 'echo shared $((6*7))');
  await expect.poll(() => screen(page)).toContain('shared 42');
  await page.getByRole('button', { name: 'Share' }).click();
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
  const other = await context.newPage();
  await other.goto(link);
  await expect.poll(() => screen(other)).toContain('shared 42');
  await expect(other.getByLabel('PID 1:')).toHaveValue('go');
  await enter(other, 'echo and on');
  await expect.poll(() => screen(other)).toContain('\nand on');
});

test('links that are cut, foreign or from another version say so, and a machine is there all the same', async ({
  page,
}) => {
  const cases: readonly (readonly [string, RegExp])[] = [
    ['#m1=S0ktLgEA', /does not describe|incomplete/],
    ['#m1=%00', /incomplete/],
    ['#m9=abc', /another version of the course/],
  ];
  for (const [hash, message] of cases) {
    await page.goto('about');
    await page.goto(`lab/pid1${hash}`);
    await expect(page.getByRole('alert')).toContainText(message);
    await expectPrompt(page);
  }
});

test('a megabyte of paste, binary bytes and long lines do no harm', async ({ page }) => {
  await page.goto('lab/pid1');
  await expectPrompt(page);
  await enter(page, 'cat > /dev/null');
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/plain', `${'x'.repeat(500)}\u0001\u00ff\u0007\n`.repeat(2000));
    document
      .querySelector('.xterm textarea')
      ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  });
  await page.keyboard.press('Control+c');
  await expectPrompt(page);
  await enter(page, 'echo alive');
  await expect.poll(() => screen(page)).toMatch(/\nalive/);
});

test('everything can be done with the keyboard alone', async ({ page }) => {
  await page.goto('lab/pid1');
  await expectPrompt(page);
  // The terminal has the focus from the start; Tab belongs to the shell, so another key leads out of it.
  await page.keyboard.type('kill 1');
  await page.keyboard.press('Enter');
  await expect(gates(page)).toContainText('Unkillable init');
  await page.keyboard.press('Control+Shift+ArrowUp');
  const line = page.getByRole('slider', { name: 'Time line' });
  await expect(line).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByText('You are looking at the past.')).toBeVisible();
  await page.keyboard.press('End');
  await expect(page.getByText('You are looking at the past.')).toBeHidden();
  const tabs = page.getByRole('tab', { name: 'Signals' });
  await tabs.focus();
  for (const name of ['States', 'Network', 'Tree']) {
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('tab', { name })).toBeFocused();
  }
  await expect(page.getByRole('region', { name: 'Process tree' })).toBeVisible();
});

test('a second terminal, on the host, sees the container from outside', async ({ page }) => {
  await page.goto('lab/pid1');
  await expectPrompt(page);
  await openTab(page, 'host');
  await expectPrompt(page);
  await enter(page, 'docker ps');
  await expect.poll(() => screen(page)).toContain('web-0');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });
    test('axe finds nothing in the lab', async ({ page }) => {
      await page.goto('lab/pid1');
      await expectPrompt(page);
      await enter(page, 'kill -9 1');
      await expect(gates(page)).toBeVisible();
      for (const picture of ['Signals', 'Tree', 'Log', 'Source']) {
        await page.getByRole('tab', { name: picture }).click();
        const { violations } = await new AxeBuilder({ page }).exclude('.xterm').analyze();
        const found = violations.map(
          (v) => `${picture}: ${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`,
        );
        expect(found).toEqual([]);
      }
    });
  });
}

test('from 320 to 2560 pixels nothing sticks out and the terminal can be used', async ({ page }) => {
  for (const width of [320, 375, 768, 1024, 1440, 2560]) {
    await page.setViewportSize({ width, height: 800 });
    for (const path of ['./', 'learn/pid-1/kill-nine', 'quiz/pid-1', 'lab/pid1', 'about', 'progress']) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(`${path} at ${width}: ${over}`).toBe(`${path} at ${width}: 0`);
    }
    await page.goto('lab/pid1');
    await expectPrompt(page);
    await expect(terminal(page)).toBeVisible();
  }
});

test('a script written in the editor runs in the container', async ({ page }) => {
  await page.goto('lab/pid1');
  await expectPrompt(page);
  await page.getByRole('tab', { name: 'Editor' }).click();
  await page.getByRole('textbox', { name: 'File', exact: true }).fill('/root/mine.sh');
  await page.getByLabel('Text of the file').fill('#!/bin/bash\necho "from $0"\n');
  await page.getByRole('button', { name: 'Save and run' }).click();
  await expect.poll(() => screen(page)).toContain('from /root/mine.sh');
});

test('two machines are compared in the prose', async ({ page }) => {
  await page.goto('learn/pid-1/kill-nine');
  await page.getByRole('button', { name: 'Run both' }).first().click();
  await expect(page.getByRole('region', { name: /sleep/ }).last()).toContainText('dropped');
  await expect(page.getByText('The container has exited with code 0.')).toBeVisible();
});
