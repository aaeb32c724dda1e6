/**
 * Runs a learner's program under the hidden schedules, a few milliseconds a frame so that the page stays alive, and keeps each
 * report: the same text is judged once.
 */
import { utf8, type LabSetup, type TrialReport, type TrialVerdict } from '../../lesson/index.ts';
import type { LabSession } from './controller.ts';
import { labSimulator, loadAll } from './library.ts';

/** Wall time of one piece, and the breath after it. */
const PIECE_MS = 12;
/** Reports kept: a session of trying. The oldest go first. */
const MAX_REPORTS = 60;

export interface Examination {
  readonly source: string;
  /** Those reached so far, in the order of the schedules. */
  readonly verdicts: readonly TrialVerdict[];
  readonly running: boolean;
  readonly report: TrialReport | undefined;
  /** The code of the examiner could not be fetched. */
  readonly failed: boolean;
}

const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

class Examiner {
  private readonly reports = new Map<string, TrialReport>();
  private current: Examination | undefined;
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The last examination that was asked for. */
  readonly state = (): Examination | undefined => this.current;

  /** `bytes`: the text as a machine's view has it. */
  report(bytes: string): TrialReport | undefined {
    return this.reports.get(bytes);
  }

  private tell(next: Examination): void {
    this.current = next;
    for (const listener of this.listeners) listener();
  }

  /** Judges a text. Another one that is under way is given up. */
  async examine(source: string): Promise<void> {
    const known = this.reports.get(utf8(source));
    if (known) {
      this.tell({ source, verdicts: known.verdicts, running: false, report: known, failed: false });
      return;
    }
    if (this.current?.running === true && this.current.source === source) return;
    const mine: Examination = { source, verdicts: [], running: true, report: undefined, failed: false };
    this.tell(mine);
    try {
      await this.run(source);
    } catch (failure) {
      if (this.current?.source === source) this.tell({ ...this.current, running: false, failed: true });
      if (!(failure instanceof TypeError)) throw failure;
    }
  }

  /** Stops without a report. */
  stop(): void {
    if (this.current?.running === true) this.tell({ ...this.current, running: false });
  }

  private async run(source: string): Promise<void> {
    const [{ judgeSteps }] = await Promise.all([import('../../sim/lab/trials/judge.ts'), loadAll()]);
    const steps = judgeSteps(labSimulator, source);
    const verdicts: TrialVerdict[] = [];
    for (let until = performance.now() + PIECE_MS; ;) {
      if (this.current?.source !== source || !this.current.running) return;
      const step = steps.next();
      if (step.done === true) {
        this.keep(step.value);
        this.tell({ source, verdicts, running: false, report: step.value, failed: false });
        return;
      }
      if (step.value) {
        verdicts.push(step.value);
        this.tell({ source, verdicts: verdicts.slice(), running: true, report: undefined, failed: false });
      }
      if (performance.now() < until) continue;
      await breath();
      until = performance.now() + PIECE_MS;
    }
  }

  private keep(report: TrialReport): void {
    this.reports.set(utf8(report.source), report);
    const [oldest] = this.reports.keys();
    if (this.reports.size > MAX_REPORTS && oldest !== undefined) this.reports.delete(oldest);
  }

  /** The very machine on which a verdict was reached, with all that happened on it. */
  async open(
    source: string,
    verdict: TrialVerdict,
    scenario: string,
  ): Promise<{ readonly setup: LabSetup; readonly session: LabSession } | undefined> {
    const [{ PLANS, tryOut }] = await Promise.all([import('../../sim/lab/trials/judge.ts'), loadAll()]);
    const plan = PLANS.find(({ id }) => id === verdict.plan);
    if (!plan) return undefined;
    const trial = tryOut(labSimulator, source, plan);
    let piece = trial.next();
    for (let until = performance.now() + PIECE_MS; piece.done !== true; piece = trial.next()) {
      if (performance.now() < until) continue;
      await breath();
      until = performance.now() + PIECE_MS;
    }
    const { options, session } = piece.value;
    return { setup: { scenario, options }, session };
  }
}

/** One for the page: the editor asks it, the tasks look at what it said. */
export const examiner = new Examiner();
