// The help screen of less (h): the keys that work here.
export const HELP = `
                     THE KEYS OF LESS

  A number typed before a command marked * is its count, N.

  h                 This help.
  q  :q  Q  ZZ      Leave.

                     MOVING
  j  e  RETURN      *  One line down (N lines).
  k  y              *  One line up.
  SPACE  f          *  One page down.
  b  w              *  One page up.
  d                 *  Half a page down.
  u                 *  Half a page up.
  g  <              *  To the first line, or to line N.
  G  >              *  To the last line, or to line N.
  p  %              *  To the place N percent into the text.
  RIGHT  LEFT          Half a screen sideways.
  F                    To the end, and wait for more text (Ctrl-C ends it).
  m<letter>            Mark this place;  '<letter>  go back to it.
  r  ^L                Draw the screen again.

                     SEARCHING
  /pattern             Forward; /!pattern finds lines without it.
  ?pattern             Backward.
  n  N                 The same search again; in the other direction.
  &pattern             Show only lines with the pattern; & alone shows all.
  ESC-u                Switch the highlighting.

                     FILES AND OPTIONS
  :n  :p  :x           Next, previous, first file.
  =  :f                Where am I?
  -N  -S  -i  -R       Switch line numbers, folding, case, colours.
`;
