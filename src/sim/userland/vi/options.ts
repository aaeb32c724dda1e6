// The options that :set knows: full and short names, and what they are at the start.

interface Kinds {
  readonly boolean: boolean;
  readonly number: number;
  readonly string: string;
}

export interface Options {
  autoindent: boolean;
  expandtab: boolean;
  ignorecase: boolean;
  list: boolean;
  number: boolean;
  readonly: boolean;
  relativenumber: boolean;
  ruler: boolean;
  showmode: boolean;
  smartcase: boolean;
  startofline: boolean;
  wrap: boolean;
  wrapscan: boolean;
  fixendofline: boolean;
  gdefault: boolean;
  modifiable: boolean;
  paste: boolean;
  shiftround: boolean;
  tildeop: boolean;
  report: number;
  scroll: number;
  scrolloff: number;
  shiftwidth: number;
  softtabstop: number;
  tabstop: number;
  fileformat: string;
}

export type OptionName = keyof Options;

/** Debian's debian.vim and the defaults of Vim itself. `scroll` 0 stands for half a window. */
export const defaults = (): Options => ({
  autoindent: false,
  expandtab: false,
  ignorecase: false,
  list: false,
  number: false,
  readonly: false,
  relativenumber: false,
  ruler: true,
  showmode: true,
  smartcase: false,
  startofline: true,
  wrap: true,
  wrapscan: true,
  fixendofline: true,
  gdefault: false,
  modifiable: true,
  paste: false,
  shiftround: false,
  tildeop: false,
  report: 2,
  scroll: 0,
  scrolloff: 0,
  shiftwidth: 8,
  softtabstop: 0,
  tabstop: 8,
  fileformat: 'unix',
});

const SHORT: Readonly<Record<string, OptionName>> = {
  ai: 'autoindent',
  et: 'expandtab',
  ic: 'ignorecase',
  nu: 'number',
  ro: 'readonly',
  rnu: 'relativenumber',
  ru: 'ruler',
  smd: 'showmode',
  scs: 'smartcase',
  sol: 'startofline',
  ws: 'wrapscan',
  fixeol: 'fixendofline',
  gd: 'gdefault',
  ma: 'modifiable',
  sr: 'shiftround',
  top: 'tildeop',
  scr: 'scroll',
  so: 'scrolloff',
  sw: 'shiftwidth',
  sts: 'softtabstop',
  ts: 'tabstop',
  ff: 'fileformat',
};

/** Options that change nothing here; vim.tiny was built without some of them and is silent about it. */
const ACCEPTED =
  /^(hlsearch|hls|incsearch|is|cursorline|cul|cursorcolumn|cuc|foldmethod|fdm|spell|syntax|syn|colorcolumn|cc|statusline|stl|undofile|udf|backspace|bs|hidden|hid|history|hi|encoding|enc|fileencoding|fenc|mouse|compatible|cp|background|bg|nrformats|nf|backup|bk|writebackup|wb|swapfile|swf|modeline|ml|textwidth|tw|smartindent|si|cindent|cin|showcmd|sc|showmatch|sm|laststatus|ls|wildmenu|wmnu|autowrite|aw|errorbells|eb|visualbell|vb|lazyredraw|lz|filetype|ft|timeout|to|ttimeout|timeoutlen|tm|ttimeoutlen|ttm|magic|matchpairs|mps|joinspaces|js|viminfo|vi|title|term|ttyfast|tf|display|dy|cpoptions|cpo|shell|sh|clipboard|cb|whichwrap|ww|virtualedit|ve|selection|sel|path|pa|tags|tag|autoread|ar|confirm|cf|binary|bin|endofline|eol|more|warn|shortmess|shm|formatoptions|fo|comments|com|iskeyword|isk|listchars|lcs|smarttab|sta|linebreak|lbr|showbreak|sbr|wildmode|wim|scrolljump|sj|sidescroll|ss|secure|exrc|ex|remap|terse|prompt|optimize|redraw|slowopen|window|wi|directory|dir|keywordprg|kp)$/;

export type Named =
  { readonly kind: 'option'; readonly name: OptionName } | { readonly kind: 'accepted' } | { readonly kind: 'unknown' };

export function optionNamed(word: string): Named {
  const all = defaults();
  if (Object.hasOwn(SHORT, word)) return { kind: 'option', name: SHORT[word] as OptionName };
  if (Object.hasOwn(all, word)) return { kind: 'option', name: word as OptionName };
  return { kind: ACCEPTED.test(word) ? 'accepted' : 'unknown' };
}

export function assign<K extends keyof Kinds>(options: Options, name: OptionName, value: Kinds[K]): void {
  (options as unknown as Record<string, Kinds[keyof Kinds]>)[name] = value;
}
