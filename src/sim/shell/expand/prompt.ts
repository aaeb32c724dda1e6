// Backslash escapes of PS1 and its kin (bash manual, 6.9). What needs a system call is looked up by the caller beforehand.
import type { ByteString } from '../../kernel/abi/index.ts';
import type { Shell } from '../run/shell.ts';
import { get } from '../vars/read.ts';

const VERSION = '5.2';
const RELEASE = '5.2.15';

function base(path: ByteString): ByteString {
  return path === '/' ? path : path.slice(path.lastIndexOf('/') + 1);
}

function workingDirectory(sh: Shell): ByteString {
  const pwd = get(sh, 'PWD') ?? sh.cwd;
  const home = get(sh, 'HOME');
  let dir = home && (pwd === home || pwd.startsWith(`${home}/`)) ? `~${pwd.slice(home.length)}` : pwd;
  const trim = Number(get(sh, 'PROMPT_DIRTRIM') ?? 0);
  if (trim > 0) {
    const parts = dir.split('/');
    const head = parts[0] ?? '';
    const rest = parts.slice(1);
    if (rest.length > trim) dir = `${head === '~' ? '~/' : ''}.../${rest.slice(-trim).join('/')}`;
  }
  return dir;
}

type TimeFormat = (micros: number, format: string) => ByteString;
/** A text without \\t, \\T, \\@, \\A, \\d and \\D is expanded without knowing how times are written. */
const untimely: TimeFormat = () => '';

/** Expands the escapes; `\[` and `\]` vanish (the editor knows them as \x01 and \x02). */
export function expandPrompt(sh: Shell, text: ByteString, formatTime: TimeFormat = untimely): ByteString {
  if (!text.includes('\\')) return text;
  let out = '';
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i] ?? '';
    if (c !== '\\') {
      out += c;
      continue;
    }
    i += 1;
    const next = text[i];
    switch (next) {
      case undefined:
        out += '\\';
        break;
      case 'a':
        out += '\x07';
        break;
      case 'e':
        out += '\x1b';
        break;
      case 'n':
        // With line editing bash itself returns the carriage.
        out += sh.interactive && !sh.dash && sh.reader ? '\r\n' : '\n';
        break;
      case 'r':
        out += '\r';
        break;
      case '\\':
        out += '\\';
        break;
      case '$':
        out += sh.euid === 0 ? '#' : '$';
        break;
      case 'u':
        out += get(sh, 'USER') ?? (sh.euid === 0 ? 'root' : sh.euid === 1000 ? 'user' : String(sh.euid));
        break;
      case 'h':
        out += sh.hostname.split('.')[0] ?? '';
        break;
      case 'H':
        out += sh.hostname;
        break;
      case 'w':
        out += workingDirectory(sh);
        break;
      case 'W': {
        const pwd = get(sh, 'PWD') ?? sh.cwd;
        out += pwd === get(sh, 'HOME') ? '~' : base(pwd);
        break;
      }
      case 's':
        out += base(sh.arg0).replace(/^-/, '');
        break;
      case 'v':
        out += VERSION;
        break;
      case 'V':
        out += RELEASE;
        break;
      case 'j':
        out += String(sh.jobs.list().length);
        break;
      case 'l':
        out += sh.tty >= 0 ? '0' : 'bash';
        break;
      case '!':
        out += String(sh.history ? sh.history.next : 1);
        break;
      case '#':
        out += String(sh.commandNumber + 1);
        break;
      case 't':
        out += formatTime(sh.now, '%H:%M:%S');
        break;
      case 'T':
        out += formatTime(sh.now, '%I:%M:%S');
        break;
      case '@':
        out += formatTime(sh.now, '%I:%M %p');
        break;
      case 'A':
        out += formatTime(sh.now, '%H:%M');
        break;
      case 'd':
        out += formatTime(sh.now, '%a %b %d');
        break;
      case 'D': {
        const end = text.indexOf('}', i);
        if (text[i + 1] === '{' && end > 0) {
          const format = text.slice(i + 2, end);
          out += formatTime(sh.now, format === '' ? '%H:%M:%S' : format);
          i = end;
        } else out += '\\D';
        break;
      }
      case '[':
        out += '\x01';
        break;
      case ']':
        out += '\x02';
        break;
      default:
        if (/[0-7]/.test(next)) {
          const digits = /^[0-7]{1,3}/.exec(text.slice(i))?.[0] ?? '0';
          i += digits.length - 1;
          out += String.fromCharCode(Number.parseInt(digits, 8) & 0xff);
        } else out += `\\${next}`;
    }
  }
  return out;
}
