// Shows the editor's prompt (or message) and buffer on the terminal.
import { isErr, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { moveToRow, onNewLine, show, showScrolled } from './display.ts';
import { flag, type Editor } from './editor.ts';
import { layout, promptCells, type PromptCells } from './layout.ts';

export function setPrompt(ed: Editor, prompt: ByteString): void {
  ed.prompt = prompt;
  ed.promptCells = promptCells(prompt, ed.multibyte);
}

/** `mark-modified-lines`, `show-mode-in-prompt`: an asterisk or a sign of the editing mode in front of the prompt's last row. */
function withMode(ed: Editor): PromptCells {
  const prompt = ed.promptCells;
  if (flag(ed, 'mark-modified-lines') && ed.at < ed.ctx.history.length && ed.undo.length > 0) {
    return { ...prompt, cells: ['*', ...prompt.cells], hiddenEnd: prompt.hiddenEnd === 0 ? 0 : prompt.hiddenEnd + 1 };
  }
  if (!flag(ed, 'show-mode-in-prompt')) return prompt;
  const mode =
    ed.keymap === ed.keymaps.get('emacs')
      ? 'emacs-mode-string'
      : ed.keymap === ed.keymaps.get('vi-command')
        ? 'vi-cmd-mode-string'
        : 'vi-ins-mode-string';
  const sign = promptCells(ed.options.values.get(mode) ?? '', ed.multibyte).cells;
  return {
    ...prompt,
    cells: [...sign, ...prompt.cells],
    hiddenEnd: prompt.hiddenEnd === 0 ? 0 : prompt.hiddenEnd + sign.length,
  };
}

export function redisplay(ed: Editor): void {
  const d = ed.display;
  const prompt = ed.message === undefined ? withMode(ed) : promptCells(ed.message, ed.multibyte);
  const rows = d.term.up !== '' && !flag(ed, 'horizontal-scroll-mode');
  if (d.forced && prompt.above !== '') d.out += prompt.above;
  const lit =
    ed.region && flag(ed, 'enable-active-region') && ed.mark !== ed.point
      ? ([Math.min(ed.mark, ed.point), Math.max(ed.mark, ed.point)] as const)
      : undefined;
  const picture = layout(prompt.cells, ed.line, ed.point, {
    width: d.width,
    multibyte: ed.multibyte,
    rows,
    outputMeta: flag(ed, 'output-meta') || ed.multibyte,
    lit,
  });
  d.hiddenEnd = prompt.hiddenEnd;
  if (picture.promptRow > 0) d.quick = false;
  if (rows) show(d, picture.rows, picture.row, picture.cell);
  else showScrolled(d, picture.rows[0] ?? [], picture.cell);
}

/** Draws everything anew below or where the cursor is. */
export function forceRedisplay(ed: Editor): void {
  onNewLine(ed.display);
  ed.display.forced = true;
  redisplay(ed);
}

export function setMessage(ed: Editor, text: ByteString): void {
  ed.message = text;
  redisplay(ed);
}

export function clearMessage(ed: Editor): void {
  if (ed.message === undefined) return;
  ed.message = undefined;
  redisplay(ed);
}

/** SIGWINCH: the terminal has another size; what is shown is cleared and drawn again. */
export function* afterResize(ed: Editor): Sys<void> {
  const size = yield* sys.getwinsize(2);
  if (isErr(size)) return;
  const d = ed.display;
  d.width = d.term.autowrap ? size.cols : Math.max(1, size.cols - 1);
  d.height = size.rows;
  moveToRow(d, d.rows.length - 1);
  d.out += `\r${d.term.clearToEnd}`;
  d.column = 0;
  moveToRow(d, 0);
  // The rows above the prompt's last one stay as they are.
  onNewLine(d);
  redisplay(ed);
}
