// `command &`
import { sys, type Sys } from '../../kernel/abi/index.ts';
import type { Node } from '../parse/nodes.ts';
import { nodeText, pipelineTexts } from '../parse/print.ts';
import { runNode, subshellBody } from './exec.ts';
import { forkShell } from './fork.ts';
import { startPipeline } from './pipeline.ts';
import { flush } from './report.ts';
import type { Shell } from './shell.ts';

export function* startBackground(sh: Shell, node: Node): Sys<number> {
  const control = sh.jobControl;
  if (node.kind === 'pipeline' && node.commands.length > 1 && !node.negate && node.time === 'none') {
    const processes = yield* startPipeline(sh, node, { background: true });
    return yield* registered(sh, processes.pgrp, processes.pids, pipelineTexts(node), control);
  }
  const redirs = 'redirs' in node ? node.redirs : [];
  sh.inputRedirected = redirs.some((r) => (r.fd ?? 0) === 0 && r.operator.startsWith('<'));
  const pid = yield* forkShell(
    sh,
    { pgrp: control ? 0 : undefined, background: true, foreground: false, subshell: true },
    function* (child) {
      child.jobs.disown();
      if (node.kind === 'subshell') return yield* subshellBody(child, node);
      return yield* runNode(child, node, true);
    },
  );
  sh.inputRedirected = false;
  return yield* registered(sh, control ? pid : sh.pgrp, [pid], [nodeText(node)], control);
}

function* registered(
  sh: Shell,
  pgrp: number,
  pids: readonly number[],
  texts: readonly string[],
  control: boolean,
): Sys<number> {
  const last = pids[pids.length - 1] ?? 0;
  const job = sh.jobs.add(
    pgrp,
    pids.map((pid, i) => ({ pid, text: texts[i] ?? '', status: undefined, stopped: false })),
    { foreground: false, control, cwd: sh.cwd },
  );
  sh.lastBackground = last;
  sh.jobs.reset();
  if (sh.interactive) {
    if (!sh.dash) sh.err += `[${job.id}] ${last}\n`;
    else if (control) sh.err += '';
    yield* flush(sh);
  }
  yield* sys.schedYield();
  return 0;
}
