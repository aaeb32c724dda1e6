// One name of a listing: its status, how it is sorted, coloured and marked.
import {
  S_IFBLK,
  S_IFCHR,
  S_IFDIR,
  S_IFIFO,
  S_IFLNK,
  S_IFMT,
  S_IFREG,
  S_IFSOCK,
  S_ISGID,
  S_ISUID,
  S_ISVTX,
  type ByteString,
  type Stat,
} from '../../kernel/abi/index.ts';
import { compareVersions } from '../sort/compare.ts';

export interface Entry {
  readonly name: ByteString;
  readonly stat: Stat | undefined;
  /** S_IFMT bits from the directory, when the file was not looked at. */
  readonly type: number;
  readonly link: ByteString | undefined;
  readonly target: Stat | undefined;
}

export type SortKey = 'name' | 'time' | 'size' | 'extension' | 'version' | 'none' | 'width';
export type TimeKey = 'mtime' | 'atime' | 'ctime';

const byName = (a: Entry, b: Entry): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
const extension = (name: ByteString): ByteString => (name.includes('.') ? name.slice(name.lastIndexOf('.')) : '');

export function sortEntries(
  entries: readonly Entry[],
  key: SortKey,
  time: TimeKey,
  reverse: boolean,
  dirsFirst: boolean,
): Entry[] {
  const compare = (a: Entry, b: Entry): number => {
    switch (key) {
      case 'none':
        return 0;
      case 'time':
        return (b.stat?.[time] ?? 0) - (a.stat?.[time] ?? 0) || byName(a, b);
      case 'size':
        return (b.stat?.size ?? 0) - (a.stat?.size ?? 0) || byName(a, b);
      case 'extension': {
        const [x, y] = [extension(a.name), extension(b.name)];
        return x < y ? -1 : x > y ? 1 : byName(a, b);
      }
      case 'version':
        return compareVersions(a.name, b.name) || byName(a, b);
      case 'width':
        return a.name.length - b.name.length || byName(a, b);
      case 'name':
        return byName(a, b);
    }
  };
  const rank = (entry: Entry): number =>
    dirsFirst && ((entry.target ?? entry.stat)?.mode ?? entry.type) >> 12 === S_IFDIR >> 12 ? 0 : 1;
  return [...entries].sort((a, b) => rank(a) - rank(b) || (reverse ? -compare(a, b) : compare(a, b)));
}

/** What -F appends; `slash` only marks directories (-p). */
export function indicator(mode: number, style: 'none' | 'slash' | 'file-type' | 'classify'): string {
  const type = mode & S_IFMT;
  if (type === S_IFDIR && style !== 'none') return '/';
  if (style === 'none' || style === 'slash') return '';
  if (type === S_IFLNK) return '@';
  if (type === S_IFIFO) return '|';
  if (type === S_IFSOCK) return '=';
  return style === 'classify' && type === S_IFREG && (mode & 0o111) !== 0 ? '*' : '';
}

const ARCHIVE =
  /\.(tar|tgz|arc|arj|taz|lha|lz4|lzh|lzma|tlz|txz|tzo|t7z|zip|z|dz|gz|lrz|lz|lzo|xz|zst|tzst|bz2|bz|tbz|tbz2|tz|deb|rpm|jar|war|ear|sar|rar|alz|ace|zoo|cpio|7z|rz|cab|wim|swm|dwm|esd)$/;
const IMAGE =
  /\.(avif|jpg|jpeg|mjpg|mjpeg|gif|bmp|pbm|pgm|ppm|tga|xbm|xpm|tif|tiff|png|svg|svgz|mng|pcx|mov|mpg|mpeg|m2v|mkv|webm|webp|ogm|mp4|m4v|mp4v|vob|qt|nuv|wmv|asf|rm|rmvb|flc|avi|fli|flv|gl|dl|xcf|xwd|yuv|cgm|emf|ogv|ogx)$/;
const AUDIO = /\.(aac|au|flac|m4a|mid|midi|mka|mp3|mpc|ogg|ra|wav|oga|opus|spx|xspf)$/;

/** dircolors' default for a file; '' when it has none. */
export function colour(name: ByteString, mode: number, broken: boolean, database: boolean): string {
  switch (mode & S_IFMT) {
    case S_IFDIR:
      if ((mode & S_ISVTX) !== 0 && (mode & 0o002) !== 0) return '30;42';
      if ((mode & 0o002) !== 0) return '34;42';
      return (mode & S_ISVTX) !== 0 ? '37;44' : '01;34';
    case S_IFLNK:
      return broken ? (database ? '40;31;01' : '01;36') : '01;36';
    case S_IFIFO:
      return database ? '40;33' : '33';
    case S_IFSOCK:
      return '01;35';
    case S_IFBLK:
    case S_IFCHR:
      return database ? '40;33;01' : '01;33';
    default:
      if ((mode & S_ISUID) !== 0) return '37;41';
      if ((mode & S_ISGID) !== 0) return '30;43';
      if ((mode & 0o111) !== 0) return '01;32';
      if (!database) return '';
      return ARCHIVE.test(name) ? '01;31' : IMAGE.test(name) ? '01;35' : AUDIO.test(name) ? '00;36' : '';
  }
}
