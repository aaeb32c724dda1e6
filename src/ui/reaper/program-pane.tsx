/**
 * The learner's own program: written here, compiled and made PID 1 on the machine beside it, visibly, and judged by the
 * examiner. The text is kept in the browser; nothing that happens to the machine touches it.
 */
import { useEffect, useId, useRef, useState } from 'react';
import { Link } from 'react-router';
import { drafts, examiner, type LabController, type LabSession, type LabState } from '../../adapters/lab/index.ts';
import { utf8, type LabSetup, type Program, type Script, type TrialVerdict } from '../../lesson/index.ts';
import { executable } from '../../sim/cc/index.ts';
import { BUILD_LINE, RESTART_LINE } from '../../sim/lab/trials/index.ts';
import { Button } from '../components/button.tsx';
import { Inline } from '../components/inline.tsx';
import { CodeEditor, type CodeEditorHandle } from './code-editor.tsx';
import { Problems } from './problems.tsx';
import css from './program-pane.module.css';
import { Report } from './report.tsx';
import { compiled, useCompiler } from './use-compiler.ts';
import { useExamination } from './use-examiner.ts';

interface Props {
  readonly lab: LabController;
  readonly state: LabState;
  readonly program: Program;
  readonly onRun: (script: Script) => void;
  /** Takes the lab to the machine of a verdict. */
  readonly onOpen: (setup: LabSetup, session: LabSession) => void;
}

const KEEP_MS = 300;
/** A share link holds the text, so it stays small. */
const MAX_CHARS = 20_000;

/** The draft, kept a moment after the last key and when the page is left. */
function useKeeping(file: string, text: string): boolean {
  const [kept, setKept] = useState(true);
  const latest = useRef(text);
  useEffect(() => {
    latest.current = text;
    const timer = setTimeout(() => setKept(drafts.get(file) === text || drafts.set(file, text)), KEEP_MS);
    return () => clearTimeout(timer);
  }, [file, text]);
  useEffect(() => {
    const keep = (): void => {
      if (drafts.get(file) !== latest.current) drafts.set(file, latest.current);
    };
    addEventListener('pagehide', keep);
    return () => {
      removeEventListener('pagehide', keep);
      keep();
    };
  }, [file]);
  return kept;
}

