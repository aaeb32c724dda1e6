// Machines switched on: fresh, or from a recording, with the programs that the page can fetch.
import { replay, Session } from '../../engine/index.ts';
import type { LabInit } from '../../sim/lab/index.ts';
import type { CodeWatch, LabRecording, LabSession } from './controller.ts';
import { labSimulator, lacksCode, onCode, retryFailed } from './library.ts';
import { browserFrames, patience } from './pacer.ts';

export const pageCode: CodeWatch = { watch: onCode, failed: lacksCode, retry: retryFailed };

/** Long enough for a shell to print its first prompt. */
const BOOT_MICROS = 400_000;
const BOOT_STEPS = 200_000;

/** A machine that has just been switched on, with its prompts printed. */
export function bootLab(init: LabInit, seed: string): LabSession {
  const session: LabSession = new Session(labSimulator, init, seed);
  let units = 0;
  const uptime = (init.uptime ?? 0) * 1_000_000;
  session.run({ until: session.now + uptime + BOOT_MICROS, budget: () => (units += 1) < BOOT_STEPS });
  return session;
}

export function replayLab(recording: LabRecording): LabSession {
  return replay(labSimulator, recording, { budget: patience(browserFrames) });
}
