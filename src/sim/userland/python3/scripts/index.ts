// The scripts this model of Python can run, by path: an explicit list. Any other script is refused in clear words.
import type { Sys } from '../../../kernel/abi/index.ts';
import { script, type DemoFile } from '../../crt/files.ts';
import type { PyRuntime } from '../runtime.ts';
import { pyreap } from './pyreap.ts';
import { pysleep } from './pysleep.ts';
import { pyterm } from './pyterm.ts';
import { pyzombie } from './pyzombie.ts';

export interface PyScript {
  readonly path: string;
  readonly text: string;
  readonly run: (py: PyRuntime) => Sys<void>;
}

export const pyScripts: readonly PyScript[] = [pysleep, pyterm, pyreap, pyzombie];

export const pyFiles: readonly DemoFile[] = pyScripts.map((known) => script(known.path, 'python', known.text));
