// Running program text that is all there: eval, traps, `bash -c`, sourced files, scripts. One complete command is read, then run.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import { readCommand, type SyntaxFault } from '../parse/index.ts';
import type { HereDocWarning } from '../parse/tokens.ts';
import type { List } from '../parse/nodes.ts';
import { runNode } from './exec.ts';
import { DiscardLine, ExitShell } from './faults.ts';
import { complain, errorName, flush } from './report.ts';
import type { Shell } from './shell.ts';
import { sys } from '../../kernel/abi/index.ts';

export interface TextOptions {
  /** Shown in syntax errors: `eval`, `-c`, a file name; undefined: the script itself. */
  readonly name: ByteString | undefined;
  /** Number of the first line. */
  readonly line: number;
  /** The last command may replace the process (`bash -c`). */
  readonly tail?: boolean;
}

export function aliasLookup(sh: Shell): ((name: string) => string | undefined) | undefined {
  if (sh.aliases.size === 0 || !(sh.dash || sh.interactiveShell || sh.shopts.has('expand_aliases') || sh.opt('posix')))
    return undefined;
  return (name) => sh.aliases.get(name);
}

/** Prints a syntax error the way the shell does. */
export function reportFault(
  sh: Shell,
  fault: SyntaxFault,
  name: ByteString | undefined,
  text: ByteString,
  firstLine: number,
): void {
  if (sh.dash) {
    sh.err += `${sh.arg0}: ${fault.line}: ${name === 'eval' ? '' : ''}${fault.message}\n`;
    return;
  }
  const who = errorName(sh);
  const middle = name === undefined || name === who ? '' : `${name}: `;
  const head = sh.interactive && name === undefined ? `${who}: ` : `${who}: ${middle}line ${fault.line}: `;
  for (const message of fault.message.split('\n')) sh.err += `${head}${message}\n`;
  if (fault.showLine && !(sh.interactive && name === undefined))
    sh.err += `${head}\`${text.split('\n')[fault.line - firstLine] ?? ''}'\n`;
}

export function warnHereDocs(sh: Shell, warnings: readonly HereDocWarning[]): void {
  if (sh.dash) return;
  const saved = sh.line;
  for (const w of warnings) {
    sh.line = w.line;
    complain(sh, `warning: here-document at line ${w.startLine} delimited by end-of-file (wanted \`${w.delimiter}')`);
  }
  sh.line = saved;
}

/** Runs a text; `$?` of its last command. */
export function* runText(sh: Shell, text: ByteString, options: TextOptions): Sys<number> {
  let rest = text;
  let line = options.line;
  let status = 0;
  let ran = false;
  while (rest !== '') {
    const result = readCommand(rest, {
      dash: sh.dash,
      extglob: sh.shopts.has('extglob'),
      final: true,
      line,
      aliases: aliasLookup(sh),
    });
    if (result.kind === 'end') break;
    if (result.kind === 'incomplete') break;
    if (result.kind === 'fault') {
      warnHereDocs(sh, result.warnings);
      reportFault(sh, result.fault, options.name, rest, line);
      yield* flush(sh);
      sh.status = faultStatus(sh, result.fault);
      if (result.fault.discard && sh.subshell === 0) {
        const upto = result.fault.line - line + 1;
        rest = rest.split('\n').slice(upto).join('\n');
        line += upto;
        status = sh.status;
        continue;
      }
      if (sh.dash && !sh.interactive) throw new ExitShell(2);
      return result.fault.status === 'keep' && options.name === 'eval' ? 2 : sh.status;
    }
    const taken = rest.slice(0, result.end);
    if (sh.opt('verbose') && options.name === undefined) yield* sys.writeAll(2, taken);
    rest = rest.slice(result.end);
    line += countLines(taken);
    if (result.kind === 'empty') continue;
    warnHereDocs(sh, result.warnings);
    ran = true;
    try {
      status = yield* runList(sh, result.script, options.tail === true && /^[ \t\n]*$/.test(rest));
    } catch (error) {
      // A subshell ends; elsewhere only the line is lost (bash's parse_and_execute).
      if (!(error instanceof DiscardLine) || sh.subshell > 0) throw error;
      yield* flush(sh);
      sh.flow = undefined;
      status = error.status;
      sh.status = status;
    }
    if (sh.flow) break;
    if (sh.opt('onecmd')) throw new ExitShell(status);
  }
  return ran ? status : 0;
}

/** `$?` after a syntax error. */
export function faultStatus(sh: Shell, fault: SyntaxFault): number {
  if (fault.status === 'keep') return sh.status;
  if (fault.status === 'nonzero') return sh.status === 0 ? 2 : sh.status;
  return fault.status;
}

function countLines(text: ByteString): number {
  let n = 0;
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) n += 1;
  return n;
}

export function* runList(sh: Shell, script: List, tail: boolean): Sys<number> {
  if (sh.opt('noexec') && !sh.interactive) return sh.status;
  const status = yield* runNode(sh, script, tail);
  sh.status = status;
  return status;
}
