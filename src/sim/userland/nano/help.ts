// The keys that nano names in its last two rows, and its page of help.
import type { Help } from './state.ts';

export const MAIN_HELP: Help = [
  ['^G', 'Help'],
  ['^X', 'Exit'],
  ['^O', 'Write Out'],
  ['^R', 'Read File'],
  ['^W', 'Where Is'],
  ['^\\', 'Replace'],
  ['^K', 'Cut'],
  ['^U', 'Paste'],
  ['^T', 'Execute'],
  ['^J', 'Justify'],
  ['^C', 'Location'],
  ['^/', 'Go To Line'],
  ['M-U', 'Undo'],
  ['M-E', 'Redo'],
  ['M-A', 'Set Mark'],
  ['M-6', 'Copy'],
];

export const WRITE_HELP: Help = [
  ['^G', 'Help'],
  ['^C', 'Cancel'],
  ['M-D', 'DOS Format'],
  ['M-M', 'Mac Format'],
  ['M-A', 'Append'],
  ['M-P', 'Prepend'],
  ['M-B', 'Backup File'],
  ['^T', 'Browse'],
];

export const SEARCH_HELP: Help = [
  ['^G', 'Help'],
  ['^C', 'Cancel'],
  ['M-C', 'Case Sens'],
  ['M-R', 'Reg.exp.'],
  ['M-B', 'Backwards'],
  ['^R', 'Replace'],
  ['^P', 'Older'],
  ['^N', 'Newer'],
  ['^T', 'Go To Line'],
];

export const REPLACE_HELP: Help = [
  ['^G', 'Help'],
  ['^C', 'Cancel'],
  ['M-C', 'Case Sens'],
  ['M-R', 'Reg.exp.'],
  ['M-B', 'Backwards'],
  ['^R', 'No Replace'],
  ['^P', 'Older'],
  ['^N', 'Newer'],
];

export const WITH_HELP: Help = [
  ['^G', 'Help'],
  ['^C', 'Cancel'],
  ['^P', 'Older'],
  ['^N', 'Newer'],
];

export const LINE_HELP: Help = [
  ['^G', 'Help'],
  ['^C', 'Cancel'],
  ['^W', 'Begin of Paragr.'],
  ['^O', 'End of Paragraph'],
  ['^Y', 'First Line'],
  ['^V', 'Last Line'],
  ['^T', 'Go To Text'],
];

export const READ_HELP: Help = [
  ['^G', 'Help'],
  ['^C', 'Cancel'],
  ['M-F', 'New Buffer'],
  ['M-N', 'No Conversion'],
  ['^X', 'Execute Command'],
  ['^T', 'Browse'],
];

export const PAGE_HELP: Help = [
  ['^L', 'Refresh'],
  ['^X', 'Close'],
  ['^Y', 'Prev Page'],
  ['^V', 'Next Page'],
];

export const HELP_TEXT = ` What you type goes into the text. Everything else is done with Ctrl (^) or
 Alt (M-; Esc and then the key does the same).

^X        Leave nano; asks whether to save      ^O   Write the file
^K        Cut the line, or what is marked       ^U   Paste what was cut
M-A       Begin to mark                         M-6  Copy the line or the mark
^W        Search                                M-W  The next match
^\\        Replace                               ^_   Go to a line
M-U       Undo                                  M-E  Redo
^A  ^E    Beginning and end of the line         ^C   Where am I?
^Y  ^V    A page up, a page down                M-\\ M-/  First and last line
^D        Delete the character under the cursor ^L   Draw the screen again
^R        Insert a file                         M-N  Line numbers
M-}  M-{  Indent, unindent                      ^Space  Next word`.split('\n');
