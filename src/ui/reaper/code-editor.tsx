/**
 * The text of a program in CodeMirror: line numbers, colours, the compiler's messages under the text, the line that a process
 * is at. Tab indents; Escape and then Tab leave, so nobody is caught in it.
 */
import { useEffect, useImperativeHandle, useRef, type Ref } from 'react';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, setDiagnostics, type Diagnostic as Mark } from '@codemirror/lint';
import { EditorState, StateEffect, StateField, Transaction } from '@codemirror/state';
import {
  Decoration,
  drawSelection,
  EditorView,
  GutterMarker,
  gutterLineClass,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  type DecorationSet,
} from '@codemirror/view';
import { RangeSet } from '@codemirror/state';
import { classHighlighter } from '@lezer/highlight';
import { cLanguage } from './c-language.ts';
import './code.css';

export interface Problem {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly severity: 'error' | 'warning' | 'note';
  readonly message: string;
}

export interface CodeEditorHandle {
  readonly text: () => string;
  /** As one change that can be undone. */
  readonly replace: (text: string) => void;
  readonly goTo: (line: number, column: number) => void;
}

interface Props {
  readonly ref: Ref<CodeEditorHandle>;
  readonly initial: string;
  readonly label: string;
  readonly describedBy: string;
  readonly problems: readonly Problem[];
  /** The line that the process is at, when it runs this very text. */
  readonly current: number | undefined;
  readonly onChange: (text: string) => void;
  readonly onSave: () => void;
  readonly onRun: () => void;
}

const setCurrent = StateEffect.define<number | undefined>();

class HereMarker extends GutterMarker {
  override elementClass = 'cm-hereGutter';
}
const HERE = new HereMarker();

interface Here {
  readonly line: DecorationSet;
  readonly gutter: RangeSet<GutterMarker>;
}
const NOWHERE: Here = { line: Decoration.none, gutter: RangeSet.empty };

/** Where the process stands: moves with the text while it is edited. */
const here = StateField.define<Here>({
  create: () => NOWHERE,
  update(value, tr) {
    let now: Here = tr.docChanged ? { line: value.line.map(tr.changes), gutter: value.gutter.map(tr.changes) } : value;
    for (const effect of tr.effects) {
      if (!effect.is(setCurrent)) continue;
      const line = effect.value;
      if (line === undefined || line < 1 || line > tr.state.doc.lines) {
        now = NOWHERE;
        continue;
      }
      const { from } = tr.state.doc.line(line);
      now = {
        line: Decoration.set([Decoration.line({ class: 'cm-here' }).range(from)]),
        gutter: RangeSet.of([HERE.range(from)]),
      };
    }
    return now;
  },
  provide: (field) => [
    EditorView.decorations.from(field, (value) => value.line),
    gutterLineClass.from(field, (value) => value.gutter),
  ],
});

const theme = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'var(--surface)', color: 'var(--ink)', fontSize: '0.82rem' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.55', fontVariantLigatures: 'none' },
  '.cm-content': { caretColor: 'var(--ink)', padding: '0.4rem 0' },
  '.cm-gutters': {
    backgroundColor: 'var(--sunken)',
    color: 'var(--ink-2)',
    border: '0',
    borderRight: '1px solid var(--line)',
  },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--sunken) 70%, transparent)' },
  '.cm-activeLineGutter': { backgroundColor: 'var(--sunken)', color: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)', borderLeftWidth: '2px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 26%, transparent)',
  },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--accent-soft)', outline: '1px solid var(--accent)' },
  '.cm-here': { backgroundColor: 'var(--accent-soft)', boxShadow: 'inset 3px 0 var(--accent)' },
  '.cm-hereGutter': { backgroundColor: 'var(--accent-soft)', color: 'var(--accent)', fontWeight: '700' },
  '.cm-tooltip': {
    backgroundColor: 'var(--surface)',
    color: 'var(--ink)',
    border: '1px solid var(--line-strong)',
    borderRadius: '0.4rem',
  },
  '.cm-diagnostic': { fontFamily: 'var(--sans)', fontSize: '0.84rem' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--bad)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--warn)' },
});

/** gcc counts columns in bytes; the editor in UTF-16 units. */
function unitsOf(line: string, bytes: number): number {
  let left = bytes;
  let at = 0;
  for (const char of line) {
    if (left <= 0) break;
    const code = char.codePointAt(0) ?? 0;
    left -= code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    at += char.length;
  }
  return at;
}

function place(state: EditorState, line: number, column: number): number {
  const { from, text } = state.doc.line(Math.max(1, Math.min(line, state.doc.lines)));
  return from + unitsOf(text, column - 1);
}

function marksOf(state: EditorState, problems: readonly Problem[]): Mark[] {
  return problems.map(({ line, column, length, severity, message }) => {
    const from = place(state, line, column);
    const end = state.doc.lineAt(from).to;
    const to = Math.min(end, from + Math.max(1, length));
    // At a line's end there is nothing to underline: take what stands before.
    const start = from === to ? Math.max(state.doc.lineAt(from).from, from - 1) : from;
    return { from: start, to, severity: severity === 'note' ? 'info' : severity, message };
  });
}

export function CodeEditor({ ref, initial, label, describedBy, problems, current, onChange, onSave, onRun }: Props) {
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef({ onChange, onSave, onRun });
  useEffect(() => {
    latest.current = { onChange, onSave, onRun };
  });

  useEffect(() => {
    const editor = new EditorView({
      parent: parent.current ?? document.body,
      state: EditorState.create({
        doc: initial,
        extensions: [
          lineNumbers(),
          lintGutter(),
          history(),
          drawSelection(),
          indentOnInput(),
          bracketMatching(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          cLanguage,
          indentUnit.of('    '),
          EditorState.tabSize.of(4),
          syntaxHighlighting(classHighlighter),
          here,
          theme,
          keymap.of([
            { key: 'Mod-s', preventDefault: true, run: () => (latest.current.onSave(), true) },
            { key: 'Mod-Enter', preventDefault: true, run: () => (latest.current.onRun(), true) },
            indentWithTab,
            ...defaultKeymap,
            ...historyKeymap,
          ]),
          EditorView.contentAttributes.of({
            'aria-label': label,
            'aria-describedby': describedBy,
            tabindex: '0',
            autocapitalize: 'off',
            autocorrect: 'off',
            spellcheck: 'false',
          }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    return () => {
      view.current = undefined;
      editor.destroy();
    };
    // One editor for the life of the component; what changes reaches it as transactions.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  useEffect(() => {
    const editor = view.current;
    if (editor) editor.dispatch(setDiagnostics(editor.state, marksOf(editor.state, problems)));
  }, [problems]);

  useEffect(() => {
    view.current?.dispatch({ effects: setCurrent.of(current) });
  }, [current]);

  useImperativeHandle(ref, () => ({
    text: () => view.current?.state.doc.toString() ?? initial,
    replace(text) {
      const editor = view.current;
      if (!editor || editor.state.doc.toString() === text) return;
      editor.dispatch({
        changes: { from: 0, to: editor.state.doc.length, insert: text },
        selection: { anchor: 0 },
        annotations: Transaction.userEvent.of('input.replace'),
      });
    },
    goTo(line, column) {
      const editor = view.current;
      if (!editor) return;
      const at = place(editor.state, line, column);
      editor.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
      editor.focus();
    },
  }));

  return <div ref={parent} style={{ height: '100%', minHeight: 0 }} />;
}
