// From diff(1)'s command line to a plan.
import { sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import type { Tool } from '../lib/tool.ts';
import type { Plan } from './files.ts';

/** A message and where to find help: with diff's name in front of both lines. */
export function* usage(tool: Tool, text: ByteString): Sys<number> {
  yield* tool.warn(text);
  yield* tool.warn(`Try '${tool.name} --help' for more information.`);
  return 2;
}

export function* readOptions(tool: Tool): Sys<{ plan: Plan; operands: readonly ByteString[] } | number> {
  const plan: Plan = {
    style: 'normal',
    context: 3,
    ignoreCase: false,
    ignoreSpace: 'no',
    ignoreTrailing: false,
    ignoreBlank: false,
    ignoreTabs: false,
    stripCr: false,
    ignoreMatching: [],
    text: false,
    width: 130,
    leftColumn: false,
    suppressCommon: false,
    expandTabs: false,
    color: false,
    reportSame: false,
    recursive: false,
    newFile: false,
    exclude: [],
    labels: [],
  };
  const { options, operands } = tool.options({
    short: '0123456789abBcC:dD:eEfF:hHiI:lL:nNpPqrsS:tTuU:vwW:x:X:yZ',
    long: {
      binary: 'binary',
      brief: 'q',
      'changed-group-format=': 'x-',
      'color=?': 'color',
      'context=?': 'c',
      ed: 'e',
      'exclude=': 'x',
      'expand-tabs': 't',
      'from-file=': 'x-',
      'ignore-all-space': 'w',
      'ignore-blank-lines': 'B',
      'ignore-case': 'i',
      'ignore-matching-lines=': 'I',
      'ignore-space-change': 'b',
      'ignore-tab-expansion': 'E',
      'ignore-trailing-space': 'Z',
      'initial-tab': 'T',
      'label=': 'L',
      'left-column': 'left',
      minimal: 'd',
      'new-file': 'N',
      'no-dereference': 'x-',
      normal: 'normal',
      rcs: 'n',
      recursive: 'r',
      'report-identical-files': 's',
      'side-by-side': 'y',
      'speed-large-files': 'H',
      'strip-trailing-cr': 'cr',
      'suppress-common-lines': 'suppress',
      text: 'a',
      'unidirectional-new-file': 'P',
      'unified=?': 'u',
      'width=': 'W',
      'show-c-function': 'p',
      'horizon-lines=': 'x-',
      'tabsize=': 'x-',
      'no-ignore-file-name-case': 'x-',
    },
  });
  const contextLength = (text: ByteString): number | undefined => (/^[0-9]+$/.test(text) ? Number(text) : undefined);
  let digits = '';
  for (const option of options) {
    const arg = option.arg ?? '';
    if (/^[0-9]$/.test(option.key)) {
      digits += option.key;
      plan.context = Number(digits);
      continue;
    }
    switch (option.key) {
      case 'u':
      case 'U':
      case 'c':
      case 'C': {
        plan.style = option.key.toLowerCase() === 'u' ? 'unified' : 'context';
        if (option.arg === undefined) break;
        const length = contextLength(arg);
        if (length === undefined) return yield* usage(tool, `invalid context length '${arg}'`);
        plan.context = length;
        break;
      }
      case 'a':
        plan.text = true;
        break;
      case 'b':
        if (plan.ignoreSpace === 'no') plan.ignoreSpace = 'change';
        break;
      case 'w':
        plan.ignoreSpace = 'all';
        break;
      case 'Z':
        plan.ignoreTrailing = true;
        break;
      case 'E':
        plan.ignoreTabs = true;
        break;
      case 'B':
        plan.ignoreBlank = true;
        break;
      case 'i':
        plan.ignoreCase = true;
        break;
      case 'I':
        plan.ignoreMatching.push(arg);
        break;
      case 'e':
        plan.style = 'ed';
        break;
      case 'n':
        plan.style = 'rcs';
        break;
      case 'normal':
        plan.style = 'normal';
        break;
      case 'y':
        plan.style = 'side';
        break;
      case 'q':
        plan.style = 'brief';
        break;
      case 'W': {
        const width = contextLength(arg);
        if (width === undefined || width === 0) return yield* usage(tool, `invalid width '${arg}'`);
        plan.width = width;
        break;
      }
      case 'left':
        plan.leftColumn = true;
        break;
      case 'suppress':
        plan.suppressCommon = true;
        break;
      case 't':
        plan.expandTabs = true;
        break;
      case 'cr':
        plan.stripCr = true;
        break;
      case 'L':
        plan.labels.push(arg);
        break;
      case 'N':
        plan.newFile = true;
        break;
      case 'r':
        plan.recursive = true;
        break;
      case 's':
        plan.reportSame = true;
        break;
      case 'x':
        plan.exclude.push(arg);
        break;
      case 'color':
        plan.color = arg === 'always' || ((arg === 'auto' || arg === '') && (yield* sys.isatty(1)));
        break;
      case 'v':
        return yield* tool.other({ key: 'version', arg: undefined });
      case 'help':
      case 'version':
        return yield* tool.other(option);
      case '?':
        yield* tool.raw(`${arg}\n`);
        yield* tool.warn(`Try '${tool.name} --help' for more information.`);
        return 2;
      default:
    }
  }
  return { plan, operands };
}
