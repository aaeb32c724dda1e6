// Memory figures of a process. Nothing here is measured: each kind of program has the size that the real one has on Debian 12.
import type { Process } from '../state.ts';

/** In KiB. */
export interface Memory {
  readonly size: number;
  readonly resident: number;
  readonly data: number;
  readonly code: number;
  readonly libraries: number;
}

const NOTHING: Memory = { size: 0, resident: 0, data: 0, code: 0, libraries: 0 };

const row = (size: number, resident: number, data: number, code: number, libraries = 1528): Memory => ({
  size,
  resident,
  data,
  code,
  libraries,
});

const KNOWN: Readonly<Record<string, Memory>> = {
  bash: row(4188, 3456, 516, 736, 1660),
  dash: row(2580, 1024, 220, 84),
  sh: row(2580, 1024, 220, 84),
  busybox: row(2236, 1536, 352, 1420, 0),
  sleep: row(2484, 1024, 220, 16),
  cat: row(2492, 1024, 220, 20),
  ps: row(8072, 3968, 1376, 76, 2900),
  top: row(8736, 4992, 1500, 76, 2900),
  tini: row(2316, 1024, 220, 12),
  'dumb-init': row(2312, 640, 220, 16),
  node: row(1_069_720, 46_592, 124_388, 29_984, 3300),
  'python3.11': row(13_612, 9472, 5320, 2724, 2300),
  python3: row(13_612, 9472, 5320, 2724, 2300),
  strace: row(4040, 2048, 612, 800),
  containerd: row(1_835_200, 42_000, 120_000, 19_000, 1600),
  dockerd: row(2_209_000, 78_000, 150_000, 40_000, 1600),
  kubelet: row(1_980_000, 96_000, 180_000, 50_000, 1600),
  pause: row(1020, 512, 80, 480, 0),
  systemd: row(101_700, 12_288, 19_000, 40, 9900),
};
/** Go programs reserve much address space. */
const GO = row(702_500, 1280, 66_000, 460, 0);
const SMALL_C = row(2340, 1024, 220, 8);

export function memoryOf(p: Pick<Process, 'exitStatus' | 'exe'>): Memory {
  if (p.exitStatus !== undefined) return NOTHING;
  const name = p.exe.slice(p.exe.lastIndexOf('/') + 1);
  return KNOWN[name] ?? (/^go[a-z]/.test(name) ? GO : SMALL_C);
}

export const PAGE_KIB = 4;
