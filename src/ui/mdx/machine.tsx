/** The tags of the prose that reach for a machine: recorded consoles, buttons that set the lab up, comparisons, programs. */
import { lazy, Suspense, use, useRef, useState, type ReactNode } from 'react';
import type { LabSetup, Script } from '../../lesson/index.ts';
import { Boundary } from '../components/boundary.tsx';
import { Button } from '../components/button.tsx';
import { optionsFrom, useLabBus } from '../lab-bus.ts';
import { Block } from '../learn/block.tsx';
import { useLesson } from '../learn/lesson-context.ts';
import { ProgramSource } from '../programs.ts';
import { SourceView } from './source-view.tsx';
import css from './machine.module.css';

const CompareRuns = lazy(() => import('../lab/compare.tsx'));

interface Children {
  readonly children?: ReactNode;
}

function setupFrom(base: LabSetup, scenario: string | undefined, options: string | undefined): LabSetup {
  if (scenario === undefined && options === undefined) return base;
  const same = scenario === undefined || scenario === base.scenario;
  return {
    scenario: scenario ?? base.scenario,
    options: { ...(same ? base.options : {}), ...optionsFrom(options) },
  };
}

/** Lines typed one after the other. `host: …` types into the host's terminal, `^C` presses a key. */
function scriptFrom(text: string): Script {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [, tab, rest = ''] = /^(\w+):\s+(.*)$/.exec(line) ?? [];
      const typed = tab === undefined ? line : rest;
      const where = tab === undefined ? {} : { in: tab };
      return /^\^.$/.test(typed) ? { key: typed, ...where } : { type: typed, ...where };
    });
}

/** The prompts of the container and of the host, as the scenarios print them. */
const PROMPT = /^\S+@(\S+?):\S*[#$] (.*)$/;

/** The commands of a console block. */
function commandsOf(text: string): Script {
  return text.split('\n').flatMap((line) => {
    const found = PROMPT.exec(line);
    if (!found || found[2] === '') return [];
    const typed = found[2] ?? '';
    return [found[1]?.startsWith('host') === true ? { type: typed, in: 'host' } : { type: typed }];
  });
}

export function Console({ scenario, options, children }: Children & { scenario?: string; options?: string }) {
  const ref = useRef<HTMLDivElement>(null);
  const bus = useLabBus();
  const { section } = useLesson();
  const run = (): void => {
    const script = commandsOf(ref.current?.textContent ?? '');
    bus?.ask(setupFrom(section.lab, scenario, options), script, true);
  };
  return (
    <div className={css['console']} ref={ref}>
      {children}
      <Button className={css['try']} onClick={run}>
        Try it
      </Button>
    </div>
  );
}

interface LabButtonProps extends Children {
  readonly scenario?: string;
  readonly options?: string;
  readonly view?: string;
  readonly script?: string;
}

export function LabButton({ scenario, options, view, script, children }: LabButtonProps) {
  const bus = useLabBus();
  const { section } = useLesson();
  const setup = { ...setupFrom(section.lab, scenario, options), ...(view === undefined ? {} : { view }) };
  return (
    <Button
      className={css['lab']}
      onClick={() => bus?.ask(setup, script === undefined ? undefined : scriptFrom(script), true)}
    >
      <span aria-hidden="true">▸</span> {children ?? 'Set the machine up'}
    </Button>
  );
}

/** `pid1 pid1=go sender=host` → a setup; the first word without `=` names the scenario. */
function setupFromText(base: LabSetup, text: string): LabSetup {
  const scenario = text.split(/\s+/).find((word) => word !== '' && !word.includes('='));
  return setupFrom(base, scenario, text);
}

interface CompareProps {
  readonly a: string;
  readonly b: string;
  readonly run: string;
  readonly title?: string;
}

export function Compare({ a, b, run, title }: CompareProps) {
  const [open, setOpen] = useState(false);
  const { section } = useLesson();
  return (
    <Block
      tag="Compare"
      title={title ?? 'Two machines, the same keys'}
      action={open ? null : <Button onClick={() => setOpen(true)}>Run both</Button>}
    >
      {open ? (
        <Boundary what="The comparison">
          <Suspense fallback={<p>Starting two machines…</p>}>
            <CompareRuns
              a={setupFromText(section.lab, a)}
              b={setupFromText(section.lab, b)}
              script={scriptFrom(run)}
              about={section.lab.view === 'states' ? 'zombies' : 'signals'}
            />
          </Suspense>
        </Boundary>
      ) : (
        <p className={css['plan']}>
          {scriptFrom(run).map((step, i) => (
            <code key={i}>{'type' in step ? step.type : 'key' in step ? step.key : ''}</code>
          ))}{' '}
          with <code>{a}</code> and with <code>{b}</code>.
        </p>
      )}
    </Block>
  );
}

export function Program({ name, lines }: { readonly name: string; readonly lines?: string }) {
  const source = use(use(ProgramSource)(name));
  if (!source) return null;
  return <SourceView source={source} {...(lines === undefined ? {} : { lines })} />;
}
