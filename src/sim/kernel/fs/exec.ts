// What execve(2) would run: a program of the machine, a `#!` script, or the reason why not (fs/exec.c, fs/binfmt_script.c).
import { E, X_OK, isErr, type ByteString, type Errno } from '../abi/index.ts';
import type { Kernel } from '../kernel.ts';
import { readImage } from './elf.ts';
import type { Task } from '../state.ts';
import { mayAccess } from './access.ts';
import { bytesOf } from './openfile.ts';
import { lookup } from './path.ts';

/** BINPRM_BUF_SIZE: how much of a file the kernel looks at. */
const LOOKED_AT = 256;

export type Executable =
  | {
      readonly kind: 'program';
      readonly program: string;
      /** Without links. */
      readonly path: ByteString;
      /** What the file has for the program that runs it. */
      readonly image?: ByteString;
    }
  | { readonly kind: 'script'; readonly interpreter: ByteString; readonly arg?: string; readonly path: ByteString };

export function resolveExecutable(k: Kernel, t: Task, path: ByteString): Executable | Errno {
  const at = lookup(k, t, path);
  if (isErr(at)) return at;
  const { inode, mount } = at;
  if (inode.kind !== 'file') return E.EACCES;
  if (mount?.options.includes('noexec')) return E.EACCES;
  if (!mayAccess(t.cred, inode, X_OK) || (inode.mode & 0o111) === 0) return E.EACCES;
  if (inode.content.kind === 'program') return { kind: 'program', program: inode.content.program, path: at.path };
  if (inode.content.kind !== 'bytes') return E.EACCES;
  const data = bytesOf(inode);
  const compiled = readImage(data);
  if (compiled) return { kind: 'program', ...compiled, path: at.path };
  return interpreterLine(data.slice(0, LOOKED_AT), at.path);
}

/** `#!` line: interpreter, and all the rest as one argument. A carriage return stays part of the name, so it is not found. */
function interpreterLine(head: ByteString, path: ByteString): Executable | Errno {
  if (!head.startsWith('#!')) return E.ENOEXEC;
  const newline = head.indexOf('\n');
  const line = (newline < 0 ? head.slice(2) : head.slice(2, newline)).replace(/^[ \t]+/, '');
  // Longer than the kernel reads: only fine when the interpreter's name itself is whole.
  if (newline < 0 && head.length === LOOKED_AT && !/[ \t]/.test(line)) return E.ENOEXEC;
  const trimmed = line.replace(/[ \t]+$/, '').replace(/\0.*$/s, '');
  if (trimmed === '') return E.ENOEXEC;
  const space = trimmed.search(/[ \t]/);
  if (space < 0) return { kind: 'script', interpreter: trimmed, path };
  return {
    kind: 'script',
    interpreter: trimmed.slice(0, space),
    arg: trimmed.slice(space).replace(/^[ \t]+/, ''),
    path,
  };
}
