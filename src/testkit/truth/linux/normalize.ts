// Masks of the volatile parts of recorded process texts; the rules are those of truth/linux/README.md ("What normalized masks").

const MASKED = new Set([
  'C',
  '%CPU',
  '%MEM',
  'STIME',
  'START',
  'STARTED',
  'TIME',
  'TTY',
  'TT',
  'VSZ',
  'RSS',
  'ELAPSED',
  'TIME+',
  'VIRT',
  'RES',
  'SHR',
  'NI?',
  'SZ',
  'ADDR',
]);
const HEADS = new Set(['CMD', 'COMMAND', 'COMM', 'ARGS']);

const words = (line: string): string[] => line.split(/\s+/).filter((word) => word !== '');

const EF_LINE = /^(\S+)\s+(\d+)\s+(\d+)\s+(\d+) (\d\d:\d\d|\w{3}\d\d)\s+(\S+)\s+(\d\d:\d\d:\d\d) (.*)$/;
const AUX_LINE =
  /^(\S+)\s+(\d+)\s+(\d+\.\d)\s+(\d+\.\d)\s+(\d+)\s+(\d+) (\S+)\s+(\S+)\s+(\d\d:\d\d|\w{3}\d\d)\s+(\d+:\d\d) (.*)$/;
const STAT_LINE = /^(\d+ \(.*\) \S -?\d+ -?\d+ -?\d+) (.*)$/;

/** `hostPid1`: the host pid of PID 1, masked where it stands as a word (README: only when above 999). */
export function normalize(text: string, hostPid1: number | undefined): string {
  const out: string[] = [];
  let columns: string[] | undefined;
  for (const line of text.split('\n')) {
    const tokens = words(line);
    const last = tokens[tokens.length - 1] ?? '';
    if (tokens.length >= 2 && HEADS.has(last) && tokens.every((token) => /^[A-Z%+]+$/.test(token))) {
      columns = tokens;
      out.push(tokens.join(' '));
      continue;
    }
    if (columns && tokens.length > 0) {
      const pattern = new RegExp(
        `^\\s*${Array.from({ length: columns.length - 1 }, () => '(\\S+)').join('\\s+')} ?(.*)$`,
      );
      const m = pattern.exec(line);
      if (
        m &&
        columns.some((c) => c === 'PID' || c === 'PPID') &&
        tokens.slice(0, 3).some((token) => /^\d+$/.test(token))
      ) {
        const cells = m.slice(1, columns.length).map((cell, i) => (MASKED.has(columns?.[i] ?? '') ? '#' : cell));
        out.push([...cells, (m[columns.length] ?? '').trimEnd()].join(' '));
        continue;
      }
    }
    const ef = EF_LINE.exec(line);
    if (ef) {
      out.push(`${ef[1]} ${ef[2]} ${ef[3]} # # # # ${(ef[8] ?? '').trimEnd()}`);
      continue;
    }
    const aux = AUX_LINE.exec(line);
    if (aux) {
      out.push(`${aux[1]} ${aux[2]} # # # # # ${aux[8]} # # ${(aux[11] ?? '').trimEnd()}`);
      continue;
    }
    if (line.startsWith('top - ')) {
      out.push('top - #');
      columns = undefined;
      continue;
    }
    if (/^(%Cpu|MiB |KiB )/.test(line)) {
      out.push(`${tokens[0] ?? ''} #`);
      continue;
    }
    out.push(maskLine(line, hostPid1));
  }
  return out.join('\n');
}

function maskLine(line: string, hostPid1: number | undefined): string {
  let l = line
    .replace(/\b\d{1,2}:\d\d:\d\d(\.\d+)?\b/g, '##:##:##')
    .replace(/\bpts\/\d+\b/g, 'pts/#')
    .replace(/^SigQ:\t.*/, 'SigQ:\t#')
    .replace(/0x[0-9a-f]{4,}/g, '0x#')
    .replace(/(real|user|sys)\t\d+m[\d.]+s/g, '$1\t#');
  if (hostPid1 !== undefined && hostPid1 > 999) l = l.replace(new RegExp(`\\b${hostPid1}\\b`, 'g'), '<hostpid1>');
  const m = STAT_LINE.exec(l);
  if (m && words(m[2] ?? '').length > 30) l = `${m[1]} #`;
  return l.trimEnd();
}
