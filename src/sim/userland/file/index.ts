// file(1): what a file is, from its first bytes; the commonest kinds.
import {
  isErr,
  O_RDONLY,
  S_IFBLK,
  S_IFCHR,
  S_IFDIR,
  S_IFIFO,
  S_IFLNK,
  S_IFMT,
  S_IFSOCK,
  S_ISGID,
  S_ISUID,
  S_ISVTX,
  sys,
  type ByteString,
  type Sys,
} from '../../kernel/abi/index.ts';
import { readRetry } from '../lib/stdio.ts';
import { command, type Tool } from '../lib/tool.ts';

const MAGIC: readonly (readonly [start: ByteString, text: string, mime: string])[] = [
  [
    '\x7fELF',
    'ELF 64-bit LSB pie executable, x86-64, version 1 (SYSV), dynamically linked',
    'application/x-pie-executable',
  ],
  ['\x1f\x8b', 'gzip compressed data', 'application/gzip'],
  ['BZh', 'bzip2 compressed data', 'application/x-bzip2'],
  ['\xfd7zXZ\0', 'XZ compressed data', 'application/x-xz'],
  ['PK\x03\x04', 'Zip archive data', 'application/zip'],
  ['\x89PNG\r\n', 'PNG image data', 'image/png'],
  ['\xff\xd8\xff', 'JPEG image data', 'image/jpeg'],
  ['GIF8', 'GIF image data', 'image/gif'],
  ['%PDF-', 'PDF document', 'application/pdf'],
];

const INTERPRETERS: readonly (readonly [RegExp, string, string])[] = [
  [/\bbash$/, 'Bourne-Again shell script', 'text/x-shellscript'],
  [/\b(?:sh|dash)$/, 'POSIX shell script', 'text/x-shellscript'],
  [/\bpython[0-9.]*$/, 'Python script', 'text/x-script.python'],
  [/\bperl[0-9.]*$/, 'Perl script text executable', 'text/x-perl'],
  [/\bm?awk$/, 'awk script', 'text/x-awk'],
];

/** The kind of a text or of binary data. */
export function kindOf(head: ByteString): { text: string; mime: string } {
  if (head === '') return { text: 'empty', mime: 'inode/x-empty' };
  const magic = MAGIC.find(([start]) => head.startsWith(start));
  if (magic) return { text: magic[1], mime: magic[2] };
  if (/[\x00-\x06\x0e-\x1a\x1c-\x1f\x7f]/.test(head)) return { text: 'data', mime: 'application/octet-stream' };
  const utf8 = /^(?:[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})*$/.test(
    head,
  );
  const charset = !/[\x80-\xff]/.test(head) ? 'ASCII' : utf8 ? 'Unicode text, UTF-8' : 'ISO-8859';
  const lines = !head.includes('\n')
    ? ', with no line terminators'
    : /\r\n/.test(head)
      ? ', with CRLF line terminators'
      : '';
  const script = /^#! *(\S+)(?: +(\S+))?/.exec(head);
  if (script) {
    const program = /\benv$/.test(script[1] ?? '') ? (script[2] ?? '') : (script[1] ?? '');
    const known = INTERPRETERS.find(([name]) => name.test(program));
    return {
      text: `${known?.[1] ?? `a ${script[0].slice(2).trim()} script`}, ${charset} text executable${lines}`,
      mime: known?.[2] ?? 'text/plain',
    };
  }
  if (/^\s*[[{]/.test(head) && isJson(head)) return { text: 'JSON text data', mime: 'application/json' };
  return {
    text: `${charset === 'Unicode text, UTF-8' ? `${charset} text` : `${charset} text`}${lines}`,
    mime: 'text/plain',
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function* describe(path: ByteString, mime: boolean, follow: boolean): Sys<{ text: string; failed: boolean }> {
  const stat = follow ? yield* sys.stat(path) : yield* sys.lstat(path);
  if (isErr(stat)) return { text: `cannot open \`${path}' (${stat.text})`, failed: true };
  const special = (text: string, type: string): { text: string; failed: boolean } => ({
    text: mime ? `inode/${type}` : text,
    failed: false,
  });
  const bits = `${stat.mode & S_ISUID ? 'setuid, ' : ''}${stat.mode & S_ISGID ? 'setgid, ' : ''}${stat.mode & S_ISVTX ? 'sticky, ' : ''}`;
  switch (stat.mode & S_IFMT) {
    case S_IFDIR:
      return special(`${bits}directory`, 'directory');
    case S_IFLNK: {
      const target = yield* sys.readlink(path);
      const real = yield* sys.stat(path);
      return special(
        isErr(target)
          ? 'unreadable symlink'
          : isErr(real)
            ? `broken symbolic link to ${target}`
            : `symbolic link to ${target}`,
        'symlink',
      );
    }
    case S_IFIFO:
      return special('fifo (named pipe)', 'fifo');
    case S_IFSOCK:
      return special('socket', 'socket');
    case S_IFCHR:
      return special(`character special (${stat.rdev >> 8}/${stat.rdev & 255})`, 'chardevice');
    case S_IFBLK:
      return special(`block special (${stat.rdev >> 8}/${stat.rdev & 255})`, 'blockdevice');
    default: {
      const fd = yield* sys.open(path, O_RDONLY);
      if (isErr(fd)) return { text: `regular file, no read permission`, failed: false };
      const head = yield* readRetry(fd, 4096);
      yield* sys.close(fd);
      const kind = kindOf(isErr(head) ? '' : head);
      return { text: mime ? kind.mime : `${bits}${kind.text}`, failed: false };
    }
  }
}

function* main(tool: Tool): Sys<number> {
  let brief = false;
  let mime = false;
  let follow = false;
  const { options, operands } = tool.options({
    short: 'bchiklLnNprsSvz0f:F:m:',
    long: { brief: 'b', mime: 'i', 'mime-type': 'i', dereference: 'L', 'no-dereference': 'h', 'no-pad': 'N' },
  });
  for (const option of options) {
    if (option.key === 'b') brief = true;
    else if (option.key === 'i') mime = true;
    else if (option.key === 'L') follow = true;
    else if (option.key === '?' || option.key === 'help' || option.key === 'version') return yield* tool.other(option);
  }
  if (operands.length === 0) {
    yield* tool.raw(`Usage: ${tool.name} ${tool.about.synopsis}\n`);
    return 1;
  }
  const width = Math.max(...operands.map((name) => name.length)) + 2;
  for (const path of operands) {
    const { text } = yield* describe(path, mime, follow);
    yield* tool.out.put(`${brief ? '' : `${path}:`.padEnd(width)}${text}\n`);
  }
  return 0;
}

export const file = command(
  {
    name: 'file',
    pkg: 'file',
    synopsis: '[-bchikLNnprsvzZ0] file ...',
    summary: 'Says what files are.',
    options: ['-b', '-h', '-i', '-L'],
    level: 'partial',
    note: 'The commonest kinds of files only.',
  },
  main,
);
