// Signal names as procps and psmisc know them: the 31 classic ones, with POLL for 29, and real-time numbers.
import { SIGRTMAX, SIGRTMIN, signalName, signalNumber, type ByteString, type Signal } from '../../kernel/abi/index.ts';

const CLASSIC = 31;
const WIDTH = 80;

export const procpsName = (sig: Signal): string => (signalName(sig) === 'IO' ? 'POLL' : signalName(sig));

/** `TERM`, `sigterm`, `15`, `RTMIN+1`; undefined when it is none. */
export function parseSignal(text: ByteString): Signal | undefined {
  if (/^[0-9]+$/.test(text)) return Number(text) <= SIGRTMAX ? Number(text) : undefined;
  const rt = /^(?:SIG)?RTMIN\+([0-9]+)$/i.exec(text);
  if (rt) return SIGRTMIN + Number(rt[1]) <= SIGRTMAX ? SIGRTMIN + Number(rt[1]) : undefined;
  return signalNumber(text);
}

/** All names in lines of at most 80 columns. */
export function listSignals(): string {
  const lines: string[] = [];
  let line = '';
  for (let sig = 1; sig <= CLASSIC; sig += 1) {
    const name = procpsName(sig);
    if (line !== '' && line.length + 1 + name.length >= WIDTH) {
      lines.push(line);
      line = '';
    }
    line += (line === '' ? '' : ' ') + name;
  }
  return `${[...lines, line].join('\n')}\n`;
}

/** `kill -L`: seven columns with numbers. */
export function tableOfSignals(): string {
  let text = '';
  for (let sig = 1; sig <= CLASSIC; sig += 1) {
    const entry = `${String(sig).padStart(2)} ${procpsName(sig)}`;
    text += sig % 7 === 0 ? `${entry}\n` : entry.padEnd(11);
  }
  return `${text}\n`;
}

/**
 * skill_sig_option of procps: the first word `-SIGNAL` is taken out of the arguments, wherever it stands.
 */
export function takeSignal(argv: readonly ByteString[]): {
  readonly sig: Signal | undefined;
  readonly argv: ByteString[];
} {
  for (let i = 1; i < argv.length; i += 1) {
    const word = argv[i] ?? '';
    if (!word.startsWith('-') || word.length < 2) continue;
    const sig = parseSignal(word.slice(1));
    if (sig !== undefined) return { sig, argv: [...argv.slice(0, i), ...argv.slice(i + 1)] };
  }
  return { sig: undefined, argv: [...argv] };
}
