/**
 * The playground of resolvers in Chromium: three lanes with at least 60 queries are drawn anew while the delay of a name server is
 * dragged. Measured inside the page, from the knob's event until the new lanes are laid out.
 */
import type { Page } from '@playwright/test';
import { percentile, type Figure } from './figure.ts';

const STEPS = 80;

const RESOLV_CONF =
  'search default.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\nnameserver 10.96.0.11\nnameserver 10.96.0.12\noptions ndots:5\n';

const ADDRESS = `lab/dns?v=1&r=${encodeURIComponent(RESOLV_CONF)}&s=${encodeURIComponent('10.96.0.10~slow~6000,10.96.0.11~drop~0,10.96.0.12~ok~0')}`;

async function drag(page: Page, steps: number): Promise<number[]> {
  return page.evaluate(async (count) => {
    const knob = document.querySelector<HTMLInputElement>('main input[type="range"]');
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
    if (!knob || !set) throw new Error('no knob');
    const times: number[] = [];
    for (let i = 0; i < count; i += 1) {
      await new Promise((next) => requestAnimationFrame(next));
      const began = performance.now();
      set.call(knob, String(6000 + 100 * (i % 24)));
      knob.dispatchEvent(new Event('input', { bubbles: true }));
      // React draws when the event's task is over; asking for a box makes the browser lay it out.
      await Promise.resolve();
      await Promise.resolve();
      document.querySelector('main')?.getBoundingClientRect();
      times.push(performance.now() - began);
    }
    return times;
  }, steps);
}

export async function lookupFigures(page: Page, url: string): Promise<Figure[]> {
  await page.goto(url + ADDRESS);
  await page.locator('[data-query]').first().waitFor();
  const sums = await page
    .locator('main section[aria-label*="queries"]')
    .evaluateAll((lanes) =>
      lanes.map((lane) => Number(/(\d+) queries/.exec(lane.getAttribute('aria-label') ?? '')?.[1] ?? 0)),
    );
  await drag(page, STEPS);
  const times = await drag(page, STEPS);
  return [
    {
      name: 'playground: queries in its lanes',
      value: sums.reduce((a, b) => a + b, 0),
      unit: '',
      goal: { at: 'least', value: 60 },
    },
    {
      name: `playground: a knob's step to its lanes, 95 % of ${times.length} within`,
      value: percentile(times, 0.95),
      unit: 'ms',
      goal: { at: 'most', value: 16 },
    },
    { name: `playground: a knob's step to its lanes, the median`, value: percentile(times, 0.5), unit: 'ms' },
  ];
}
