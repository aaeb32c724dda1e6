/** The source of a program that runs on the machine, with the line that its process is at. */
import { Suspense, use, useState } from 'react';
import { installed } from 'virtual:installed';
import type { MachineView, ProcessView } from '../../lesson/index.ts';
import { commandLine, innerPid } from '../../viz/index.ts';
import { SourceView } from '../mdx/source-view.tsx';
import { ProgramSource } from '../programs.ts';
import css from './source-pane.module.css';

const DEMOS = new Map(
  installed.all
    .filter(({ group }) => group === 'demo')
    .flatMap(({ name, paths }) => paths.map((path) => [path, name] as const)),
);
const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The name by which its source is known: a demo program, or the script that an interpreter runs. */
function sourceName(process: ProcessView): string | undefined {
  if (process.state === 'Z' || process.state === 'X') return undefined;
  const script = process.argv.find((word, i) => i > 0 && installed.scripts[word] !== undefined);
  return script === undefined ? DEMOS.get(process.exe) : fileName(script);
}

function Source({ name, line }: { readonly name: string; readonly line: number | undefined }) {
  const source = use(use(ProgramSource)(name));
  if (!source) return <p className={css['none']}>The source of {name} is not shown.</p>;
  return <SourceView source={source} current={line} />;
}

export function SourcePane({ view }: { readonly view: MachineView }) {
  const [picked, setPicked] = useState<number>();
  const readable = [...view.processes.values()].filter((process) => sourceName(process) !== undefined);
  const chosen = readable.find((process) => process.pid === picked) ?? readable[0];
  const name = chosen && sourceName(chosen);
  if (!chosen || name === undefined) {
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
      <Suspense fallback={<p className={css['none']}>Loading the source…</p>}>
        <Source name={name} line={chosen.line} />
      </Suspense>
    </div>
  );
}
