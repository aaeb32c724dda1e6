// How much of a machine's output a terminal is given at once: no more than a frame can draw.

/** Lines that a terminal keeps, and lines it is given per frame: drawing them takes about as long as the machine may run. */
const KEPT_LINES = 5000;
const FRAME_LINES = 240;

/** What of the waiting output comes next, and how much of its beginning is passed over. */
export function nextOutput(waiting: string): { readonly skipped: number; readonly text: string } {
  let lines = 0;
  for (let at = waiting.indexOf('\n'); at >= 0; at = waiting.indexOf('\n', at + 1)) lines += 1;
  let skipped = 0;
  for (; lines > KEPT_LINES; lines -= 1) skipped = waiting.indexOf('\n', skipped) + 1;
  if (lines <= FRAME_LINES) return { skipped, text: waiting.slice(skipped) };
  let end = skipped;
  for (let taken = 0; taken < FRAME_LINES; taken += 1) end = waiting.indexOf('\n', end) + 1;
  return { skipped, text: waiting.slice(skipped, end) };
}
