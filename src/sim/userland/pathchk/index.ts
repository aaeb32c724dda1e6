// pathchk(1): whether names are valid and portable.
import { isErr, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { command, type Tool } from '../lib/tool.ts';

const NAME_MAX = 255;
const PATH_MAX = 4096;
const POSIX_NAME_MAX = 14;
const POSIX_PATH_MAX = 256;

function* check(tool: Tool, path: ByteString, basic: boolean, extra: boolean): Sys<string | undefined> {
  if (extra && path.split('/').some((part) => part.startsWith('-')))
    return `leading '-' in a component of file name ${tool.qa(path)}`;
  if ((basic || extra) && path === '') return 'empty file name';
  if (basic) {
    const odd = /[^A-Za-z0-9._/-]/.exec(path);
    if (odd) return `nonportable character ${tool.q(odd[0])} in file name ${tool.qa(path)}`;
  } else {
    const stat = yield* sys.lstat(path);
    if (isErr(stat) && (stat.name !== 'ENOENT' || path === '')) return `${tool.qf(path)}: ${stat.text}`;
  }
  const limit = basic ? POSIX_PATH_MAX : PATH_MAX;
  if (path.length >= limit) return `limit ${limit - 1} exceeded by length ${path.length} of file name ${tool.qa(path)}`;
  const most = basic ? POSIX_NAME_MAX : NAME_MAX;
  const long = path.split('/').find((part) => part.length > most);
  return long === undefined
    ? undefined
    : `limit ${most} exceeded by length ${long.length} of file name component ${tool.q(long)}`;
}

function* main(tool: Tool): Sys<number> {
  let basic = false;
  let extra = false;
  const { options, operands } = tool.options({ short: '+pP', long: { portability: 'both' } });
  for (const option of options) {
    if (option.key === 'p' || option.key === 'both') basic = true;
    if (option.key === 'P' || option.key === 'both') extra = true;
    if (!['p', 'P', 'both'].includes(option.key)) return yield* tool.other(option);
  }
  if (operands.length === 0) return yield* tool.usage(1, 'missing operand');
  let status = 0;
  for (const path of operands) {
    const problem = yield* check(tool, path, basic, extra);
    if (problem === undefined) continue;
    yield* tool.warn(problem);
    status = 1;
  }
  return status;
}

export const pathchk = command(
  {
    name: 'pathchk',
    pkg: 'coreutils',
    synopsis: '[OPTION]... NAME...',
    summary: 'Tells names that are invalid or not portable.',
    options: ['-p', '-P', '--portability'],
  },
  main,
);
