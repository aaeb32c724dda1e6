// The scripts this model of node can run, by path: an explicit list. Any other script is refused in clear words.
import { script, type DemoFile } from '../../crt/files.ts';
import type { Sys } from '../../../kernel/abi/index.ts';
import type { NodeRuntime } from '../runtime.ts';
import { nodehttp } from './nodehttp.ts';
import { nodeint } from './nodeint.ts';
import { nodespawn } from './nodespawn.ts';
import { nodeterm } from './nodeterm.ts';
import { webserver } from './webserver.ts';

export interface NodeScript {
  readonly path: string;
  readonly text: string;
  /** The module body; the event loop runs afterwards. */
  readonly run: (node: NodeRuntime) => Sys<void>;
}

export const nodeScripts: readonly NodeScript[] = [nodeint, nodeterm, nodehttp, nodespawn, webserver];

export const nodeFiles: readonly DemoFile[] = nodeScripts.map((known) => script(known.path, 'javascript', known.text));
