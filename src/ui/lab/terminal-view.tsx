/** One terminal of the machine on the page. In the past it shows what it showed then, and takes no keys. */
import { useEffect, useRef } from 'react';
import { TerminalBridge, type LabController } from '../../adapters/lab/index.ts';
import { useSettings } from '../stores.tsx';
import css from './terminal-view.module.css';

interface Props {
  readonly lab: LabController;
  readonly tty: number;
  readonly label: string;
  readonly shown: boolean;
  readonly readOnly: boolean;
  /** Takes the keyboard as soon as it is there. */
  readonly focus?: boolean;
  readonly onLeave: () => void;
}

export function TerminalView({ lab, tty, label, shown, readOnly, focus = false, onLeave }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const bridge = useRef<TerminalBridge>(undefined);
  const settings = useSettings();
  const first = useRef({ settings, focus, label, onLeave });
  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const terminal = new TerminalBridge(element, {
      fontSize: first.current.settings.terminalSize,
      screenReader: first.current.settings.screenReader,
      label: `Terminal: ${first.current.label}`,
      onData: (bytes) => lab.type(tty, bytes),
      onResize: (cols, rows) => lab.resize(tty, cols, rows),
      onLeave: () => first.current.onLeave(),
    });
    bridge.current = terminal;
    const detach = lab.attach(tty, terminal);
    if (first.current.focus) terminal.focus();
    return () => {
      detach();
      terminal.dispose();
      bridge.current = undefined;
    };
  }, [lab, tty]);
  useEffect(() => bridge.current?.setReadOnly(readOnly), [readOnly]);
  useEffect(() => bridge.current?.setFontSize(settings.terminalSize), [settings.terminalSize]);
  useEffect(() => bridge.current?.setScreenReader(settings.screenReader), [settings.screenReader]);
  useEffect(() => {
    if (place.current) bridge.current?.setTheme(place.current);
  }, [settings.theme]);
  useEffect(() => {
    if (shown) bridge.current?.fit();
  }, [shown]);
  return (
    <div
      className={css['view']}
      hidden={!shown}
      data-readonly={readOnly || undefined}
      onMouseUp={() => {
        if (!readOnly && getSelection()?.toString() === '') bridge.current?.focus();
      }}
    >
      <div ref={place} className={css['place']} />
    </div>
  );
}
