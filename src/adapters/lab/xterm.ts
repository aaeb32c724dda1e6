/** The bridge to xterm: keys go in as bytes, the machine's bytes come out. No cooking: echo, lines and signals are the machine's. */
import { FitAddon } from '@xterm/addon-fit';
import { Terminal, type ITheme } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import './xterm.css';
import { utf8 } from '../../sim/kernel/abi/index.ts';
import type { ScreenTarget } from './controller.ts';

export interface TerminalOptions {
  readonly fontSize: number;
  readonly screenReader: boolean;
  readonly label: string;
  readonly onData: (bytes: string) => void;
  readonly onResize: (cols: number, rows: number) => void;
  /** Focus is to leave the terminal, where Tab belongs to the shell. */
  readonly onLeave: () => void;
}

/** A paste is handed over in pieces: one piece is one input, and a megabyte of text must not block a frame. */
const PASTE_PIECE = 16_384;
const SCROLLBACK = 5000;

export class TerminalBridge implements ScreenTarget {
  private readonly term: Terminal;
  private readonly fitter = new FitAddon();
  private readonly observer: ResizeObserver;
  private readonly options: TerminalOptions;
  private readOnly = false;

  constructor(element: HTMLElement, options: TerminalOptions) {
    this.options = options;
    this.term = new Terminal({
      fontFamily: '"JetBrains Mono", ui-monospace, Menlo, Consolas, monospace',
      fontSize: options.fontSize,
      lineHeight: 1.25,
      cursorBlink: false,
      scrollback: SCROLLBACK,
      screenReaderMode: options.screenReader,
      theme: themeOf(element),
      allowProposedApi: false,
      rightClickSelectsWord: true,
      minimumContrastRatio: 4.5,
    });
    this.term.loadAddon(this.fitter);
    this.term.open(element);
    const input = element.querySelector('textarea');
    input?.setAttribute('aria-label', options.label);
    this.term.onData((data) => this.data(data));
    this.term.onBinary((data) => this.options.onData(data));
    this.term.onResize(({ cols, rows }) => this.options.onResize(cols, rows));
    this.term.attachCustomKeyEventHandler((event) => this.key(event));
    this.observer = new ResizeObserver(() => this.fit());
    this.observer.observe(element);
    this.fit();
    // Measured again when the font is there: before, the letters had other widths.
    void document.fonts.load(`${options.fontSize}px "JetBrains Mono"`).then(() => {
      this.term.options.fontFamily = '"JetBrains Mono", ui-monospace, Menlo, Consolas, monospace ';
      this.fit();
    });
  }

  private data(data: string): void {
    if (this.readOnly) return;
    const bytes = utf8(data);
    for (let i = 0; i < bytes.length; i += PASTE_PIECE) this.options.onData(bytes.slice(i, i + PASTE_PIECE));
  }

  /** False: xterm leaves the key alone. */
  private key(event: KeyboardEvent): boolean {
    if (event.type !== 'keydown') return true;
    const held = event.ctrlKey && event.shiftKey;
    if (held && event.code === 'KeyC') {
      if (this.term.hasSelection()) void navigator.clipboard.writeText(this.term.getSelection()).catch(() => undefined);
      event.preventDefault();
      return false;
    }
    // The browser pastes by itself; only the key must not reach the shell.
    if (held && event.code === 'KeyV') return false;
    if (event.metaKey && event.key.toLowerCase() === 'k') return false;
    if (held && event.code === 'ArrowUp') {
      event.preventDefault();
      this.options.onLeave();
      return false;
    }
    return true;
  }

  write(bytes: string): void {
    this.term.write(Uint8Array.from(bytes, (char) => char.charCodeAt(0)));
  }

  /** RIS, the terminal's own reset, goes with the text: a reset by itself would be painted as an empty screen. */
  replace(bytes: string): void {
    this.write(`\x1bc${bytes}`);
  }

  setReadOnly(readOnly: boolean): void {
    this.readOnly = readOnly;
    this.term.options.disableStdin = readOnly;
  }

  setFontSize(size: number): void {
    if (this.term.options.fontSize === size) return;
    this.term.options.fontSize = size;
    this.fit();
  }

  setScreenReader(on: boolean): void {
    this.term.options.screenReaderMode = on;
  }

  setTheme(element: HTMLElement): void {
    this.term.options.theme = themeOf(element);
  }

  focus(): void {
    this.term.focus();
  }

  paste(text: string): void {
    this.term.paste(text);
  }

  /** Fits rows and columns to the element; hidden elements have no size to fit to. */
  fit(): void {
    const proposed = this.fitter.proposeDimensions();
    if (!proposed || !Number.isFinite(proposed.cols) || proposed.cols < 2 || proposed.rows < 1) return;
    this.fitter.fit();
  }

  dispose(): void {
    this.observer.disconnect();
    this.term.dispose();
  }
}

/** The terminal is dark in both themes; its grounds come from the tokens. */
function themeOf(element: HTMLElement): ITheme {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    background: token('--term'),
    foreground: token('--term-ink'),
    cursor: token('--term-ink'),
    cursorAccent: token('--term'),
    selectionBackground: '#3d53c8aa',
    black: '#2a313b',
    red: '#f08a80',
    green: token('--term-prompt'),
    yellow: '#e0ad55',
    blue: '#74b0f0',
    magenta: '#d08fe0',
    cyan: '#6cc7c7',
    white: '#d7dce4',
    brightBlack: '#8b93a1',
    brightRed: '#ffaaa1',
    brightGreen: '#a4e4bf',
    brightYellow: '#f3cb84',
    brightBlue: '#a4cdfa',
    brightMagenta: '#e5b8ef',
    brightCyan: '#9ae0e0',
    brightWhite: '#ffffff',
  };
}
