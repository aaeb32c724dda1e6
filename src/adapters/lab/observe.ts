// What task checks may look at, from a lab: the machine now, its steps, its screens, what was typed.
import { plainScreen, type MachineEvent, type MachineView, type TaskRun, type TraceStep } from '../../lesson/index.ts';
import { fromUtf8 } from '../../sim/kernel/abi/index.ts';
import type { LabTrace } from './controller.ts';
import { examiner } from './examiner.ts';
import { ttyOf } from './tabs.ts';

/** What precedes a command in the line that was entered: `root@web-0:/# `, or `/ # ` in a busybox shell. */
const PROMPT = /^(?:.*?\S+@\S+:[^#$]*|\/\S* )[#$] /;

export class Observer {
  private kept: TraceStep[] = [];
  private readonly typed: { readonly in: string; readonly line: string }[] = [];
  private seen = 0;

  /** The run as it is now. `screen` gives the bytes of a terminal. */
  observe(trace: LabTrace, view: MachineView, screen: (tty: number) => string): TaskRun {
    for (const step of trace.since(this.seen)) {
      this.kept.push(step);
      if (step.event.kind === 'input') this.typed.push(this.inputOf(step.event));
    }
    this.seen = trace.length;
    const first = this.kept[0]?.index ?? 0;
    if (first < trace.base) this.kept = this.kept.slice(trace.base - first);
    return {
      view,
      steps: this.kept,
      screen: (tab) => {
        const tty = ttyOf(view, tab);
        return tty ? plainScreen(fromUtf8(screen(tty.id))) : '';
      },
      inputs: this.typed,
      report: (source) => examiner.report(source),
    };
  }

  private inputOf(event: Extract<MachineEvent, { kind: 'input' }>): { readonly in: string; readonly line: string } {
    return { in: event.source === 'node' ? 'host' : 'container', line: event.text.replace(PROMPT, '') };
  }
}
