// cp(1): copies files and trees.
import { sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { Copier, copyDefaults, destination } from '../lib/copy.ts';
import { command, type Tool } from '../lib/tool.ts';

function* main(tool: Tool): Sys<number> {
  const plan = copyDefaults();
  let directory: ByteString | undefined;
  let noTarget = false;
  let parents = false;
  let strip = false;
  let followGiven = false;
  const { options, operands } = tool.options({
    short: 'abdfHilLnprst:uvxPRS:TZ',
    long: {
      archive: 'a',
      'attributes-only': 'x',
      'backup=?': 'b',
      'copy-contents': 'x',
      dereference: 'L',
      force: 'f',
      interactive: 'i',
      link: 'l',
      'no-clobber': 'n',
      'no-dereference': 'P',
      'no-preserve=': 'no-preserve',
      'no-target-directory': 'T',
      'one-file-system': 'x',
      parents: 'parents',
      'preserve=?': 'preserve',
      recursive: 'R',
      'remove-destination': 'remove',
      'sparse=': 'x',
      'reflink=?': 'x',
      'strip-trailing-slashes': 'strip',
      'suffix=': 'S',
      'symbolic-link': 's',
      'target-directory=': 't',
      update: 'u',
      verbose: 'v',
    },
  });
  const preserve = (list: ByteString, on: boolean): void => {
    for (const word of list.split(',')) {
      if (word === 'mode' || word === 'all') plan.preserveMode = on;
      if (word === 'ownership' || word === 'all') plan.preserveOwner = on;
      if (word === 'timestamps' || word === 'all') plan.preserveTimes = on;
    }
  };
  for (const option of options) {
    switch (option.key) {
      case 'a':
        plan.recursive = true;
        plan.follow = 'never';
        followGiven = true;
        preserve('all', true);
        break;
      case 'b':
        plan.backup = true;
        break;
      case 'd':
        plan.follow = 'never';
        followGiven = true;
        break;
      case 'f':
        plan.force = true;
        break;
      case 'H':
        plan.follow = 'command-line';
        followGiven = true;
        break;
      case 'i':
        plan.overwrite = 'ask';
        break;
      case 'l':
        plan.link = 'hard';
        break;
      case 'L':
        plan.follow = 'always';
        followGiven = true;
        break;
      case 'n':
        plan.overwrite = 'never';
        break;
      case 'p':
        preserve('mode,ownership,timestamps', true);
        break;
      case 'preserve':
        preserve(option.arg ?? 'mode,ownership,timestamps', true);
        break;
      case 'no-preserve':
        preserve(option.arg ?? '', false);
        break;
      case 'P':
        plan.follow = 'never';
        followGiven = true;
        break;
      case 'r':
      case 'R':
        plan.recursive = true;
        break;
      case 's':
        plan.link = 'symbolic';
        break;
      case 'S':
        plan.suffix = option.arg ?? '~';
        plan.backup = true;
        break;
      case 't':
        directory = option.arg;
        break;
      case 'T':
        noTarget = true;
        break;
      case 'u':
        plan.update = true;
        break;
      case 'v':
        plan.verbose = true;
        break;
      case 'remove':
        plan.removeFirst = true;
        break;
      case 'parents':
        parents = true;
        break;
      case 'strip':
        strip = true;
        break;
      case 'x':
      case 'Z':
        break;
      default:
        return yield* tool.other(option);
    }
  }
  // a tree keeps its links unless told otherwise; single files are followed
  if (!followGiven) plan.follow = plan.recursive ? 'never' : 'always';
  plan.umask = yield* sys.umask(0);
  yield* sys.umask(plan.umask);
  const where = yield* destination(tool, operands, directory, noTarget, strip);
  if (where.kind === 'usage') return yield* tool.usage(1, where.text);
  if (where.kind === 'error') return yield* tool.fail(1, where.text);
  const copier = new Copier(tool, plan);
  let status = 0;
  for (const [source, target] of where.pairs) {
    let to = target;
    if (parents) {
      const dir = directory ?? operands.at(-1) ?? '';
      to = `${dir}/${source.replace(/^\/+/, '')}`;
      const parts = source.replace(/^\/+/, '').split('/').slice(0, -1);
      for (let i = 1; i <= parts.length; i += 1) yield* sys.mkdir(`${dir}/${parts.slice(0, i).join('/')}`, 0o777);
    }
    if (!(yield* copier.copy(source, to))) status = 1;
  }
  return status;
}

export const cp = command(
  {
    name: 'cp',
    pkg: 'coreutils',
    synopsis: '[OPTION]... SOURCE... DEST',
    summary: 'Copies files; with -r whole directories.',
    options: [
      '-a',
      '-b',
      '-d',
      '-f',
      '-H',
      '-i',
      '-l',
      '-L',
      '-n',
      '-p',
      '-P',
      '-r',
      '-R',
      '-s',
      '-S',
      '-t',
      '-T',
      '-u',
      '-v',
      '--parents',
      '--preserve',
      '--remove-destination',
    ],
  },
  main,
);
