/**
 * What never ends must not stop the page: frames keep coming, keys are heard, Ctrl-C helps. Nothing here is measured by the wall's
 * clock, which on a busy test machine shows the other programs: a frame may cost so much of the page's own processor time, and
 * an answer may take so many frames.
 */
import type { CDPSession, Page } from '@playwright/test';
import { expect, test } from './site.ts';
import { enter, expectPrompt } from './terminal.ts';

// Recording a trace costs more frames than the machine does.
test.use({ trace: 'off' });

const FRAMES = 90;
/**
 * Processor time of a frame, on the average. The machine takes at most 6 ms and drawing about as much; on a machine whose two cores
 * are shared by twenty programs the same work costs up to three times as much. A machine that runs without minding frames takes
 * hundreds.
 */
const FRAME_CPU_MS = 45;
/** Output that is still to be shown when Ctrl-C comes: 5000 lines, 240 a frame (adapters/lab/output.ts), and as many again. */
const ANSWER_FRAMES = 60;

const frames = (page: Page, count: number): Promise<void> =>
  page.evaluate(
    (left) =>
      new Promise<void>((done) => {
        const tick = (): void => {
          left -= 1;
          if (left > 0) requestAnimationFrame(tick);
          else done();
        };
        requestAnimationFrame(tick);
      }),
    count,
  );

/** Seconds of processor time that the page's thread has spent so far. */
async function spent(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
}

/** Counts the frames from the next key press to the prompt. */
const startCounting = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const counter = { frames: -1 };
    (window as unknown as { answer: typeof counter }).answer = counter;
    // Hidden terminals are in the page, too.
    const rows = [...document.querySelectorAll('.xterm-rows')].find((each) => each.getClientRects().length > 0);
    const shown = (): string => [...(rows?.children ?? [])].map((row) => row.textContent?.trimEnd() ?? '').join('\n');
    const tick = (): void => {
      counter.frames += 1;
      if (!/[#$]$/.test(shown().trimEnd())) requestAnimationFrame(tick);
    };
    addEventListener('keydown', (event) => event.key === 'c' && requestAnimationFrame(tick), {
      once: false,
      capture: true,
    });
  });

for (const line of ['while true; do :; done', 'yes', 'f() { f | f & }; f', 'while :; do date; done']) {
  test(`frames keep coming while \`${line}\` runs, and Ctrl-C ends it`, async ({ page }) => {
    await page.goto('lab/pid1');
    await expectPrompt(page);
    await enter(page, line);
    await frames(page, 30);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    const before = await spent(cdp);
    await frames(page, FRAMES);
    const cpu = ((await spent(cdp)) - before) * 1000;
    expect(cpu / FRAMES, 'processor time of a frame, in ms').toBeLessThan(FRAME_CPU_MS);
    await startCounting(page);
    await page.keyboard.press('Control+c');
    await expectPrompt(page);
    const answer = await page.evaluate(() => (window as unknown as { answer: { frames: number } }).answer.frames);
    expect(answer, 'frames from Ctrl-C to the prompt').toBeLessThan(ANSWER_FRAMES);
  });
}
