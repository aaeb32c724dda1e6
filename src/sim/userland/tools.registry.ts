// GNU's file and text tools. An explicit list.
import type { Command } from './command.ts';
import { basename, dirname } from './basename/index.ts';
import { cat } from './cat/index.ts';
import { chmod } from './chmod/index.ts';
import { chown, chgrp } from './chown/index.ts';
import { column } from './column/index.ts';
import { comm } from './comm/index.ts';
import { cp } from './cp/index.ts';
import { cut } from './cut/index.ts';
import { echo } from './echo/index.ts';
import { env, printenv } from './env/index.ts';
import { grep, egrep, fgrep } from './grep/index.ts';
import { id, whoami, groups, logname } from './id/index.ts';
import { join } from './join/index.ts';
import { ln } from './ln/index.ts';
import { ls, dir, vdir } from './ls/index.ts';
import { mkdir } from './mkdir/index.ts';
import { mv } from './mv/index.ts';
import { nl } from './nl/index.ts';
import { paste } from './paste/index.ts';
import { printf } from './printf/index.ts';
import { pwd } from './pwd/index.ts';
import { readlink, realpath } from './readlink/index.ts';
import { rev } from './rev/index.ts';
import { rm } from './rm/index.ts';
import { rmdir } from './rmdir/index.ts';
import { sed } from './sed/index.ts';
import { seq } from './seq/index.ts';
import { sleep } from './sleep/index.ts';
import { sort } from './sort/index.ts';
import { tac } from './tac/index.ts';
import { tee } from './tee/index.ts';
import { touch } from './touch/index.ts';
import { tr } from './tr/index.ts';
import { trueCommand, falseCommand } from './true/index.ts';
import { uniq } from './uniq/index.ts';
import { wc } from './wc/index.ts';
import { yes } from './yes/index.ts';

export const toolCommands: readonly Command[] = [
  basename,
  dirname,
  cat,
  chmod,
  chown,
  chgrp,
  column,
  comm,
  cp,
  cut,
  echo,
  env,
  printenv,
  grep,
  egrep,
  fgrep,
  id,
  whoami,
  groups,
  logname,
  join,
  ln,
  ls,
  dir,
  vdir,
  mkdir,
  mv,
  nl,
  paste,
  printf,
  pwd,
  readlink,
  realpath,
  rev,
  rm,
  rmdir,
  sed,
  seq,
  sleep,
  sort,
  tac,
  tee,
  touch,
  tr,
  trueCommand,
  falseCommand,
  uniq,
  wc,
  yes,
];
