// What busybox says about itself.
export const banner = 'BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.\n';

export const usage = (applets: readonly string[]): string => {
  const lines: string[] = [];
  let line = '';
  for (const [index, name] of applets.entries()) {
    const text = `${name}${index < applets.length - 1 ? ', ' : ''}`;
    if (line.length + text.trimEnd().length > 70) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += text;
  }
  lines.push(line.trimEnd());
  return `${banner}BusyBox is copyrighted by many authors between 1998-2015.
Licensed under GPLv2. See source distribution for detailed
copyright notices.

Usage: busybox [function [arguments]...]
   or: busybox --list[-full]
   or: busybox --install [-s] [DIR]
   or: function [arguments]...

	BusyBox is a multi-call binary that combines many common Unix
	utilities into a single executable.  The shell in this build
	is configured to run built-in utilities without $PATH search.
	You don't need to install a link to busybox for each utility.
	To run external program, use full path (/sbin/ip instead of ip).

Currently defined functions:
${lines.map((text) => `\t${text}\n`).join('')}`;
};
