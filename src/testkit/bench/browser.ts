/**
 * The built site in Chromium: when the lab is ready, how long a key takes to be painted, and how regularly frames come while the
 * machine is busy. A key is measured inside the page, from the event to the frame after the letter stands in the terminal.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { findBrowser } from '../../../scripts/browser.ts';
import { serve } from '../../../scripts/serve.ts';
import { percentile, type Figure } from './figure.ts';
import { lookupFigures } from './lookups.ts';

const KEYS = 60;
const FRAMES = 240;

interface Times {
  readonly echoes: number[];
  readonly frames: number[];
}

/** In the page: from each keydown to the frame in which the row of the cursor has changed; and the time between frames. */
function watchEchoes(): void {
  const times: Times = { echoes: [], frames: [] };
  (window as unknown as { benchTimes: Times }).benchTimes = times;
  let pressed: number | undefined;
  addEventListener('keydown', (event) => (pressed = event.timeStamp), true);
  const rows = document.querySelector('.xterm-rows');
  if (rows === null) throw new Error('no terminal');
  new MutationObserver(() => {
    if (pressed === undefined) return;
    const since = pressed;
    pressed = undefined;
    // Rows change within a frame; it has been painted when a task can run behind it.
    const channel = new MessageChannel();
    channel.port1.onmessage = () => times.echoes.push(performance.now() - since);
    channel.port2.postMessage(0);
  }).observe(rows, { subtree: true, childList: true, characterData: true });
}

async function framesOf(page: Page): Promise<number[]> {
  return page.evaluate(
    (count) =>
      new Promise<number[]>((done) => {
        const times: number[] = [];
        let last = performance.now();
        const tick = (now: number): void => {
          times.push(now - last);
          last = now;
          if (times.length < count) requestAnimationFrame(tick);
          else done(times.slice(2));
        };
        requestAnimationFrame(tick);
      }),
    FRAMES,
  );
}

const prompt = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => /[#$]\s*$/.test(document.querySelector('.xterm-rows')?.textContent?.trimEnd() ?? ''));

/** Milliseconds from the arrival of the last script that the lab needed to its prompt. */
async function ready(page: Page, url: string): Promise<number> {
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!/[#$]\s*$/.test(document.querySelector('.xterm-rows')?.textContent?.trimEnd() ?? '')) return;
      observer.disconnect();
      (window as unknown as { promptAt: number }).promptAt = performance.now();
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  await page.goto(`${url}lab/pid1`);
  await prompt(page);
  return page.evaluate(() => {
    const { promptAt } = window as unknown as { promptAt: number };
    const scripts = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    const there = scripts.filter(({ name, responseEnd }) => name.endsWith('.js') && responseEnd < promptAt);
    return promptAt - Math.max(...there.map(({ responseEnd }) => responseEnd));
  });
}

async function busyFigures(page: Page, name: string, line: string): Promise<Figure[]> {
  await page.locator('.xterm').first().click();
  await page.keyboard.type(line);
  await page.keyboard.press('Enter');
  await page.waitForTimeout(1_000);
  const frames = await framesOf(page);
  return [
    {
      name: `frames under ${name}, 95 % come within`,
      value: percentile(frames, 0.95),
      unit: 'ms',
      goal: { at: 'most', value: 20 },
    },
    { name: `frames under ${name}, the median`, value: percentile(frames, 0.5), unit: 'ms' },
  ];
}

export async function browserFigures(): Promise<Figure[]> {
  const dir = resolve('out');
  const found = findBrowser();
  if (!existsSync(dir) || !found) {
    process.stderr.write('bench: the browser part needs a built site (npm run build) and Chromium\n');
    return [];
  }
  const served = await serve({ dir, port: 0 });
  const browser = await chromium.launch({
    ...(found.executablePath === undefined ? {} : { executablePath: found.executablePath }),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const lookups = await lookupFigures(page, served.url);
    const readyMs = await ready(page, served.url);
    await page.evaluate(watchEchoes);
    await page.locator('.xterm').first().click();
    await page.keyboard.type('x'.repeat(KEYS), { delay: 60 });
    await page.waitForTimeout(200);
    const echoes = await page.evaluate(() => (window as unknown as { benchTimes: Times }).benchTimes.echoes);
    const idle = await framesOf(page);
    await page.keyboard.press('Control+c');
    const loop = await busyFigures(page, 'an endless loop', 'while true; do :; done');
    await page.keyboard.press('Control+c');
    await prompt(page);
    const bomb = await busyFigures(page, 'a fork bomb', ':(){ :|:& };:');
    return [
      {
        name: 'lab ready, after its last script is there',
        value: readyMs,
        unit: 'ms',
        goal: { at: 'most', value: 300 },
      },
      {
        name: `key to painted echo, 95 % of ${echoes.length} within`,
        value: percentile(echoes, 0.95),
        unit: 'ms',
        goal: { at: 'most', value: 16 },
      },
      { name: 'key to painted echo, the median', value: percentile(echoes, 0.5), unit: 'ms' },
      { name: 'frames of an idle lab, 95 % come within', value: percentile(idle, 0.95), unit: 'ms' },
      ...loop,
      ...bomb,
      ...lookups,
    ];
  } finally {
    await browser.close();
    await served.close();
  }
}
