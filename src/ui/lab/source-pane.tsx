/** The source of a program that runs on the machine, with the line that its process is at. */
import { useState } from 'react';
import { installed } from 'virtual:installed';
import type { MachineView, ProcessView } from '../../lesson/index.ts';
import { commandLine, innerPid } from '../../viz/index.ts';
import { SourceView } from '../mdx/source-view.tsx';
import type { ShownSource } from '../programs.ts';
import css from './source-pane.module.css';

const BY_PATH = new Map(
  installed.all.flatMap((command) =>
    command.source ? command.paths.map((path) => [path, command.source] as const) : [],
  ),
);

/** A program of its own, or the script that an interpreter runs. */
function sourceOf(process: ProcessView): ShownSource | undefined {
  const own = BY_PATH.get(process.exe);
  if (own) return own;
  const path = process.argv.find((word, i) => i > 0 && installed.scripts[word] !== undefined);
  const script = path === undefined ? undefined : installed.scripts[path];
  return script && path !== undefined
    ? { file: path, language: installed.languages[path] ?? 'sh', text: script.text }
    : undefined;
}

export function SourcePane({ view }: { readonly view: MachineView }) {
  const [picked, setPicked] = useState<number>();
  const readable = [...view.processes.values()].filter((process) => sourceOf(process) !== undefined);
  const chosen = readable.find((process) => process.pid === picked) ?? readable[0];
  const source = chosen && sourceOf(chosen);
  if (!chosen || !source) {
    return (
      <p className={css['none']}>
        No process of this machine runs a demo program. Choose one as PID 1, or start one: <code>ls /app</code> lists
        them.
      </p>
    );
  }
  return (
    <div className={css['pane']}>
      {readable.length > 1 ? (
        <label>
          Process{' '}
          <select value={chosen.pid} onChange={(event) => setPicked(Number(event.target.value))}>
            {readable.map((process) => (
              <option key={process.pid} value={process.pid}>
                {commandLine(process)} ({innerPid(process)})
              </option>
            ))}
          </select>
        </label>
      ) : null}
      <SourceView source={source} current={chosen.line} />
    </div>
  );
}
