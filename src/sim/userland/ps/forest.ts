// The tree of `f`, --forest and -H. Roots are processes whose parent is not in the list, the latest first; children of PID 1
// are drawn without indentation, because most of them were adopted.
import type { Proc } from '../procps/proc.ts';

export interface Branch {
  readonly proc: Proc;
  /** What stands before the command. */
  readonly tree: string;
}

/** Deeper levels are drawn at this one: enough for any screen. */
const DEEPEST = 64;
const LINES: Readonly<Record<string, string>> = { ' ': '    ', L: ' \\_ ', '+': ' \\_ ', '|': ' |  ' };

const draw = (prefix: readonly string[], kind: 'lines' | 'indent'): string =>
  prefix.map((mark) => (kind === 'lines' ? (LINES[mark] ?? '') : '  ')).join('');

/** `sorted`: by parent, then by whatever the user asked for, then by start. */
export function forest(sorted: readonly Proc[], kind: 'lines' | 'indent'): Branch[] {
  const out: Branch[] = [];
  const pids = new Set(sorted.map((proc) => proc.tgid));
  const children = new Map<number, Proc[]>();
  for (const proc of sorted) children.set(proc.ppid, [...(children.get(proc.ppid) ?? []), proc]);

  const show = (proc: Proc, above: readonly string[], more: boolean, level: number): void => {
    out.push({ proc, tree: draw(level > 0 ? [...above, more ? '+' : 'L'] : above, kind) });
    const below = level > 0 ? [...above, more ? '|' : ' '] : above;
    const own = children.get(proc.tgid) ?? [];
    const next = proc.tgid === 1 && kind === 'lines' ? level : Math.min(level + 1, DEEPEST);
    own.forEach((child, index) => show(child, below, index < own.length - 1, next));
  };
  for (const proc of [...sorted].reverse()) if (!pids.has(proc.ppid)) show(proc, [], false, 0);
  return out;
}
