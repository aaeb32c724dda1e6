/** What never ends must not stop the page: frames keep coming, keys are heard, Ctrl-C helps. */
import { expect, test } from './site.ts';
import { enter, expectPrompt } from './terminal.ts';

// Recording a trace costs more frames than the machine does.
test.use({ trace: 'off' });

for (const line of ['while true; do :; done', 'yes', 'f() { f | f & }; f']) {
  test(`frames keep coming while \`${line}\` runs`, async ({ page }) => {
    await page.goto('lab/pid1');
    await expectPrompt(page);
    await enter(page, line);
    await page.waitForTimeout(500);
    const frames = await page.evaluate(
      () =>
        new Promise<readonly number[]>((resolve) => {
          const times: number[] = [];
          let last = performance.now();
          const tick = (now: number): void => {
            times.push(now - last);
            last = now;
            if (times.length < 120) requestAnimationFrame(tick);
            else resolve(times);
          };
          requestAnimationFrame(tick);
        }),
    );
    const sorted = [...frames].sort((a, b) => a - b);
    // The machine runs at most 6 ms of a frame. Frames of a busy test machine may double or treble, never pile up.
    expect(sorted[Math.floor(sorted.length * 0.5)], 'median').toBeLessThan(50);
    expect(sorted[Math.floor(sorted.length * 0.95)], '95 of 100').toBeLessThan(400);
    await page.keyboard.press('Control+c');
    await expectPrompt(page);
  });
}
