// A resolv.conf as people paste it: out of a terminal, a chat, a ticket. What is not of the file is taken away, and it is said what.

export interface Pasted {
  readonly text: string;
  /** What was taken away, in words; empty when the paste was the file and nothing else. */
  readonly notes: readonly string[];
}

/** A prompt with a command behind it: `$ cat …`, `root@web-0:/# kubectl …`, `/ # cat …`, `PS C:\> …`. */
const PROMPT =
  /^(?:[\w.@:~/ ()[\]-]{0,80}[$#%❯➜>]\s+|PS [^>]{0,80}>\s*)(?:sudo |time )*(?:kubectl|docker|crictl|nerdctl|podman|cat|head|less|more|ssh|oc|k)\b.*$/;
/** The same without a prompt before it. */
const COMMAND =
  /^(?:kubectl|docker|crictl|nerdctl|podman|oc|k) .*\b(?:exec|run|debug|cat)\b.*$|^(?:sudo )?(?:cat|head|less) \S*resolv\.conf\S*\s*$/;
/** A prompt with nothing behind it, after the output. */
const EMPTY_PROMPT = /^[\w.@:~/()[\]-]{1,80}\s?[$#%❯➜>]\s*$|^[/~]\S* [#$]\s*$|^[$#%❯➜]\s*$/;
/** What kubectl says by itself. */
const KUBECTL =
  /^(?:Defaulted container |Defaulting container name|Use 'kubectl describe|If you don't see a command prompt|pod "[^"]*" deleted|command terminated with exit code)/;
const FENCE = /^\s*(?:```|~~~)\w*\s*$/;

export function readPaste(raw: string): Pasted {
  const notes: string[] = [];
  const note = (words: string): void => {
    if (!notes.includes(words)) notes.push(words);
  };
  let text = raw;
  if (text.startsWith('\uFEFF')) {
    text = text.slice(1);
    note('a byte order mark at the start is left out');
  }
  if (/\r/.test(text)) {
    text = text.replace(/\r\n?/g, '\n');
    note('line ends of Windows (\\r\\n) are read as \\n; in a container the \\r would stand in the file');
  }
  if (/\u00a0|\u2007|\u202f/.test(text)) {
    text = text.replace(/[\u00a0\u2007\u202f]/g, ' ');
    note('no-break spaces are read as blanks');
  }
  const kept = text.split('\n').filter((line) => {
    if (FENCE.test(line)) {
      note('the fence of a code block is left out');
      return false;
    }
    if (KUBECTL.test(line)) {
      note(`what kubectl says itself is left out: ${line.trim().slice(0, 60)}`);
      return false;
    }
    // `# cat the file` could be a comment: only a prompt that has something before its sign, or a command that is one, goes.
    if (PROMPT.test(line) || COMMAND.test(line) || EMPTY_PROMPT.test(line)) {
      note(`a line of the terminal is left out: ${line.trim().slice(0, 60)}`);
      return false;
    }
    return true;
  });
  const filled = kept.filter((line) => line.trim() !== '');
  const indent = Math.min(...filled.map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0));
  const quoted = filled.length > 0 && filled.every((line) => /^\s*(?:>|\|)\s?/.test(line));
  let lines = kept;
  if (quoted) {
    lines = kept.map((line) => line.replace(/^\s*(?:>|\|)\s?/, ''));
    note('the quotation marks of a mail are left out');
  } else if (Number.isFinite(indent) && indent > 0) {
    lines = kept.map((line) => line.slice(Math.min(indent, line.length)));
    note('all lines were indented: read as if they were not');
  }
  while (lines.length > 1 && lines[0]?.trim() === '') lines = lines.slice(1);
  const joined = lines.join('\n').replace(/\n*$/, '');
  return { text: joined === '' ? '' : `${joined}\n`, notes };
}