export function ProgramPane({ lab, state, program, onRun, onOpen }: Props) {
  const { file, starts } = program;
  const name = file.slice(file.lastIndexOf('/') + 1);
  const asked = state.setup.options?.[program.choice];
  const begun = starts.find(({ id }) => id === asked) ?? starts[0];
  const isStart = (some: string | undefined): boolean => starts.some((start) => start.text === some);
  // A starting point that was left as it was is nobody's work: what the machine begins with is shown instead.
  const [initial] = useState(() => {
    const stored = drafts.get(file);
    return stored === undefined || isStart(stored) ? (begun?.text ?? '') : stored;
  });
  const [text, setText] = useState(initial);
  const [said, setSaid] = useState(() => starts.find((start) => start.text === initial)?.watch ?? '');
  const [before, setBefore] = useState(() => drafts.before(file));
  const [closed, setClosed] = useState(false);
  const editor = useRef<CodeEditorHandle>(null);
  const hint = useId();
  const kept = useKeeping(file, text);
  const result = useCompiler(text, file);
  const examination = useExamination();
  const errors = result.diagnostics.filter(({ severity }) => severity === 'error').length;
  const container = state.view.containers[0];
  const init = container?.init === undefined ? undefined : state.view.processes.get(container.init);
  const running = init?.source?.text === utf8(text);
  const tooLong = text.length > MAX_CHARS;

  // "Show me" and the tasks put texts here, too.
  useEffect(
    () =>
      drafts.watch((changed) => {
        const stored = changed === file ? drafts.get(file) : undefined;
        if (stored === undefined || stored === editor.current?.text()) return;
        editor.current?.replace(stored);
        setBefore(drafts.before(file));
      }),
    [file],
  );

  // Another starting point was chosen for the machine: it is shown, unless there is something of the learner's to lose.
  const shownStart = useRef(begun?.id);
  useEffect(() => {
    if (begun === undefined || shownStart.current === begun.id) return;
    shownStart.current = begun.id;
    const now = editor.current?.text();
    if (starts.some((start) => start.text === now)) {
      editor.current?.replace(begun.text);
      setSaid(begun.watch);
    }
  }, [begun, starts]);

  const begin = (id: string): void => {
    const start = starts.find((each) => each.id === id);
    if (!start) return;
    drafts.set(file, text);
    drafts.replace(file, start.text);
    setSaid(start.watch);
  };

  const save = (): boolean => {
    drafts.set(file, text);
    if (container === undefined || tooLong) return false;
    if (!state.live) {
      setSaid('You are looking at the past: go back to now, then save.');
      return false;
    }
    lab.send({ kind: 'file', container: container.name, path: utf8(file), text: utf8(text), mode: 0o644 });
    setSaid(`Saved as ${file} in ${container.name}. The machine still runs what was compiled before.`);
    return true;
  };

  const run = (): void => {
    const now = compiled(text, file);
    const first = now.diagnostics.find(({ severity }) => severity === 'error');
    if (!now.ok && first) {
      editor.current?.goTo(first.line, first.column);
      setSaid('It does not compile, so PID 1 goes on as it was.');
      return;
    }
    if (!save() || container === undefined) return;
    const alive = container.status === 'running';
    if (!alive) {
      // Nothing can be compiled in a container that has ended: the finished program is copied in, as docker cp would.
      const path = file.replace(/\.c$/, '');
      lab.send({ kind: 'file', container: container.name, path, text: executable(utf8(text), name), mode: 0o755 });
    }
    setSaid(
      alive
        ? 'Compiled in the container; the container is started again with it.'
        : 'The container had ended: the program was copied in, and the container is started.',
    );
    const lines = alive ? [BUILD_LINE, RESTART_LINE] : [`docker start ${container.name}`];
    onRun([...lines.map((type) => ({ type, in: 'host' })), { open: 'container', as: 'container-2' }]);
  };

  const check = (): void => {
    setClosed(false);
    void examiner.examine(text);
  };

  const open = async (verdict: TrialVerdict): Promise<void> => {
    if (!examination) return;
    const found = await examiner.open(examination.source, verdict, state.setup.scenario);
    if (!found) return;
    shownStart.current = starts.find(({ id }) => id === found.setup.options?.[program.choice])?.id;
    onOpen(found.setup, found.session);
  };

  const status = tooLong
    ? `Too long: at most ${MAX_CHARS} characters.`
    : !kept
      ? 'This browser keeps nothing: copy the text before you leave.'
      : said;
  return (
    <div className={css['pane']} data-report={(examination && !closed) || undefined}>
      <div className={css['bar']}>
        <Button look="primary" disabled={!state.live || tooLong} onClick={run} title="Ctrl Enter">
          Run as PID 1
        </Button>
        <Button disabled={examination?.running === true && examination.source === text} onClick={check}>
          Check my program
        </Button>
        <label className={css['begin']}>
          <span>Begin with</span>
          <select
            value={starts.find((start) => start.text === text)?.id ?? ''}
            onChange={(event) => begin(event.target.value)}
          >
            <option value="" disabled>
              your own
            </option>
            {starts.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        </label>
        {before !== undefined && before !== text && !isStart(before) ? (
          <Button
            look="quiet"
            onClick={() => {
              drafts.replace(file, before);
              setSaid('Your text is back.');
            }}
          >
            My text back
          </Button>
        ) : null}
        <span className={css['state']} data-tone={errors > 0 ? 'bad' : running ? 'ok' : undefined}>
          {errors > 0
            ? `${errors} ${errors === 1 ? 'error' : 'errors'}`
            : running
              ? 'runs as PID 1'
              : 'not running yet'}
        </span>
      </div>
      <div className={css['editor']}>
        <CodeEditor
          ref={editor}
          initial={initial}
          label={`Text of ${name}`}
          describedBy={hint}
          problems={result.diagnostics}
          current={running ? init.line : undefined}
          onChange={setText}
          onSave={save}
          onRun={run}
        />
      </div>
      <Problems
        file={name}
        problems={result.diagnostics}
        onGo={({ line, column }) => editor.current?.goTo(line, column)}
      />
      <div className={css['foot']}>
        <p role="status">
          <Inline text={status} />
        </p>
        <p>
          <span id={hint} className={css['keys']}>
            Ctrl S saves, Ctrl Enter runs. Tab indents; Esc, then Tab leaves the text.
          </span>{' '}
          <Link to="/reference/c">The language</Link>
        </p>
      </div>
      {examination && !closed ? (
        <Report
          examination={examination}
          stale={examination.source !== text}
          onOpen={open}
          onClose={() => {
            examiner.stop();
            setClosed(true);
          }}
        />
      ) : null}
    </div>
  );
}
