// Text and file tools: coreutils, grep, sed, awk, findutils, diffutils and the like. One line per command.
import { awk } from './awk/index.ts';
import { basename, dirname } from './basename/index.ts';
import { cat } from './cat/index.ts';
import { chmod } from './chmod/index.ts';
import { chgrp, chown } from './chown/index.ts';
import { cmp } from './cmp/index.ts';
import { column } from './column/index.ts';
import { comm } from './comm/index.ts';
import type { Command } from './command.ts';
import { cp } from './cp/index.ts';
import { cut } from './cut/index.ts';
import { date } from './date/index.ts';
import { echo } from './echo/index.ts';
import { env, printenv } from './env/index.ts';
import { expand, unexpand } from './expand/index.ts';
import { expr } from './expr/index.ts';
import { find } from './find/index.ts';
import { fold } from './fold/index.ts';
import { egrep, fgrep, grep } from './grep/index.ts';
import { head } from './head/index.ts';
import { hostname } from './hostname/index.ts';
import { groups, id, logname, whoami } from './id/index.ts';
import { join } from './join/index.ts';
import { ln } from './ln/index.ts';
import { diff } from './diff/index.ts';
import { dir, ls, vdir } from './ls/index.ts';
import { mkdir } from './mkdir/index.ts';
import { mv } from './mv/index.ts';
import { nl } from './nl/index.ts';
import { nproc } from './nproc/index.ts';
import { paste } from './paste/index.ts';
import { printf } from './printf/index.ts';
import { pwd } from './pwd/index.ts';
import { readlink, realpath } from './readlink/index.ts';
import { rev } from './rev/index.ts';
import { rm } from './rm/index.ts';
import { rmdir } from './rmdir/index.ts';
import { sed } from './sed/index.ts';
import { seq } from './seq/index.ts';
import { sort } from './sort/index.ts';
import { stat } from './stat/index.ts';
import { tac } from './tac/index.ts';
import { tail } from './tail/index.ts';
import { tee } from './tee/index.ts';
import { bracket, test } from './test/index.ts';
import { touch } from './touch/index.ts';
import { tr } from './tr/index.ts';
import { falseCommand, trueCommand } from './true/index.ts';
import { tty } from './tty/index.ts';
import { arch, uname } from './uname/index.ts';
import { uniq } from './uniq/index.ts';
import { wc } from './wc/index.ts';
import { xargs } from './xargs/index.ts';
import { yes } from './yes/index.ts';
import { which } from './which/index.ts';
import { truncate } from './truncate/index.ts';
import { sync } from './sync/index.ts';
import { od } from './od/index.ts';
import { mktemp } from './mktemp/index.ts';
import { mkfifo } from './mkfifo/index.ts';
import { setsid } from './setsid/index.ts';
import { nohup } from './nohup/index.ts';
import { nice } from './nice/index.ts';
import { link, unlink } from './link/index.ts';
import { dd } from './dd/index.ts';
import { du } from './du/index.ts';
import { df } from './df/index.ts';
import { base32, base64 } from './base64/index.ts';
import { pathchk } from './pathchk/index.ts';
import { getconf } from './getconf/index.ts';
import { md5sum, sha1sum, sha224sum, sha256sum, sha384sum, sha512sum } from './md5sum/index.ts';
import { cksum, sum } from './cksum/index.ts';
import { shuf } from './shuf/index.ts';
import { split } from './split/index.ts';
import { strings } from './strings/index.ts';
import { factor } from './factor/index.ts';
import { hd, hexdump } from './hexdump/index.ts';
import { xxd } from './xxd/index.ts';
import { numfmt } from './numfmt/index.ts';
import { tsort } from './tsort/index.ts';
import { stty } from './stty/index.ts';
import { mount, umount } from './mount/index.ts';
import { install } from './install/index.ts';
import { file } from './file/index.ts';

export const toolCommands: readonly Command[] = [
  file,
  install,
  mount,
  umount,
  stty,
  awk,
  tsort,
  numfmt,
  xxd,
  hd,
  hexdump,
  factor,
  strings,
  split,
  shuf,
  getconf,
  pathchk,
  base32,
  base64,
  df,
  du,
  dd,
  link,
  unlink,
  nice,
  nohup,
  setsid,
  mkfifo,
  mktemp,
  od,
  sync,
  truncate,
  which,
  arch,
  basename,
  bracket,
  cat,
  chgrp,
  chmod,
  chown,
  cmp,
  column,
  comm,
  cp,
  cut,
  date,
  diff,
  dir,
  dirname,
  echo,
  egrep,
  env,
  expand,
  expr,
  falseCommand,
  fgrep,
  find,
  fold,
  grep,
  groups,
  head,
  hostname,
  id,
  join,
  ln,
  logname,
  ls,
  mkdir,
  mv,
  nl,
  nproc,
  paste,
  printenv,
  printf,
  pwd,
  readlink,
  realpath,
  rev,
  rm,
  rmdir,
  sed,
  seq,
  sort,
  stat,
  tac,
  tail,
  tee,
  test,
  touch,
  tr,
  trueCommand,
  tty,
  uname,
  unexpand,
  uniq,
  vdir,
  wc,
  whoami,
  xargs,
  yes,
  md5sum,
  sha1sum,
  sha224sum,
  sha256sum,
  sha384sum,
  sha512sum,
  cksum,
  sum,
];
